import { describe, expect, it } from 'vitest';
import type { Policies } from '../../../../shared/contracts/policies.ts';
import type { Employee } from '../../../../shared/core/ground/employee.ts';
import type { LedgerDay } from '../../../../shared/core/ground/memory.ts';
import { emitted, held, ledgerDay, people, person, plan, remembered, TODAY } from '../build.ts';

/** `active` managed people of whom the first `leaving` are inactive in Personio. */
function leavers(active: number, leaving: number, policies: Partial<Policies> = {}, ledger: readonly LedgerDay[] = []) {
  const staff = people(active);
  const now = staff.map((one, n) => (n < leaving ? { ...one, status: 'inactive' } : one));
  return plan({ employees: now, memory: staff.map((one) => remembered(one)), policies, ledger });
}
const codes = (result: ReturnType<typeof plan>) => [...new Set(result.plan.held.map((one) => one.code))];

describe('TOO_MANY_DEACTIVATIONS', () => {
  it.each([
    // [active, leaving, held]
    [1, 1, false],
    [2, 1, false],
    [2, 2, true],
    [3, 1, false],
    [3, 2, true],
    [6, 3, false],
    [7, 4, true],
    [30, 3, false],
    [30, 4, true],
    [100, 10, false],
    [100, 11, true],
    [150, 15, false],
    [150, 16, true],
  ])('of %i active people %i leave: held %s', (active, leaving, isHeld) => {
    const result = leavers(active, leaving);
    expect(codes(result)).toEqual(isHeld ? ['TOO_MANY_DEACTIVATIONS'] : []);
    expect(emitted(result)).toHaveLength(isHeld ? 0 : leaving);
  });

  it('is floor and percentage of the policy, and half whatever they say', () => {
    expect(codes(leavers(100, 20, { deactivatePercent: 20 }))).toEqual([]);
    expect(codes(leavers(100, 21, { deactivatePercent: 20, deactivateWeekPercent: 100 }))).toEqual([
      'TOO_MANY_DEACTIVATIONS',
    ]);
    const loose = {
      deactivatePercent: 100,
      deactivateWeekPercent: 100,
      deactivateFloor: 1000,
      deactivateWeekFloor: 1000,
    };
    expect(codes(leavers(100, 50, loose))).toEqual([]);
    expect(codes(leavers(100, 51, loose))).toEqual(['TOO_MANY_DEACTIVATIONS']);
    expect(codes(leavers(100, 1, { deactivateFloor: 0, deactivatePercent: 0 }))).toEqual(['TOO_MANY_DEACTIVATIONS']);
  });

  it('counts what the ledger counts for the same day, not what was approved', () => {
    const today = ledgerDay(TODAY, { counts: { deactivate: 9 } });
    expect(codes(leavers(100, 1, {}, [today]))).toEqual([]);
    expect(codes(leavers(100, 2, {}, [today]))).toEqual(['TOO_MANY_DEACTIVATIONS']);
    const others = ledgerDay(TODAY, { counts: { update: 50, activate: 50, 'set-monthly-budget': 50 } });
    expect(codes(leavers(100, 10, {}, [others]))).toEqual([]);
    const approved = ledgerDay(TODAY, { approvedCounts: { deactivate: 50 } });
    expect(codes(leavers(100, 10, {}, [approved]))).toEqual([]);
  });

  it('is half also where an approval took more of the day than were there in the morning', () => {
    const today = ledgerDay(TODAY, { base: 1, counts: { deactivate: 1 } });
    expect(codes(leavers(6, 1, {}, [today]))).toEqual(['TOO_MANY_DEACTIVATIONS']);
  });

  it('holds its kind and lets the rest go out', () => {
    const staff = people(20);
    const now: Employee[] = staff.map((one, n) => (n < 11 ? { ...one, status: 'inactive' } : one));
    const result = plan({
      employees: [...now, person('new')],
      memory: staff.map((one) => remembered(one)),
    });
    expect(result.plan.held).toHaveLength(11);
    expect(emitted(result)).toEqual(['activate new']);
  });
});

