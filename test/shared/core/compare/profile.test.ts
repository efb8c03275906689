import { describe, expect, it } from 'vitest';
import { defaultPolicies, type Policies } from '../../../../shared/contracts/policies.ts';
import {
  changedFields,
  desiredProfile,
  rememberFields,
  settledFingerprint,
} from '../../../../shared/core/compare/profile.ts';
import type { Employee, Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
import { fingerprints, person, remembered, TODAY } from '../build.ts';

describe('the profile that Alleo should have', () => {
  it('has no field that is not known today', () => {
    const bare = person('1', { birthday: ABSENT, department: UNREADABLE, termination_date: EMPTY });
    expect(Object.keys(desiredProfile(bare, undefined, TODAY))).toEqual([
      'external_id',
      'email',
      'first_name',
      'last_name',
      'work_anniversary',
    ]);
  });

  it.each([
    [TODAY, TODAY],
    ['2027-01-31', '2027-01-31'],
    ['2026-11-30', undefined],
  ])('a termination date of %s travels as %s: one that has passed is left alone', (termination_date, expected) => {
    const profile = desiredProfile(person('1', { termination_date }), undefined, TODAY);
    expect(profile.offboarding_date).toBe(expected);
    expect('offboarding_date' in profile).toBe(expected !== undefined);
    // Other dates may lie in the past.
    expect(profile.work_anniversary).toBe('2020-01-01');
  });

  it.each([
    ['birthday', 'birthday', TODAY],
    ['birthday', 'birthday', '1899-12-31'],
    ['hire_date', 'work_anniversary', '1026-01-01'],
    ['termination_date', 'offboarding_date', '9999-12-31'],
  ] as const)('has no %s that is not believed, and does not clear it either', (attribute, field, date) => {
    const before = person('1', { termination_date: '2027-01-31' });
    const profile = desiredProfile({ ...before, [attribute]: date }, remembered(before), TODAY);
    expect(field in profile).toBe(false);
    expect(changedFields(profile, remembered(before), fingerprints)).toEqual([]);
  });

  it('withdraws a termination date that was sent and is corrected into the past, once; not one that a day went by', () => {
    const sent = remembered(person('1', { termination_date: '2027-01-31' }));
    const changed = (termination_date: string, today: string, memory = sent) => {
      const profile = desiredProfile(person('1', { termination_date }), memory, today, fingerprints);
      return [profile.offboarding_date, changedFields(profile, memory, fingerprints)];
    };
    expect(changed('2026-10-01', TODAY)).toEqual([null, ['offboarding_date']]);
    expect(changed('2027-01-31', '2027-02-01')).toEqual([undefined, []]);
    const profile = desiredProfile(person('1', { termination_date: '2026-10-01' }), sent, TODAY, fingerprints);
    const withdrawn = { ...sent, fields: rememberFields(profile, sent, fingerprints) };
    expect(changed('2026-10-01', TODAY, withdrawn)).toEqual([null, []]);
  });

  it('has a date as written that came with a time', () => {
    const timed: Employee = { ...person('1'), oddTimes: ['birthday'] };
    expect(desiredProfile(timed, undefined, TODAY).birthday).toBe('1990-05-05');
  });

  it.each(['email', 'first_name', 'last_name'] as const)('cannot be had without %s', (field) => {
    for (const reading of [EMPTY, ABSENT, UNREADABLE] satisfies Reading[]) {
      expect(() => desiredProfile(person('1', { [field]: reading }), undefined, TODAY)).toThrow(
        'a profile needs an e-mail and a name',
      );
    }
  });

  it('all of it is new to somebody whom we do not remember', () => {
    const profile = desiredProfile(person('1', { birthday: ABSENT }), undefined, TODAY);
    expect(changedFields(profile, undefined, fingerprints)).toEqual([
      'email',
      'first_name',
      'last_name',
      'work_anniversary',
      'department',
    ]);
  });

  it('what is left out of it stays remembered as it was', () => {
    const memory = remembered(person('1'));
    const profile = desiredProfile(person('1', { birthday: ABSENT, department: 'Sales' }), memory, TODAY);
    expect(rememberFields(profile, memory, fingerprints)).toEqual({
      ...memory.fields,
      department: fingerprints.ofField('department', 'Sales'),
    });
  });
});

describe('the fingerprint of somebody settled', () => {
  const of = (fields: Parameters<typeof person>[1]) =>
    settledFingerprint(person('1', fields), defaultPolicies(), fingerprints);

  it('tells text, empty, absent and unreadable apart, in every place', () => {
    for (const field of ['birthday', 'department', 'hire_date', 'termination_date'] as const) {
      const readings: Reading[] = ['2020-02-02', EMPTY, ABSENT, UNREADABLE];
      expect(new Set(readings.map((reading) => of({ [field]: reading }))).size).toBe(4);
    }
    const amounts: Reading[] = ['5', EMPTY, ABSENT, UNREADABLE];
    expect(new Set(amounts.map((reading) => of({ budgets: { 'monthly:all': reading } }))).size).toBe(4);
  });

  it('does not mistake one value for two', () => {
    expect(of({ first_name: 'a b', last_name: 'c' })).not.toBe(of({ first_name: 'a', last_name: 'b c' }));
    expect(of({ first_name: 'e' })).not.toBe(of({ first_name: EMPTY }));
  });

  it('is another under another value of a policy that asks again of who has a budget, and of no other policy', () => {
    const under = (policies: Partial<Policies>, employee = person('1', { budgets: { 'monthly:all': '5' } })) =>
      settledFingerprint(employee, { ...defaultPolicies(), ...policies }, fingerprints);
    expect(under({ onBudgetCleared: 'remove' })).not.toBe(under({}));
    expect(under({ onBudgetCleared: 'remove' }, person('1'))).toBe(under({}, person('1')));
    expect(under({ timeZone: 'UTC', onOneOffChanged: 'grant', rearmDays: 1, maxMonthlyBudget: '1.00' })).toBe(
      under({}),
    );
  });

  it('does not depend on the order in which a row has its budgets', () => {
    expect(of({ budgets: { 'monthly:a': '1', 'oneoff:b': '2' } })).toBe(
      of({ budgets: { 'oneoff:b': '2', 'monthly:a': '1' } }),
    );
  });
});
