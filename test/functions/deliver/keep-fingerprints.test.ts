import { describe, expect, it } from 'vitest';
import { keepFingerprints } from '../../../functions/deliver/keep-fingerprints.ts';
import { createFingerprints } from '../../../shared/core/ground/fingerprint.ts';
import { World } from '../../fakes/world.ts';

const [OLD, NEW] = [3, 4].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];

/** Kept fingerprints of a secret whose key is replaced, and how often it was read. */
function open() {
  const { tenant } = new World({ employees: [] });
  const stored = { key: OLD, reads: 0, ms: 0 };
  const personio = { clientId: 'client', clientSecret: 'secret' };
  const readSecret = async () => {
    stored.reads += 1;
    return { version: 1 as const, personio, fingerprintKey: stored.key };
  };
  const fingerprintsOf = keepFingerprints({ readSecret }, () => stored.ms);
  return { stored, keyId: async (doubted = false) => (await fingerprintsOf(tenant, doubted)).keyId };
}

describe('kept fingerprints', () => {
  it('are read once, and again where a message makes them doubtful, once a minute at most', async () => {
    const { stored, keyId } = open();
    const [before, after] = [OLD, NEW].map((key) => createFingerprints(key).keyId);
    expect(await keyId()).toBe(before);
    stored.key = NEW;
    stored.ms = 59_999;
    expect(await keyId(true)).toBe(before);
    stored.ms = 60_000;
    expect(await keyId()).toBe(before);
    expect(await keyId(true)).toBe(after);
    expect(await keyId()).toBe(after);
    for (let n = 0; n < 5; n += 1) await keyId(true);
    expect(stored.reads).toBe(2);
  });
});
