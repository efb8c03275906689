import { describe, expect, it } from 'vitest';
import { budgetKeyOf } from '../../../../shared/adapters/personio/attribute-roles.ts';
import type { Policies } from '../../../../shared/contracts/policies.ts';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import { compareBudgets } from '../../../../shared/core/compare/budgets.ts';
import { lastGrants } from '../../../../shared/core/compare/one-off-memory.ts';
import type { Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
import {
  type BudgetMemory,
  type EmployeeMemory,
  grantOf,
  type Reservation,
} from '../../../../shared/core/ground/memory.ts';
import { formatMoney } from '../../../../shared/core/ground/money.ts';
import type { BudgetKey } from '../../../../shared/core/ground/streams.ts';
import { draft, fingerprints, held, person, plan, remembered, TODAY } from '../build.ts';

const amount = (cents: number) => fingerprints.ofAmount(BigInt(cents));
const MONTHLY: BudgetKey = 'monthly:health';
const ONE_OFF: BudgetKey = 'oneoff:all';

interface Known {
  readonly budget?: BudgetMemory;
  readonly reservations?: { [stream: string]: Reservation };
  readonly policies?: Partial<Policies>;
  readonly today?: string;
  readonly status?: EmployeeMemory['status'];
  readonly lastCompleteOn?: string;
}

const budgetsOf = (key: BudgetKey, reading: Reading): { [key: BudgetKey]: Reading } => {
  const budgets: { [key: BudgetKey]: Reading } = {};
  budgets[key] = reading;
  return budgets;
};

/** One managed person with one budget field: what comes out, as `amount[#grant][ held CODE]`, and the issues. */
function outcome(key: BudgetKey, reading: Reading, known: Known = {}) {
  const employee = person('1', { budgets: budgetsOf(key, reading) });
  const { settled: _, ...memory } = remembered(employee, {
    budgets: known.budget === undefined ? {} : { [key]: known.budget },
    reservations: known.reservations ?? {},
    status: known.status ?? 'active',
  });
  const drafted = draft({
    employees: [employee],
    memory: [memory],
    ...(known.policies === undefined ? {} : { policies: known.policies }),
    ...(known.today === undefined ? {} : { today: known.today }),
    ...(known.lastCompleteOn === undefined ? {} : { lastCompleteOn: known.lastCompleteOn }),
  });
  return {
    sent: drafted.drafts
      .filter((one) => one.budget !== undefined)
      .map(({ budget, hold, repeat }) => {
        const grant = budget?.grant === undefined ? '' : `#${budget.grant}`;
        return `${formatMoney(budget?.cents ?? 0n)}${grant}${hold === undefined ? '' : ` held ${hold}`}${repeat === undefined ? '' : ' again'}`;
      }),
    issues: drafted.issues.map((issue) => `${issue.code} ${issue.attribute ?? ''}`.trim()),
    remembered: drafted.remember[0]?.budgets[key],
  };
}

describe('monthly budgets: the table', () => {
  const sent50 = { budget: { amount: amount(5000) } };
  const remove = { policies: { onBudgetCleared: 'remove' } } as const;

  it.each<[string, Reading, Known, string[]]>([
    ['first amount', '50', {}, ['50.00']],
    ['another amount replaces', '60.5', sent50, ['60.50']],
    ['the same amount, spelled otherwise', '50.0', sent50, []],
    ['empty, policy keep', EMPTY, sent50, []],
    ['empty, policy remove', EMPTY, { ...sent50, ...remove }, ['0.00']],
    ['empty, policy remove, already removed', EMPTY, { budget: { amount: amount(0) }, ...remove }, []],
    ['empty, policy remove, never filled', EMPTY, remove, []],
    ['zero', '0', sent50, ['0.00']],
    ['absent', ABSENT, { ...sent50, ...remove }, []],
    ['at the ceiling', '1000.00', {}, ['1000.00']],
    ['above the ceiling', '1000.01', {}, ['1000.01 held BUDGET_ABOVE_CEILING']],
    ['above the ceiling, but sent already', '1000.01', { budget: { amount: amount(100_001) } }, []],
  ])('%s', (_name, reading, known, expected) => {
    expect(outcome(MONTHLY, reading, known).sent).toEqual(expected);
  });

  it.each<[Reading]>([['-1'], ['1.005'], ['1e3'], ['fifty'], ['1,50'], [UNREADABLE]])(
    '%s is INVALID_BUDGET',
    (reading) => {
      const result = outcome(MONTHLY, reading, sent50);
      expect(result.sent).toEqual([]);
      expect(result.issues).toEqual(['INVALID_BUDGET alleo_monthly_health_budget']);
    },
  );

  it('two monthly categories filled for one person: both held', () => {
    const employee = person('1', { budgets: { 'monthly:health': '50', 'monthly:all': '60' } });
    const result = plan({ employees: [employee], memory: [{ ...remembered(employee), settled: '' }] });
    expect(held(result)).toEqual([
      'set-monthly-budget 1 SEVERAL_MONTHLY_BUDGETS',
      'set-monthly-budget 1 SEVERAL_MONTHLY_BUDGETS',
    ]);
    const one = person('1', { budgets: { 'monthly:health': '50', 'monthly:all': '0' } });
    expect(held(plan({ employees: [one], memory: [{ ...remembered(one), settled: '' }] }))).toEqual([]);
  });

  it('a frozen category is none of two', () => {
    const employee = person('1', { budgets: { 'monthly:health': '50', 'monthly:all': '60' } });
    const { drafts, issues } = compareBudgets(employee, undefined, false, {
      today: TODAY,
      policies: defaultPolicies(),
      fingerprints,
      frozen: new Set<BudgetKey>(['monthly:all']),
    });
    expect(drafts.map(({ stream, hold }) => [stream, hold])).toEqual([[MONTHLY, undefined]]);
    expect(issues).toEqual([]);
  });

  it('a return after a deactivation sets it again, a one-off mark stays', () => {
    expect(outcome(MONTHLY, '50', { ...sent50, status: 'inactive' }).sent).toEqual(['50.00']);
    expect(outcome(ONE_OFF, '50', { budget: { amount: amount(5000), grant: 1 }, status: 'inactive' }).sent).toEqual([]);
  });

  it('an account made anew sets it again', () => {
    const employee = person('1', { budgets: { [MONTHLY]: '50' } });
    const memory = remembered(employee, { budgets: { [MONTHLY]: { amount: amount(5000) } } });
    expect(draft({ employees: [employee], memory: [memory] }).drafts).toEqual([]);
    const anew = draft({ employees: [employee], memory: [memory], madeAnew: ['1'] });
    expect(anew.drafts.map((one) => one.kind)).toEqual(['set-monthly-budget']);
    expect(anew.remember[0]?.budgets).toEqual({});
  });

  it('is for people who are in', () => {
    const leave = person('1', { status: 'leave', budgets: { [MONTHLY]: '50' } });
    expect(draft({ employees: [leave] }).drafts).toEqual([]);
    const outside = person('1', { status: 'inactive', budgets: { [MONTHLY]: '50' } });
    expect(draft({ employees: [outside], memory: [remembered(outside, { status: 'inactive' })] }).drafts).toEqual([]);
  });
});

describe('one-off budgets: the table', () => {
  const granted = { budget: { amount: amount(5000), grant: 1 } };
  const emptied = (since: string) => ({ budget: { amount: amount(5000), grant: 1, emptySince: since } });

  it.each<[string, Reading, Known, string[]]>([
    ['first amount', '50', {}, ['50.00#1']],
    ['the same amount', '50.00', granted, []],
    ['another amount', '60', granted, ['60.00#2 held ONE_OFF_CHANGED']],
    ['another amount, policy grant', '60', { ...granted, policies: { onOneOffChanged: 'grant' } }, ['60.00#2']],
    ['empty', EMPTY, granted, []],
    ['zero', '0', granted, []],
    ['first zero', '0', {}, []],
    ['absent', ABSENT, granted, []],
    ['entered again after rearmDays', '50', emptied('2026-11-24'), ['50.00#2']],
    ['entered again a day sooner', '50', emptied('2026-11-25'), []],
    ['another amount a day sooner', '60', emptied('2026-11-25'), ['60.00#2 held ONE_OFF_CHANGED']],
    [
      'rearmDays 1: not on the day on which it was emptied',
      '50',
      { ...emptied(TODAY), policies: { rearmDays: 1 }, lastCompleteOn: TODAY },
      [],
    ],
    ['rearmDays 0: at once', '50', { ...emptied(TODAY), policies: { rearmDays: 0 } }, ['50.00#2']],
    ['at the ceiling', '5000', {}, ['5000.00#1']],
    ['above the ceiling', '5000.01', {}, ['5000.01#1 held BUDGET_ABOVE_CEILING']],
  ])('%s', (_name, reading, known, expected) => {
    expect(outcome(ONE_OFF, reading, known).sent).toEqual(expected);
  });

  it('remembers since when it is empty, once', () => {
    expect(outcome(ONE_OFF, EMPTY, granted).remembered).toEqual({ ...granted.budget, emptySince: TODAY });
    expect(outcome(ONE_OFF, EMPTY, emptied('2026-11-30')).remembered).toBeUndefined();
  });

  it('entered again too soon is an issue and starts the days anew', () => {
    const result = outcome(ONE_OFF, '50', emptied('2026-11-25'));
    expect(result.issues).toEqual(['ONE_OFF_REFILLED alleo_oneoff_all_budget']);
    expect(result.remembered).toEqual(granted.budget);
  });

  it.each<[string, Reading]>([
    ['zero', '0'],
    ['absent', ABSENT],
    ['nonsense', 'x'],
  ])('%s is not empty: it does not re-arm', (_name, reading) => {
    expect(outcome(ONE_OFF, reading, emptied('2026-11-01')).remembered).toEqual(granted.budget);
  });

  it('forgets the settled fingerprint when a mark changes, so that an amount that comes back is seen', () => {
    const employee = person('1', { budgets: { [ONE_OFF]: EMPTY } });
    const before = person('1', { budgets: { [ONE_OFF]: '50' } });
    const memory = remembered(before, { budgets: { [ONE_OFF]: granted.budget } });
    const [marked] = draft({ employees: [employee], memory: [memory] }).remember;
    expect(marked?.settled).toBeUndefined();
    if (marked === undefined) throw new Error('nothing remembered');
    const again = draft({ employees: [before], memory: [marked], today: '2026-12-08' });
    expect(again.drafts.map((one) => one.budget?.grant)).toEqual([2]);
  });
});

describe('grants that may have been sent', () => {
  const content = (cents: bigint, grant: number) =>
    fingerprints.of('budget', `${ONE_OFF} ${grant} ${formatMoney(cents)}`);
  const reserved = (grant: number, cents: bigint): { [stream: string]: Reservation } => ({
    [`grant:all:${grant}`]: {
      kind: 'grant-one-off-budget',
      sequence: 9,
      content: content(cents, grant),
      reason: 'EMPLOYED',
      changed: [],
      at: '2026-11-30T03:00:00.000Z',
      grant,
    },
  });

  it('the same amount: the same grant again', () => {
    expect(outcome(ONE_OFF, '50', { reservations: reserved(1, 5000n) }).sent).toEqual(['50.00#1 again']);
  });

  it('another amount: GRANT_UNCERTAIN until support decides, as a grant of its own', () => {
    const result = outcome(ONE_OFF, '60', { reservations: reserved(1, 5000n), policies: { onOneOffChanged: 'grant' } });
    expect(result.sent).toEqual(['60.00#2 held GRANT_UNCERTAIN']);
    expect(result.issues).toEqual(['GRANT_UNCERTAIN alleo_oneoff_all_budget']);
  });

  it('set to 0: an issue, and nothing is sent', () => {
    const result = outcome(ONE_OFF, '0', { reservations: reserved(1, 5000n) });
    expect(result).toMatchObject({ sent: [], issues: ['GRANT_UNCERTAIN alleo_oneoff_all_budget'] });
  });

  it('emptied: an issue, and nothing is sent', () => {
    const result = outcome(ONE_OFF, EMPTY, { reservations: reserved(1, 5000n) });
    expect(result).toMatchObject({ sent: [], issues: ['GRANT_UNCERTAIN alleo_oneoff_all_budget'] });
  });
});

describe('monthly amounts that may have been sent', () => {
  const reserved = (cents: bigint): { [stream: string]: Reservation } => ({
    [MONTHLY]: {
      kind: 'set-monthly-budget',
      sequence: 9,
      content: fingerprints.of('budget', `${MONTHLY} 0 ${formatMoney(cents)}`),
      reason: 'EMPLOYED',
      changed: [],
      at: '2026-11-30T03:00:00.000Z',
    },
  });
  const sent50 = { amount: amount(5000) };
  const remove = { onBudgetCleared: 'remove' } as const;

  it.each<[string, Reading, Known, string[]]>([
    ['still wanted: the identical message', '75', { reservations: reserved(7500n) }, ['75.00 again']],
    ['another one wanted by now: set', '80', { reservations: reserved(7500n) }, ['80.00']],
    ['back to the last confirmed one: set, too', '50', { budget: sent50, reservations: reserved(7500n) }, ['50.00']],
    ['cleared, policy remove', EMPTY, { reservations: reserved(7500n), policies: remove }, ['0.00']],
    ['cleared, policy keep', EMPTY, { reservations: reserved(7500n) }, []],
    ['removal still wanted', EMPTY, { budget: sent50, reservations: reserved(0n), policies: remove }, ['0.00 again']],
  ])('%s', (_name, reading, known, expected) => {
    expect(outcome(MONTHLY, reading, known).sent).toEqual(expected);
  });
});

describe('what one person has of several', () => {
  const grantOf = (category: string, grant: number, cents: bigint, sequence: number): Reservation => ({
    kind: 'grant-one-off-budget',
    sequence,
    content: fingerprints.of('budget', `oneoff:${category} ${grant} ${formatMoney(cents)}`),
    reason: 'EMPLOYED',
    changed: [],
    at: '2026-11-30T03:00:00.000Z',
    grant,
  });
  const lines = (budgets: { [key: BudgetKey]: Reading }, changes: Partial<EmployeeMemory> = {}) => {
    const employee = person('1', { budgets });
    const { settled: _, ...memory } = remembered(employee, changes);
    const { drafts, issues } = draft({ employees: [employee], memory: [memory] });
    const sent = drafts.map((one) => {
      const { budget, hold = 'out', repeat, reason, changed } = one;
      expect([reason, changed]).toEqual(['EMPLOYED', []]);
      const grant = budget?.grant === undefined ? '' : `#${budget.grant}`;
      return `${budget?.key} ${formatMoney(budget?.cents ?? 0n)}${grant} ${repeat === undefined ? hold : 'again'}`;
    });
    return { sent, issues: issues.map((issue) => `${issue.code} ${issue.attribute}`) };
  };

  it('two monthly amounts are held, by name; one-off grants and a message that may have been sent are not', () => {
    const content = fingerprints.of('budget', 'monthly:b 0 20.00');
    const again: Reservation = { ...grantOf('b', 0, 2000n, 9), kind: 'set-monthly-budget', content };
    const result = lines(
      { 'monthly:b': '20', 'monthly:a': '10', 'oneoff:all': '5' },
      { reservations: { 'monthly:b': again } },
    );
    expect(result.sent).toEqual([
      'monthly:a 10.00 SEVERAL_MONTHLY_BUDGETS',
      'monthly:b 20.00 again',
      'oneoff:all 5.00#1 out',
    ]);
    expect(result.issues).toEqual([
      'SEVERAL_MONTHLY_BUDGETS alleo_monthly_b_budget',
      'SEVERAL_MONTHLY_BUDGETS alleo_monthly_a_budget',
    ]);
  });

  it('a grant in doubt concerns its own category, by its newest number', () => {
    const reservations = {
      'grant:all:1': grantOf('all', 1, 5000n, 8),
      'grant:all:2': grantOf('all', 2, 6000n, 9),
      'monthly:all': { ...grantOf('x', 1, 1n, 99), kind: 'set-monthly-budget' as const },
    };
    expect(lines({ 'oneoff:all': '60', 'oneoff:health': '7' }, { reservations }).sent).toEqual([
      'oneoff:all 60.00#2 again',
      'oneoff:health 7.00#1 out',
    ]);
    expect(lines({ 'oneoff:all': '50' }, { reservations }).sent).toEqual(['oneoff:all 50.00#3 GRANT_UNCERTAIN']);
  });

  it('another amount entered too soon is a change, not a refill', () => {
    const budgets = { 'oneoff:all': { amount: amount(5000), grant: 1, emptySince: '2026-11-30' } };
    expect(lines({ 'oneoff:all': '60' }, { budgets })).toEqual({
      sent: ['oneoff:all 60.00#2 ONE_OFF_CHANGED'],
      issues: ['ONE_OFF_CHANGED alleo_oneoff_all_budget'],
    });
  });

  it('nonsense in a one-off field is an issue', () => {
    expect(lines({ 'oneoff:all': 'x' })).toEqual({ sent: [], issues: ['INVALID_BUDGET alleo_oneoff_all_budget'] });
  });
});

it('numbers the grants of a category that is called as what every object has', () => {
  const before = { 'oneoff:constructor': { amount: amount(100), grant: 2 } };
  const memory = remembered(person('1'), { budgets: before });
  expect(lastGrants(memory)).toEqual({ constructor: 2 });
  expect(grantOf(lastGrants(remembered(person('2'))), 'constructor')).toBeUndefined();
  const { drafts } = draft({
    employees: [person('1', { budgets: { 'oneoff:constructor': '100' } })],
    memory: [remembered(person('1'))],
    pastGrants: new Map([['1', { all: 7 }]]),
  });
  expect(drafts.map(({ budget }) => budget?.grant)).toContain(1);
  expect(budgetKeyOf('alleo_oneoff_constructor_budget')).toBe('oneoff:constructor');
  // What a parsed record would lose is no budget field.
  expect(budgetKeyOf('alleo_oneoff___proto___budget')).toBeUndefined();
});
