import { expect, it } from 'vitest';
import { boundOpen } from '../../../../shared/core/emit/bound-open.ts';
import { people, person, plan, remembered } from '../build.ts';

it('keeps of what is not sent all but that of whom passes to another id later', () => {
  const before = person('1', { email: 'old@example.com' });
  const left = person('17', { last_name: 'Back' });
  const back = { last_name: 'Back', email: left.email, budgets: { 'oneoff:all': '10' } } as const;
  const { emissions } = plan({
    employees: [
      ...people(2, { budgets: { 'oneoff:all': '10' } }),
      { ...left, status: 'inactive' },
      person('900', back),
    ],
    memory: [remembered(before), remembered(left)],
  }).plan;
  const silent = emissions.map((one) => ({ ...one, silent: one.draft.budget !== undefined }));
  const told = boundOpen(silent, [], 1).map(({ draft }) => `${draft.kind} ${draft.employeeId}`);
  expect(emissions.map(({ draft }) => `${draft.kind} ${draft.employeeId}`)).toEqual([
    'update 1',
    'update 900',
    'activate 2',
    'grant-one-off-budget 1',
    'grant-one-off-budget 2',
    'grant-one-off-budget 900',
  ]);
  expect(told).toEqual(['update 1', 'grant-one-off-budget 1', 'grant-one-off-budget 2']);
});
