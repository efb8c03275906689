import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { html } from 'hono/html';
import * as z from '../shared/contracts/zod.ts';
import type { Html } from './page/html.ts';

/** A page of yesterday is looked at again before it is acted on. */
const VALID_MS = 12 * 3_600_000;

const SealSchema = z.object({
  /** The path that the form goes to. */
  action: z.string(),
  nonce: z.string(),
  at: z.number(),
  /** What the page showed, and whoever sends the form stands by: a digest, how many people. Never a name. */
  facts: z.record(z.string(), z.string()),
});
/** What a form of ours carries, and nobody else can write. */
export type Seal = z.infer<typeof SealSchema>;

export type Refused = 'missing' | 'forged' | 'elsewhere' | 'old';

/** Seals and opens the forms of one process. */
export interface Forms {
  /** The hidden field of a form that goes to `action`. */
  readonly seal: (action: string, facts?: Readonly<Record<string, string>>) => Html;
  readonly open: (action: string, sealed: unknown) => { readonly seal: Seal } | { readonly refused: Refused };
  /** Does what a form asks for, once: sent twice at a time both get the one outcome, later it is `undefined`. */
  readonly once: <T>(seal: Seal, work: () => Promise<T>) => Promise<T | undefined>;
}

function readSeal(text: string): Seal | undefined {
  try {
    const parsed = SealSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** `seal` in the clear, and its signature by this process's key: no store, and nothing that outlives the process. */
export function createForms(clock: () => number): Forms {
  const key = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();
  /** By nonce: what is being done, or was. An old one is no longer valid anyway. */
  const used = new Map<string, { readonly at: number; outcome: Promise<unknown> | undefined }>();

  return {
    seal: (action, facts = {}) => {
      const seal: Seal = { action, nonce: randomBytes(12).toString('base64url'), at: clock(), facts };
      const text = Buffer.from(JSON.stringify(seal)).toString('base64url');
      return html`<input type="hidden" name="seal" value="${text}.${sign(text).toString('base64url')}">`;
    },
    open: (action, sealed) => {
      if (typeof sealed !== 'string') return { refused: 'missing' };
      const [text = '', signature = ''] = sealed.split('.');
      const [given, expected] = [Buffer.from(signature, 'base64url'), sign(text)];
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { refused: 'forged' };
      const seal = readSeal(text);
      if (seal === undefined || seal.action !== action) return { refused: 'elsewhere' };
      return clock() - seal.at > VALID_MS ? { refused: 'old' } : { seal };
    },
    once: async <T>(seal: Seal, work: () => Promise<T>) => {
      const before = used.get(seal.nonce);
      if (before !== undefined) return before.outcome as Promise<T> | undefined;
      for (const [nonce, { at }] of used) if (clock() - at > VALID_MS) used.delete(nonce);
      const entry = { at: seal.at, outcome: work() as Promise<unknown> | undefined };
      used.set(seal.nonce, entry);
      try {
        return (await entry.outcome) as T;
      } finally {
        entry.outcome = undefined;
      }
    },
  };
}
