import { expect } from 'vitest';
import { ORDINARY_DAY } from './wire/scenarios.ts';
import { sweep } from './wire/sweep.ts';

sweep('an ordinary day', ORDINARY_DAY, ({ emitted }, plain) => {
  expect(new Set(emitted.map(({ data }) => data.kind))).toEqual(
    new Set(['deactivate', 'update', 'activate', 'set-monthly-budget', 'grant-one-off-budget']),
  );
  expect(emitted.filter(({ subject }) => subject === '8')).toHaveLength(1);
  expect(plain.employees.map(({ sk }) => sk)).not.toContain('EMP#7');
  expect(plain).toMatchObject({
    creates: { 6: 1, 10: 1 },
    activations: { 6: 1, 10: 1 },
    deactivations: { 4: 1, 5: 1 },
    monthly: { '3 all': '60.00', '6 all': '50.00', '10 all': '70.00' },
    open: [
      { sk: 'OPEN#12#profile', code: 'ACCOUNT_OF_ANOTHER' },
      { sk: 'OPEN#13#profile', code: 'REJECTED_BY_ALLEO' },
    ],
    awaitingGroup: [{ sk: 'OPEN#2#profile', kind: 'update' }],
    tenant: [{ departmentsWithoutGroup: ['Nobody Knows'] }],
  });
  expect(plain.grants).toHaveLength(2);
});
