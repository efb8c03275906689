import { createHash, createHmac, createSecretKey } from 'node:crypto';
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

/** `keyBase64`: the tenant's fingerprint key, 32 bytes. */
export function createFingerprints(keyBase64: string): Fingerprints {
  const key = Buffer.from(keyBase64, 'base64');
  // As a key object: Node takes eight times as long to look at a buffer's bytes anew for each person.
  const secret = createSecretKey(key);
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    keyId: createHash('sha256').update(key).digest('hex').slice(0, 8),
    of: (purpose, text) => mac(`${purpose}\n${text}`).slice(0, 22),
    ofField: (field, value) => mac(`field\n${field}\n${value === null ? 'null' : `=${value}`}`).slice(0, 12),
    ofAmount: (cents) => mac(`amount\n${formatMoney(cents)}`).slice(0, 12),
  };
}
