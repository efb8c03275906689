import { setTimeout as wait } from 'node:timers/promises';

/** Waits so many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

export const realSleep: Sleep = async (ms) => {
  await wait(ms);
};

/** Milliseconds to wait after the given attempt (from 1): doubling from 50, with jitter so that rivals part. */
export function backOffMs(attempt: number): number {
  return Math.round(50 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
}
