import { Worker } from 'node:worker_threads';
import type { Told, Work } from './worker.ts';

export interface Many {
  readonly plant?: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly workers: number;
  readonly untilFound: boolean;
}

/** So many histories are played twice, by different threads, and must be the same to the byte. */
const TWICE = 10;

/** What became of many histories. */
export interface Total {
  readonly histories: number;
  readonly days: number;
  readonly steps: number;
  readonly ms: number;
  /** Those in which something was wrong, by their seeds. */
  readonly found: readonly Told[];
  /** Seeds of which the same was played twice and was not the same. */
  readonly unlike: readonly number[];
}

/**
 * Plays histories side by side, seed after seed. With `untilFound` it ends with the first in which something is wrong, in
 * the order of seeds: the others' workers play up to it.
 */
export async function playMany({ plant, from, to, workers, untilFound }: Many): Promise<Total> {
  const begun = performance.now();
  const total = { histories: 0, days: 0, steps: 0 };
  const found: Told[] = [];
  const first = () => Math.min(...found.map(({ seed }) => seed));
  const digestTo = untilFound ? 0 : Math.min(to, from + TWICE - 1);
  const digests = new Map<number, Set<string>>();
  const work = (workerData: Work, isSecond = false) =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData });
      worker.on('message', (told: Told) => {
        if (told.digest !== undefined) digests.set(told.seed, (digests.get(told.seed) ?? new Set()).add(told.digest));
        if (isSecond) return;
        total.histories += 1;
        total.days += told.days;
        total.steps += told.steps;
        if (told.violation !== undefined) found.push(told);
        if (untilFound && told.seed > first()) void worker.terminate();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  const common = { plant, to, untilFound, digestTo };
  await Promise.all(Array.from({ length: workers }, (_, n) => work({ ...common, from: from + n, step: workers })));
  if (!untilFound) await work({ ...common, from, step: 1, to: digestTo }, true);
  const unlike = [...digests].filter(([, one]) => one.size > 1).map(([seed]) => seed);
  found.sort((a, b) => a.seed - b.seed);
  return { ...total, ms: performance.now() - begun, found, unlike };
}
