import type { MiddlewareObj } from '@middy/core';
import type * as z from '../contracts/zod.ts';
import type { Log } from './logger.ts';
import type { Counter } from './metrics.ts';

/**
 * For middy: nobody answers in the handler's place. By default it answers some milliseconds before Lambda would end the
 * process; the process lives on then, and what the handler was doing goes on in the next invocation.
 */
export const UNTIL_DONE = { timeoutEarlyInMillis: 0 } as const;

/** Parses the event at the function's door; one that is not as the contract says is told by its path. */
export function parseEvent<T>(schema: z.ZodMiniType<T>): MiddlewareObj {
  return {
    before: (request) => {
      const result = schema.safeParse(request.event);
      if (!result.success) {
        const paths = result.error.issues.map((issue) => issue.path.map(String).join('.') || '(whole)');
        throw new Error(`the event is not as the contract says at ${paths.join(', ')}`);
      }
      request.event = result.data;
    },
  };
}

/**
 * Puts the invocation on the log's lines. Logs what a handler throws, by its code, and lets it go on being thrown.
 * Writes the counted metrics either way.
 */
export function observe(log: Log, counter: Counter): MiddlewareObj {
  return {
    // What a `before` or an `after` gives would take the place of the handler's answer.
    before: (request) => {
      log.begin?.(request.context);
    },
    after: () => {
      counter.flush();
    },
    onError: (request) => {
      log.error('invocation failed', request.error);
      counter.flush();
    },
  };
}
