import { describe, expect, it } from 'vitest';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import type { EmployeeMemory } from '../../../../shared/core/ground/memory.ts';
import { allowMissing, findAbsentees } from '../../../../shared/core/read/missing.ts';
import { draft, emitted, listing, memoryOf, people, person, plan, remembered, TODAY } from '../build.ts';

const staff = people(40);
const memory = staff.map((one) => remembered(one));
const absentees = (absent: number, memories: readonly EmployeeMemory[] = memory) =>
  findAbsentees(listing(staff.slice(absent)), memoryOf({ memory: memories }), defaultPolicies(), TODAY);
const missing = (days: number, lastDay = '2026-11-30') =>
  remembered(person('1'), { missing: { since: '2026-11-29', lastDay, days } });
const others = people(20).slice(1);
const absent = (one: EmployeeMemory, policies = {}) => ({
  employees: others,
  memory: [one, ...others.map((each) => remembered(each))],
  gone: ['1'],
  policies,
});

describe('who is looked up', () => {
  it('is absent from the listing and active by our doing', () => {
    expect(absentees(2)).toEqual({ lookUp: ['1', '2'], tooMany: [] });
    const inactive = memory.map((one, n) => (n === 0 ? { ...one, status: 'inactive' as const } : one));
    expect(absentees(2, inactive)).toEqual({ lookUp: ['2'], tooMany: [] });
  });

  it.each([
    [4, 0],
    [5, 5],
  ])('%i of 40 absent: too many %i', (count, tooMany) => {
    expect(absentees(count).tooMany).toHaveLength(tooMany);
  });

  it('does not count those whose absence support has allowed', () => {
    const allowed = memory.map((one, n) =>
      n < 3 ? { ...one, missing: { since: TODAY, days: 0, allowed: true } } : one,
    );
    expect(absentees(7, allowed)).toEqual({ lookUp: ['1', '2', '3', '4', '5', '6', '7'], tooMany: [] });
    expect(absentees(8, allowed)).toEqual({ lookUp: ['1', '2', '3'], tooMany: ['4', '5', '6', '7', '8'] });
  });
});

describe('absence alone never deactivates', () => {
  it('is counted once a day and told as an issue', () => {
    const first = draft(absent(remembered(person('1'))));
    expect(first.drafts).toEqual([]);
    expect(first.issues).toEqual([{ employeeId: '1', code: 'MISSING' }]);
    expect(first.remember[0]?.missing).toEqual({ since: TODAY, lastDay: TODAY, days: 1 });
    expect(draft(absent(missing(1, TODAY))).remember).toEqual([]);
    expect(draft(absent(missing(1))).remember[0]?.missing).toEqual({ since: '2026-11-29', lastDay: TODAY, days: 2 });
  });

  it('deactivates on the third different day', () => {
    expect(draft(absent(missing(1))).drafts).toEqual([]);
    expect(draft(absent(missing(2))).drafts).toMatchObject([{ kind: 'deactivate', reason: 'GONE_FROM_PERSONIO' }]);
    expect(draft(absent(missing(2, TODAY))).drafts).toEqual([]);
    expect(draft(absent(missing(3, TODAY))).drafts).toHaveLength(1);
  });

  it('or as many as the policy says', () => {
    expect(draft(absent(remembered(person('1')), { missingDays: 1 })).drafts).toHaveLength(1);
    expect(draft(absent(missing(28), { missingDays: 30 })).drafts).toEqual([]);
    expect(draft(absent(missing(29), { missingDays: 30 })).drafts).toHaveLength(1);
  });

  it('back again clears the count', () => {
    const back = draft({
      employees: [person('1'), ...others],
      memory: [missing(2), ...others.map((each) => remembered(each))],
    });
    expect(back.drafts).toEqual([]);
    expect(back.remember).toHaveLength(1);
    expect(back.remember[0]).not.toHaveProperty('missing');
  });

  it('counts stand still where there are too many', () => {
    const result = draft({ ...absent(missing(2)), gone: [], tooManyMissing: ['1'] });
    expect(result.remember).toEqual([]);
    expect(result.drafts).toMatchObject([{ kind: 'deactivate', reason: 'MISSING', hold: 'TOO_MANY_MISSING' }]);
    expect(result.missing).toEqual(['1']);
  });

  it('is counted apart from the people of the listing', () => {
    const result = plan(absent(missing(1)));
    expect(result.plan.verdicts.size).toBe(19);
    expect(result.plan.missing).toEqual(['1']);
    expect(emitted(result)).toEqual([]);
  });
});

describe('someone whose absence support allowed', () => {
  it('is counted anew, from the next run on, or goes on being counted', () => {
    const stored = remembered(person('1'));
    expect(allowMissing(stored, TODAY).missing).toEqual({ since: TODAY, days: 0, allowed: true });
    const counted = { since: '2026-11-29', lastDay: '2026-11-30', days: 2 };
    expect(allowMissing({ ...stored, missing: counted }, TODAY).missing).toEqual({ ...counted, allowed: true });
  });
});

describe('inactive people who are gone', () => {
  const inactive = (goneSince?: string) =>
    remembered(person('1'), { status: 'inactive', ...(goneSince === undefined ? {} : { goneSince }) });
  const gone = (one: EmployeeMemory) => draft({ employees: others, memory: [one] });

  it('are forgotten after 90 days, whole', () => {
    expect(gone(inactive()).remember).toMatchObject([{ goneSince: TODAY }]);
    expect(gone(inactive('2026-09-03'))).toMatchObject({ remember: [], forget: [] });
    expect(gone(inactive('2026-09-02')).forget).toHaveLength(1);
  });

  it('are remembered anew when they come back before that', () => {
    const back = draft({ employees: [person('1', { status: 'inactive' })], memory: [inactive('2026-11-01')] });
    expect(back.remember[0]).not.toHaveProperty('goneSince');
  });

  it('and activated when they return after that', () => {
    expect(emitted(plan({ employees: [person('1')] }))).toEqual(['activate 1']);
  });
});
