import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { openGame } from './play-in-thread.ts';

/** What a worker is told: which seeds it plays, each so many after the last. */
export interface Work {
  readonly plant: string | undefined;
  readonly from: number;
  readonly step: number;
  readonly to: number;
  /** Ends with the first history in which something was wrong. */
  readonly untilFound: boolean;
  /** Up to this seed it tells a digest of all that happened. */
  readonly digestTo: number;
}

/** What it tells: of one history that it played. */
export interface Told {
  readonly seed: number;
  readonly steps: number;
  readonly days: number;
  readonly digest?: string;
  readonly violation: { readonly rule: string; readonly what: string } | undefined;
}

const digestOf = (story: readonly string[]) => createHash('sha256').update(story.join('\n')).digest('hex');

const { plant, from, step, to, untilFound, digestTo } = workerData as Work;
const playHistory = await openGame(plant);
for (let seed = from; seed <= to; seed += step) {
  const { steps, days, violation, story } = await playHistory({ seed, isTold: seed <= digestTo });
  const digest = seed <= digestTo ? { digest: digestOf(story) } : {};
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port is no window
  parentPort?.postMessage({ seed, steps, days, violation, ...digest } satisfies Told);
  if (violation !== undefined && untilFound) break;
}