describe('TOO_MANY_DEACTIVATIONS_7_DAYS', () => {
  const days = (dates: readonly string[], each: number) =>
    dates.map((date) => ledgerDay(date, { counts: { deactivate: each } }));

  it('stops a leak that stays below the limit of every single day', () => {
    const week = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'];
    expect(codes(leavers(100, 2, {}, days(week, 3)))).toEqual([]);
    expect(codes(leavers(100, 3, {}, days(week, 3)))).toEqual(['TOO_MANY_DEACTIVATIONS_7_DAYS']);
  });

  it('looks at the seven dates that end today', () => {
    expect(codes(leavers(100, 3, {}, days(['2026-11-24'], 20)))).toEqual([]);
    expect(codes(leavers(100, 3, {}, days(['2026-12-24'], 20)))).toEqual([]);
    expect(codes(leavers(100, 3, {}, days(['2026-11-25'], 18)))).toEqual(['TOO_MANY_DEACTIVATIONS_7_DAYS']);
  });

  it('has a floor of five', () => {
    expect(codes(leavers(10, 1, {}, days(['2026-11-30'], 4)))).toEqual([]);
    expect(codes(leavers(10, 2, {}, days(['2026-11-30'], 4)))).toEqual(['TOO_MANY_DEACTIVATIONS_7_DAYS']);
  });
});

describe('TOO_MANY_ACTIVATIONS', () => {
  const joiners = (
    active: number,
    joining: number,
    policies: Partial<Policies> = {},
    ledger: readonly LedgerDay[] = [],
  ) => {
    const staff = people(active);
    const fresh = Array.from({ length: joining }, (_, n) => person(`new${n}`));
    return plan({ employees: [...staff, ...fresh], memory: staff.map((one) => remembered(one)), policies, ledger });
  };

  it.each([
    [0, 10, false],
    [0, 11, true],
    [50, 10, false],
    [50, 11, true],
    [100, 20, false],
    [100, 21, true],
  ])('%i active, %i join: held %s', (active, joining, isHeld) => {
    expect(codes(joiners(active, joining))).toEqual(isHeld ? ['TOO_MANY_ACTIVATIONS'] : []);
  });

  it('counts the same day, by the policy', () => {
    const today = ledgerDay(TODAY, { counts: { activate: 15 } });
    const yesterday = ledgerDay('2026-11-30', { counts: { activate: 15 } });
    expect(codes(joiners(100, 20, {}, [yesterday]))).toEqual([]);
    expect(codes(joiners(100, 5, {}, [today]))).toEqual([]);
    expect(codes(joiners(100, 6, {}, [today]))).toEqual(['TOO_MANY_ACTIVATIONS']);
    expect(codes(joiners(100, 1, { activateFloor: 0, activatePercent: 0 }))).toEqual(['TOO_MANY_ACTIVATIONS']);
  });

  it('a budget waits for its held activation', () => {
    const fresh = Array.from({ length: 11 }, (_, n) => person(`new${n}`, { budgets: { 'monthly:all': '1' } }));
    const result = plan({ employees: fresh });
    expect(result.plan.emissions).toEqual([]);
    expect(held(result)).toContain('set-monthly-budget new0 TOO_MANY_ACTIVATIONS');
  });
});

describe('TOO_MANY_UPDATES', () => {
  const changed = (
    active: number,
    changing: number,
    policies: Partial<Policies> = {},
    ledger: readonly LedgerDay[] = [],
  ) => {
    const staff = people(active);
    const now = staff.map((one, n) => (n < changing ? { ...one, department: 'Elsewhere' } : one));
    return plan({ employees: now, memory: staff.map((one) => remembered(one)), policies, ledger });
  };

  it.each([
    [20, 20, false],
    [21, 21, true],
    [100, 50, false],
    [100, 51, true],
  ])('%i active, one field changes for %i: held %s', (active, changing, isHeld) => {
    expect(codes(changed(active, changing))).toEqual(isHeld ? ['TOO_MANY_UPDATES'] : []);
  });

  it('holds the updates that contain the field, and no other', () => {
    const staff = people(100);
    const now = staff.map((one, n) =>
      n < 51 ? { ...one, department: 'Elsewhere' } : n < 61 ? { ...one, last_name: 'New' } : one,
    );
    const result = plan({ employees: now, memory: staff.map((one) => remembered(one)) });
    expect(result.plan.held).toHaveLength(51);
    expect(result.plan.emissions).toHaveLength(10);
  });

  it('holds an update that contains the field beside another one', () => {
    const staff = people(100);
    const now = staff.map(
      (one, n): Employee => ({
        ...one,
        department: n < 51 ? 'Elsewhere' : one.department,
        last_name: n >= 45 && n < 61 ? 'New' : one.last_name,
      }),
    );
    const result = plan({ employees: now, memory: staff.map((one) => remembered(one)) });
    expect(result.plan.held).toHaveLength(51);
    expect(result.plan.emissions.flatMap(({ draft }) => draft.changed)).toEqual(Array(10).fill('last_name'));
  });

  it('counts the same day per field, by the policy', () => {
    const today = ledgerDay(TODAY, { fields: { department: 45, email: 60 } });
    expect(codes(changed(100, 5, {}, [today]))).toEqual([]);
    expect(codes(changed(100, 6, {}, [today]))).toEqual(['TOO_MANY_UPDATES']);
    expect(codes(changed(100, 1, { updateFloor: 0, updatePercent: 0 }))).toEqual(['TOO_MANY_UPDATES']);
  });
});

