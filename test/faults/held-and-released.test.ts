import { expect } from 'vitest';
import { HELD_AND_RELEASED } from './wire/scenarios.ts';
import { sweep } from './wire/sweep.ts';

sweep('held and released', HELD_AND_RELEASED, ({ reports }, plain) => {
  expect(reports.map(({ status }) => status)).toEqual(['held', 'ok', 'ok']);
  expect(reports[0]).toMatchObject({
    mutations: { activate: 1 },
    held: { deactivate: { count: 3, code: 'TOO_MANY_DEACTIVATIONS' } },
  });
  expect(plain).toMatchObject({ deactivations: { 1: 1, 2: 1, 3: 1 }, approval: ['spent'], open: [] });
});
