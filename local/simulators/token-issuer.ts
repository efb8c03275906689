import { randomUUID } from 'node:crypto';

interface Token {
  readonly text: string;
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface TokenIssuerOptions {
  readonly lifeSeconds: number;
  /** The same token again for as long as it lives, as Personio does; else a new one each time. */
  readonly stable: boolean;
  readonly prefix: string;
  readonly now: () => number;
}

/** Bearer tokens in memory: each belongs to one credential, ends by the clock or by `revokeAll`. */
export class TokenIssuer {
  readonly #options: TokenIssuerOptions;
  readonly #byText = new Map<string, Token>();
  readonly #byHolder = new Map<string, Token>();

  constructor(options: TokenIssuerOptions) {
    this.#options = options;
  }

  /** A token for the holder, and how many whole seconds it lives from now. */
  issue(holder: string): { token: string; expiresInSeconds: number } {
    const now = this.#options.now();
    const held = this.#byHolder.get(holder);
    if (this.#options.stable && held !== undefined && held.expiresAt > now) {
      return { token: held.text, expiresInSeconds: Math.floor((held.expiresAt - now) / 1000) };
    }
    if (held !== undefined && held.expiresAt <= now) this.#byText.delete(held.text);
    const expiresAt = now + this.#options.lifeSeconds * 1000;
    const token = { text: `${this.#options.prefix}${randomUUID()}`, holder, expiresAt };
    this.#byText.set(token.text, token);
    this.#byHolder.set(holder, token);
    return { token: token.text, expiresInSeconds: this.#options.lifeSeconds };
  }

  /** Whose token stands in the `Authorization` header; nothing when it is missing, unknown, expired or revoked. */
  holderOf(authorization: string | undefined): string | undefined {
    const text = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const token = text === undefined ? undefined : this.#byText.get(text);
    return token !== undefined && token.expiresAt > this.#options.now() ? token.holder : undefined;
  }

  revokeAll(): void {
    this.#byText.clear();
    this.#byHolder.clear();
  }
}
