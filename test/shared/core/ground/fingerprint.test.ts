import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import { SEED } from '../../../properties/seed.ts';

/** What Node's own HMAC gives: 22 characters of base64url are 128 bits. */
const judge = (key: Uint8Array, text: string) =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
const of = (key: Uint8Array) => createFingerprints(Buffer.from(key).toString('base64'));

describe('a fingerprint', () => {
  it('is what Node makes of any key and any text', () => {
    const keys = fc.uint8Array({ minLength: 1, maxLength: 130, size: 'max' });
    fc.assert(
      fc.property(keys, fc.string({ unit: 'binary', maxLength: 300, size: 'max' }), (key, text) => {
        expect(of(key).of('content', text)).toBe(judge(key, `content\n${text}`));
      }),
      { seed: SEED },
    );
  });

  it.each([32, 63, 64, 65, 200])('takes a key of %i bytes', (length) => {
    const key = Buffer.alloc(length, 'key');
    expect(of(key).of('content', 'x')).toBe(judge(key, 'content\nx'));
  });

  it('takes texts around its first room and far beyond, and short ones again after them', () => {
    const key = Buffer.alloc(32, 7);
    for (const letter of ['a', 'é', '€', '😀']) {
      const fingerprints = of(key);
      for (const length of [1_350, 1_364, 1_365, 1_400, 4_089, 4_090, 300_000, 5]) {
        const text = letter.repeat(length);
        expect(fingerprints.of('digest', text)).toBe(judge(key, `digest\n${text}`));
      }
    }
  });

  it('tells a cleared value from any text, and one field from another', () => {
    const fingerprints = of(Buffer.alloc(32, 7));
    const all = [
      fingerprints.ofField('birthday', null),
      fingerprints.ofField('birthday', 'null'),
      fingerprints.ofField('birthday', '=null'),
      fingerprints.ofField('birthday', ''),
      fingerprints.ofField('department', null),
      fingerprints.ofAmount(0n),
      fingerprints.ofAmount(1n),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('of one tenant says nothing of another, and neither does the name of its key', () => {
    const [one, other] = [of(Buffer.alloc(32, 1)), of(Buffer.alloc(32, 2))];
    expect(one.of('settled', 'x')).not.toBe(other.of('settled', 'x'));
    expect(one.keyId).not.toBe(other.keyId);
    expect(one.keyId).toMatch(/^[0-9a-f]{8}$/);
  });
});
