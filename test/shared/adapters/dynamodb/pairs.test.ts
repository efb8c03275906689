import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPairs } from '../../../../shared/adapters/dynamodb/pairs.ts';
import { openRealStore, type RealStore, TABLE } from './real-store.ts';

let store: RealStore;
const clock = { now: Date.UTC(2026, 10, 2) };
const open = () =>
  createPairs({ client: () => store.client, tableName: TABLE, now: () => clock.now, sleep: async () => {} });

beforeAll(async () => {
  store = await openRealStore();
});
afterAll(() => store.close());

it('refusals of a pair are known to every invocation', async () => {
  expect(await open().readRefusals('pair')).toBeUndefined();
  await open().putRefusals('pair', { count: 2, at: clock.now });
  expect(await open().readRefusals('pair')).toMatchObject({ count: 2, at: clock.now });
  expect(await open().readRefusals('other')).toBeUndefined();
});

it('the turns of a pair are 15 at once, then 200 a minute, whoever takes them', async () => {
  const take = (pair = 'turns') => open().takeTurns(pair, 5);
  expect([await take(), await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, 1_500, 3_000]);
  expect(await take('of its own')).toBe(0);
  clock.now += 3_000;
  expect(await take()).toBe(1_500);
  clock.now += 60_000;
  expect(await take()).toBe(0);
});

it('of several at once each gets turns of its own', async () => {
  const waits = await Promise.all(Array.from({ length: 5 }, () => open().takeTurns('at once', 5)));
  expect(waits.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1_500, 3_000]);
});

it('nobody waits longer than a minute for a turn', async () => {
  for (let n = 0; n < 60; n += 1) await open().takeTurns('long', 5);
  expect(await open().takeTurns('long', 5)).toBe(60_000);
});
