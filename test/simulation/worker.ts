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
}

/** What it tells: of one history that it played. */
export interface Told {
  readonly seed: number;
  readonly steps: number;
  readonly days: number;
  readonly violation: { readonly rule: string; readonly what: string } | undefined;
}

const { plant, from, step, to, untilFound } = workerData as Work;
const playHistory = await openGame(plant);
for (let seed = from; seed <= to; seed += step) {
  const { steps, days, violation } = await playHistory({ seed });
  parentPort?.postMessage({ seed, steps, days, violation } satisfies Told);
  if (violation !== undefined && untilFound) break;
}
