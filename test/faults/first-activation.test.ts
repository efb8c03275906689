import { expect } from 'vitest';
import { FIRST_ACTIVATION } from './wire/scenarios.ts';
import { sweep } from './wire/sweep.ts';

sweep('first activation', FIRST_ACTIVATION, ({ emitted }, plain) => {
  expect(new Set(emitted.map(({ data }) => data.kind))).toEqual(
    new Set(['activate', 'set-monthly-budget', 'grant-one-off-budget']),
  );
  expect(plain).toMatchObject({
    creates: { 1: 1, 2: 1 },
    activations: { 1: 1, 2: 1, 3: 1 },
    monthly: { '1 all': '50.00', '3 all': '60.00' },
    open: [
      { sk: 'OPEN#4#grant:all:1', code: 'USER_NOT_ACTIVE' },
      { sk: 'OPEN#4#profile', code: 'ACCOUNT_OF_ANOTHER' },
      { sk: 'OPEN#5#profile', code: 'REJECTED_BY_ALLEO', attribute: 'email' },
    ],
    awaitingGroup: [{ sk: 'OPEN#2#profile', kind: 'activate' }],
    approval: ['spent'],
  });
  expect(plain.grants).toEqual([expect.stringMatching(/^1 .* 200\.00$/)]);
});
