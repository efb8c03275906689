import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { settleAll } from '../../../../shared/core/ground/settle-all.ts';

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
