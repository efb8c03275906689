import { setTimeout as wait } from 'node:timers/promises';
import type { Sleep } from '../shared/adapters/retry.ts';

/** All that adapters wait for, taken together, in one run. */
export interface Waiting {
  readonly sleep: Sleep;
  /** Begins a new run. */
  readonly reset: () => void;
}

/** All waiting for another try stays below 20 s in one run: once this is used up, nobody waits. */
const RUN_MS = 15_000;

/** Several may wait at once: each wait is counted whole, so the run as a whole waits less. `most`: milliseconds in all. */
export function boundWaiting(most = RUN_MS): Waiting {
  let left = most;
  return {
    sleep: async (ms) => {
      const granted = Math.min(ms, left);
      left -= granted;
      if (granted > 0) await wait(granted);
    },
    reset: () => {
      left = most;
    },
  };
}
