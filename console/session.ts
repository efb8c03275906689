import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may ask: the one browser, or few, that opened a link of this process. */
export interface Session {
  /** A key that opens the session once. */
  readonly issueKey: () => string;
  /** The cookie's value, for a key that was issued and not used before. */
  readonly redeem: (key: string) => string | undefined;
  readonly isOpen: (cookie: string | undefined) => boolean;
}

const draw = () => randomBytes(32).toString('base64url');

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export function createSession(): Session {
  const keys = new Set<string>();
  const cookie = draw();
  return {
    issueKey: () => {
      const key = draw();
      keys.add(key);
      return key;
    },
    redeem: (key) => (keys.delete(key) ? cookie : undefined),
    isOpen: (given) => given !== undefined && isSame(given, cookie),
  };
}
