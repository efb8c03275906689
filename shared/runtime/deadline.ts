import { TransientError } from '../core/ground/errors.ts';

/** What Lambda's context tells of the time that is left. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

export interface DeadlineOptions {
  /** Nothing is begun with less than this left: what takes longest, and then writing down how it ended. */
  readonly marginMs: number;
  /** When what goes back for want of time shall come again. @default its back-off */
  readonly retryAfterSeconds?: number;
}

/** A function's time limit as its own code heeds it: Lambda ends whoever passes it, in the middle of anything. */
export interface Deadline {
  /** Begins an invocation: what is heeded from here on is its limit. A container has one at a time. */
  begin(invocation: Invocation): void;
  /** Throws `TransientError` NEAR_DEADLINE where what takes `ms` more might be cut off. @default 0 */
  heed(operation: string, ms?: number): void;
}

export function createDeadline({ marginMs, retryAfterSeconds }: DeadlineOptions): Deadline {
  let current: Invocation | undefined;
  const waiting = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return {
    begin: (invocation) => {
      current = invocation;
    },
    heed: (operation, ms = 0) => {
      if (current === undefined || current.getRemainingTimeInMillis() - ms >= marginMs) return;
      const facts = { operation, code: 'NEAR_DEADLINE', ...waiting };
      throw new TransientError(facts, 'this invocation has too little time left for it');
    },
  };
}
