import { createHash, createHmac, hash } from 'node:crypto';
import type { Cents } from './money.ts';
import { formatMoney } from './money.ts';

/**
 * Keyed fingerprints (HMAC-SHA-256) of what a person's data say. The key is the tenant's own, so that equal data of two
 * tenants look different and nobody without the key can try out birthdays.
 */
export interface Fingerprints {
  /** Names the key, tells nothing about it. */
  readonly keyId: string;
  /** 128 bits as base64url, of any text within a purpose (`settled`, `content`, `id`, `digest`). */
  of(purpose: string, text: string): string;
  /** 72 bits as base64url: a profile field's value, `null` for one that is cleared. The same value gives the same text for everyone. */
  ofField(field: string, value: string | null): string;
  /** 72 bits as base64url: an amount of money. */
  ofAmount(cents: Cents): string;
}

/** SHA-256's block and result, in bytes. */
const BLOCK = 64;
const RESULT = 32;
/** Room for what is usually said of one person, in bytes; a longer text, a digest's above all, takes `createHmac`. */
const ROOM = 4_096;

function padKey(key: Uint8Array, pad: number, length: number): Buffer {
  const padded = Buffer.alloc(length);
  padded.fill(pad, 0, BLOCK);
  for (const [index, byte] of key.entries()) padded[index] = byte ^ pad;
  return padded;
}

/**
 * HMAC-SHA-256 (RFC 2104) of a text, as base64url, of two one-shot hashes: with a `Hmac` object for each person, making
 * it is half of a run's whole computing. The tests hold it against `createHmac`.
 */
function createMac(key: Uint8Array): (text: string) => string {
  const short = key.length > BLOCK ? createHash('sha256').update(key).digest() : key;
  const outer = padKey(short, 0x5c, BLOCK + RESULT);
  const inner = padKey(short, 0x36, BLOCK + ROOM);
  const room = inner.subarray(BLOCK);
  const encoder = new TextEncoder();
  /** `inner` with so many bytes of text: making such a view takes as long as half a hash. */
  const views: (Uint8Array | undefined)[] = [];
  return (text) => {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    if (text.length * 3 > ROOM) return createHmac('sha256', key).update(text).digest('base64url');
    const { written } = encoder.encodeInto(text, room);
    const view = (views[written] ??= inner.subarray(0, BLOCK + written));
    outer.write(hash('sha256', view, 'binary'), BLOCK, 'binary');
    return hash('sha256', outer, 'base64url');
  };
}

/** `keyBase64`: the tenant's fingerprint key, 32 bytes. */
export function createFingerprints(keyBase64: string): Fingerprints {
  const key = Buffer.from(keyBase64, 'base64');
  const mac = createMac(key);
  return {
    keyId: createHash('sha256').update(key).digest('hex').slice(0, 8),
    of: (purpose, text) => mac(`${purpose}\n${text}`).slice(0, 22),
    ofField: (field, value) => mac(`field\n${field}\n${value === null ? 'null' : `=${value}`}`).slice(0, 12),
    ofAmount: (cents) => mac(`amount\n${formatMoney(cents)}`).slice(0, 12),
  };
}
