import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALLEO_PACING } from '../../../shared/adapters/alleo/alleo-client.ts';
import { type Pacing, paceStarts } from '../../../shared/adapters/http/pace-requests.ts';
import { PERSONIO_PACING } from '../../../shared/adapters/personio/personio-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** When each of so many calls started, in milliseconds, where so many at once wait for their turn. */
async function startTimes(pacing: Pacing, calls: number, workers: number): Promise<readonly number[]> {
  const begun = Date.now();
  const times: number[] = [];
  const start = paceStarts(pacing, async () => {
    times.push(Date.now() - begun);
  });
  let left = calls;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      await start();
    }
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  await vi.runAllTimersAsync();
  await all;
  return times;
}

/** The shortest time in which one more than `limit` calls started. */
const shortest = (times: readonly number[], limit: number) =>
  Math.min(...times.slice(limit).map((time, index) => time - (times[index] ?? Number.NaN)));

describe.each([
  ['Personio', PERSONIO_PACING],
  ['Alleo', ALLEO_PACING],
])('requests to %s', (_, pacing) => {
  it.each([1, 15, 60])('stay within both limits, with room for late arrivals (%i at a time)', async (workers) => {
    const times = await startTimes(pacing, 1_300, workers);
    expect(times).toHaveLength(1_300);
    expect(shortest(times, pacing.perSecond)).toBeGreaterThanOrEqual(1_020);
    expect(shortest(times, pacing.perMinute)).toBeGreaterThanOrEqual(60_050);
  });

  it('take less than a twentieth longer than they have to', async () => {
    const times = await startTimes(pacing, pacing.perMinute, 60);
    expect(times.at(-1)).toBeLessThan((pacing.perMinute / pacing.perSecond) * 1_050);
    const two = await startTimes(pacing, pacing.perMinute * 2, 60);
    expect(two.at(-1)).toBeLessThan(60_000 + (pacing.perMinute / pacing.perSecond) * 1_060);
  });

  it('never start a second’s worth at once', async () => {
    const times = await startTimes(pacing, pacing.perSecond, pacing.perSecond);
    expect(times.at(-1)).toBeGreaterThan(100);
  });
});

it('10,000 people, 101 requests, start within six and a half seconds', async () => {
  const times = await startTimes(PERSONIO_PACING, 101, 15);
  expect(times.at(-1)).toBeLessThan(6_500);
});
