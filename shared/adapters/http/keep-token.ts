/** A bearer token and until when (Unix milliseconds) it may be used. */
export interface Token {
  readonly value: string;
  readonly validUntil: number;
}

/** The token of one credential: made once for all concurrent calls, kept while it is valid. */
export interface TokenSource {
  get(): Promise<string>;
  /** This token was refused: the next `get` makes another, unless that has happened already. */
  drop(token: string): void;
}

/** Keeps what `authenticate` gives; what it throws goes to all who wait, and the next call tries again. */
export function keepToken(authenticate: () => Promise<Token>): TokenSource {
  let current: Promise<Token> | undefined;
  let value: string | undefined;
  return {
    async get() {
      const kept = current;
      if (kept !== undefined) {
        const token = await kept;
        if (token.validUntil > Date.now()) return token.value;
        if (current === kept) current = undefined;
      }
      current ??= authenticate();
      const mine = current;
      try {
        const token = await mine;
        ({ value } = token);
        return token.value;
      } catch (error) {
        if (current === mine) current = undefined;
        throw error;
      }
    },
    drop(token) {
      if (token === value) current = undefined;
    },
  };
}
