import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { settleAll, sideBySide } from '../../../../shared/core/ground/settle-all.ts';

it('throws the first failure, but only once all the others are over', async () => {
  const over: string[] = [];
  const slow = async () => {
    await wait(20);
    over.push('slow');
  };
  const failing = async () => {
    throw new Error('failed');
  };
  await expect(settleAll([failing(), slow()])).rejects.toThrow('failed');
  expect(over).toEqual(['slow']);
});

it('gives what all of them give, in their order', async () => {
  expect(await settleAll([wait(5, 'a'), Promise.resolve(2)])).toEqual(['a', 2]);
});

it('does so many at once and no more, and gives what came of them in their order', async () => {
  let now = 0;
  const seen: number[] = [];
  const results = await sideBySide([30, 5, 10, 1, 1], 2, async (ms) => {
    now += 1;
    seen.push(now);
    await wait(ms);
    now -= 1;
    return ms * 2;
  });
  expect(results).toEqual([60, 10, 20, 2, 2]);
  expect(Math.max(...seen)).toBe(2);
  expect(await sideBySide([], 3, async () => 1)).toEqual([]);
});

it('begins none after a failure, and throws it once those on their way are over', async () => {
  const begun: string[] = [];
  const over: string[] = [];
  const work = async (name: string) => {
    begun.push(name);
    if (name === 'failing') throw new Error('failed');
    await wait(10);
    over.push(name);
  };
  await expect(sideBySide(['slow', 'failing', 'never', 'never either'], 2, work)).rejects.toThrow('failed');
  expect(begun).toEqual(['slow', 'failing']);
  expect(over).toEqual(['slow']);
});

it('takes items as their turn comes, so that there may be any number of them', async () => {
  let taken = 0;
  function* endless() {
    for (;;) {
      taken += 1;
      yield taken;
    }
  }
  const work = async (n: number) => {
    if (n === 7) throw new Error('enough');
  };
  await expect(sideBySide(endless(), 3, work)).rejects.toThrow('enough');
  expect(taken).toBeLessThan(15);
});