describe('TOO_MUCH_MONEY', () => {
  const money = (amounts: readonly string[], ledger: readonly LedgerDay[] = [], policies: Partial<Policies> = {}) => {
    const staff = people(amounts.length);
    const now = staff.map((one, n) => person(one.id, { budgets: { 'monthly:all': amounts[n] ?? '0' } }));
    return plan({
      employees: now,
      memory: staff.map((one) => ({ ...remembered(one), settled: '' })),
      ledger,
      policies,
    });
  };

  it('is more than 1,000.00 and more than twice the largest total of the last 30 days', () => {
    expect(codes(money(['500', '500']))).toEqual([]);
    expect(codes(money(['500', '500.01']))).toEqual(['TOO_MUCH_MONEY']);
    const before = [ledgerDay('2026-11-01', { budgetTotal: '600.00' })];
    expect(codes(money(['1000', '200'], before))).toEqual([]);
    expect(codes(money(['1000', '200.01'], before))).toEqual(['TOO_MUCH_MONEY']);
    expect(codes(money(['1000', '200'], [ledgerDay('2026-10-31', { budgetTotal: '600.00' })]))).toEqual([
      'TOO_MUCH_MONEY',
    ]);
  });

  it('counts what went out today, and measures against what was approved today', () => {
    expect(codes(money(['200'], [ledgerDay(TODAY, { budgetTotal: '800.01' })]))).toEqual(['TOO_MUCH_MONEY']);
    expect(codes(money(['200'], [ledgerDay(TODAY, { budgetTotal: '800.00' })]))).toEqual([]);
    expect(codes(money(['1000'], [ledgerDay(TODAY, { budgetTotal: '1.00', approvedBudgetTotal: '9000.00' })]))).toEqual(
      [],
    );
  });

  it('is measured against the largest day, wherever it lies, and never against a day to come', () => {
    const days = [
      ledgerDay('2026-11-20', { budgetTotal: '600.00' }),
      ledgerDay('2026-11-21', { budgetTotal: '1.00' }),
      ledgerDay('2026-12-24', { budgetTotal: '9000.00' }),
    ];
    expect(codes(money(['1000', '200'], days))).toEqual([]);
    expect(codes(money(['1000', '200.01'], days))).toEqual(['TOO_MUCH_MONEY']);
  });

  it('never holds an amount of nothing', () => {
    expect(codes(money(['0'], [ledgerDay(TODAY, { budgetTotal: '9000.00' })]))).toEqual([]);
  });

  it('follows the policy', () => {
    expect(codes(money(['500', '500'], [], { moneyFloor: '999.99' }))).toEqual(['TOO_MUCH_MONEY']);
    const before = [ledgerDay('2026-11-01', { budgetTotal: '600.00' })];
    expect(codes(money(['1000', '800'], before, { moneyFactor: 3 }))).toEqual([]);
  });

  it('holds both kinds of budget, and nothing else', () => {
    const employee = person('1', { email: 'n@example.com', budgets: { 'monthly:all': '900', 'oneoff:all': '900' } });
    const result = plan({ employees: [employee], memory: [{ ...remembered(person('1')), settled: '' }] });
    expect(emitted(result)).toEqual(['update 1']);
    expect(held(result)).toEqual(['set-monthly-budget 1 TOO_MUCH_MONEY', 'grant-one-off-budget 1 TOO_MUCH_MONEY']);
  });
});
