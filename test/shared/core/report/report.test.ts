import { describe, expect, it } from 'vitest';
import { RunReportSchema } from '../../../../shared/contracts/run-report.ts';
import { EMPTY } from '../../../../shared/core/ground/employee.ts';
import type { OpenItem } from '../../../../shared/core/ground/memory.ts';
import type { RunFacts } from '../../../../shared/core/report/report.ts';
import {
  describePeople,
  describePreview,
  reportFailure,
  reportPlan,
  summarizeOpen,
} from '../../../../shared/core/report/report.ts';
import { people, person, plan, remembered, type Situation, TODAY } from '../build.ts';

const FACTS: RunFacts = {
  tenantId: 'acme',
  runId: 'run-1',
  date: TODAY,
  startedAt: `${TODAY}T03:00:00.000Z`,
  trigger: 'schedule',
  requests: { personio: 3, alleo: 0 },
  capacity: { read: 1, write: 4 },
  durationMs: 12,
};

const open = (employeeId: string, code?: string): OpenItem => ({
  employeeId,
  stream: 'profile',
  reservation: { kind: 'activate', sequence: 5, content: 'x', reason: 'EMPLOYED', changed: [], at: FACTS.startedAt },
  offeredOn: TODAY,
  ...(code === undefined ? {} : { code }),
});

const settled = people(10).map((one) => person(`1${one.id}`));
/** Ten settled people beside these. */
const among = (situation: Situation): Situation => ({
  ...situation,
  employees: [...settled, ...(situation.employees ?? [])],
  memory: [...settled.map((one) => remembered(one)), ...(situation.memory ?? [])],
});
const report = (situation: Situation, items: readonly OpenItem[] = []) => {
  const resolved = plan(among(situation));
  return reportPlan(
    FACTS,
    resolved,
    resolved.plan.emissions.map(({ draft }) => draft),
    items,
  );
};

describe('the report of a run', () => {
  it('gives everybody listed one reason, and counts what went out and what is missing', () => {
    const leaver = person('1');
    const given = report({
      employees: [
        person('1', { status: 'inactive' }),
        person('2'),
        person('3', { email: EMPTY }),
        person('4', { hire_date: '2027-01-01' }),
      ],
      memory: [remembered(leaver), remembered(person('5'))],
      gone: ['5'],
    });
    expect(given).toMatchObject({
      ...FACTS,
      status: 'ok',
      code: null,
      listed: 14,
      missing: 1,
      decisions: { EMPLOYED: 11, STATUS_INACTIVE: 1, MISSING_EMAIL: 1, NOT_STARTED: 1 },
      mutations: { deactivate: 1, activate: 1 },
      held: {},
      open: { count: 0, codes: {} },
    });
    expect(given.issues).toEqual([
      { employeeId: '3', code: 'MISSING_EMAIL', attribute: 'email' },
      { employeeId: '5', code: 'MISSING' },
    ]);
    expect(given.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(given).not.toHaveProperty('approval');
    expect(RunReportSchema.parse(given)).toEqual(given);
  });

  it('of which something is held has the first code of the table, and says what by kind', () => {
    const leavers = people(5);
    const newcomers = people(20).map((one) => person(`2${one.id}`));
    const given = report({
      employees: [...leavers.map((one) => ({ ...one, status: 'inactive' as const })), ...newcomers],
      memory: leavers.map((one) => remembered(one)),
    });
    expect(given).toMatchObject({
      status: 'held',
      code: 'TOO_MANY_DEACTIVATIONS',
      mutations: {},
      held: {
        deactivate: { count: 5, code: 'TOO_MANY_DEACTIVATIONS' },
        activate: { count: 20, code: 'TOO_MANY_ACTIVATIONS' },
      },
    });
  });

  it('counts what is held of one kind by code, where there are several, and tells no amount', () => {
    const given = report({
      employees: [
        person('1', { budgets: { 'monthly:all': '5000' } }),
        person('2', { budgets: { 'monthly:all': '50', 'monthly:health': '60' } }),
      ],
      memory: [remembered(person('1'), { settled: 'before' }), remembered(person('2'), { settled: 'before' })],
    });
    expect(given.held).toEqual({
      'set-monthly-budget': {
        count: 3,
        code: 'BUDGET_ABOVE_CEILING',
        codes: { BUDGET_ABOVE_CEILING: 1, SEVERAL_MONTHLY_BUDGETS: 2 },
      },
    });
    expect(JSON.stringify(given)).not.toContain('5000');
    expect(RunReportSchema.parse(given)).toEqual(given);
  });

  it('says what became of an approval, and by how many entries a void one differed', () => {
    const resolved = plan(among({ employees: [person('2')] }));
    const entry = { employeeId: '1', kind: 'update', fingerprint: 'x' } as const;
    const tell = (outcome: typeof resolved.outcome) =>
      reportPlan(FACTS, { ...resolved, ...(outcome === undefined ? {} : { outcome }) }, [], []).approval;
    expect(tell({ digest: 'abc', result: 'released' })).toEqual({ digest: 'abc', result: 'released' });
    const difference = { added: [entry, entry, entry], removed: [entry, entry], changed: [entry] };
    expect(tell({ digest: 'abc', result: 'void', difference })).toEqual({
      digest: 'abc',
      result: 'void',
      difference: { added: 3, removed: 2, changed: 1 },
    });
  });

  it('counts what is open and the codes that say why', () => {
    const items = [
      open('1', 'USER_NOT_ACTIVE'),
      open('2', 'USER_NOT_ACTIVE'),
      open('3', 'REJECTED_BY_ALLEO'),
      open('4'),
    ];
    const expected = { count: 4, codes: { USER_NOT_ACTIVE: 2, REJECTED_BY_ALLEO: 1 } };
    expect(summarizeOpen(items)).toEqual(expected);
    expect(report({}, items).open).toEqual(expected);
  });

  it('that had no plan says why, and claims nothing about anybody', () => {
    const failure = reportFailure(FACTS, 'ATTRIBUTE_NOT_READABLE', 'email');
    expect(failure).toEqual({
      ...FACTS,
      status: 'failed',
      code: 'ATTRIBUTE_NOT_READABLE',
      listed: 0,
      missing: 0,
      decisions: {},
      mutations: {},
      held: {},
      issues: [{ code: 'ATTRIBUTE_NOT_READABLE', attribute: 'email' }],
      open: { count: 0, codes: {} },
      digest: null,
    });
    expect(reportFailure(FACTS, 'LISTING_EMPTY').issues).toEqual([{ code: 'LISTING_EMPTY' }]);
    expect(RunReportSchema.parse(failure)).toEqual(failure);
  });
});

describe('the rows of a preview', () => {
  const rows = (situation: Situation) =>
    describePeople(plan(among(situation)).plan).filter(({ employeeId }) => employeeId.length === 1);

  it('say what happens to whom, why, and from when', () => {
    const moved = person('3', { department: 'Sales' });
    expect(
      rows({
        employees: [
          person('1', { status: 'inactive' }),
          person('2'),
          moved,
          person('4', { hire_date: '2027-01-01' }),
          person('5'),
        ],
        memory: [remembered(person('1')), remembered(person('3')), remembered(person('5'))],
      }),
    ).toEqual([
      { employeeId: '1', action: 'deactivate', reason: 'STATUS_INACTIVE' },
      { employeeId: '2', action: 'activate', reason: 'EMPLOYED' },
      { employeeId: '3', action: 'update', reason: 'EMPLOYED', changed: ['department'] },
      { employeeId: '4', action: 'none', reason: 'NOT_STARTED', startDate: '2027-01-01' },
      { employeeId: '5', action: 'none', reason: 'EMPLOYED' },
    ]);
  });

  it('say what is held for whom, with what would have changed', () => {
    const everybody = people(9);
    const given = rows({
      employees: everybody.map((one) => ({ ...one, status: 'inactive' as const })),
      memory: everybody.map((one) => remembered(one)),
    });
    expect(given).toHaveLength(9);
    expect(given[0]).toEqual({
      employeeId: '1',
      action: 'hold',
      reason: 'STATUS_INACTIVE',
      holds: [{ kind: 'deactivate', code: 'TOO_MANY_DEACTIVATIONS' }],
    });
  });

  it('of a budget alone are an update, and of a held one beside an update, too', () => {
    const funded = person('1', { budgets: { 'monthly:all': '50' } });
    const rich = person('2', { budgets: { 'monthly:all': '5000' }, department: 'Sales' });
    const given = rows({
      employees: [funded, rich],
      memory: [
        remembered(person('1'), { settled: 'before' }),
        remembered(person('2', { department: 'IT' }), { settled: 'before' }),
      ],
    });
    expect(given).toEqual([
      { employeeId: '1', action: 'update', reason: 'EMPLOYED' },
      {
        employeeId: '2',
        action: 'update',
        reason: 'EMPLOYED',
        holds: [
          {
            kind: 'set-monthly-budget',
            code: 'BUDGET_ABOVE_CEILING',
            attribute: 'alleo_monthly_all_budget',
            amount: '5000.00',
          },
        ],
        changed: ['department'],
      },
    ]);
  });

  it('come by number, with those who are missing among them and what is done about them', () => {
    const memory = ['2', '7', '9'].map((id) => remembered(person(id)));
    const longGone = remembered(person('9'), { missing: { since: '2026-11-28', lastDay: '2026-11-30', days: 2 } });
    const given = describePeople(
      plan(
        among({
          employees: [person('2')],
          memory: [...memory.slice(0, 2), longGone],
          gone: ['7', '9'],
        }),
      ).plan,
    );
    expect(given.map(({ employeeId }) => employeeId)).toEqual(
      ['2', '7', '9', ...settled.map(({ id }) => id)].sort((a, b) => Number(a) - Number(b)),
    );
    expect(given.find(({ employeeId }) => employeeId === '7')).toEqual({
      employeeId: '7',
      action: 'none',
      reason: 'MISSING',
    });
    expect(given.find(({ employeeId }) => employeeId === '9')).toEqual({
      employeeId: '9',
      action: 'deactivate',
      reason: 'GONE_FROM_PERSONIO',
    });
  });

  it('of too many missing say that it is held', () => {
    const memory = people(6).map((one) => remembered(one));
    const given = rows({ memory, tooManyMissing: memory.map(({ employeeId }) => employeeId) });
    expect(given[0]).toEqual({
      employeeId: '1',
      action: 'hold',
      reason: 'MISSING',
      holds: [{ kind: 'deactivate', code: 'TOO_MANY_MISSING' }],
    });
  });
});

describe('a preview', () => {
  it('is the report that the run would give, with its rows and the sum of the budgets that would go out', () => {
    const situation = among({
      employees: [person('1', { budgets: { 'monthly:all': '50.50', 'oneoff:all': '100' } }), person('2')],
    });
    const resolved = plan(situation);
    const preview = describePreview(FACTS, resolved, [open('1')], 'CHF');
    const drafts = resolved.plan.emissions.map(({ draft }) => draft);
    expect(preview).toEqual({
      ...reportPlan(FACTS, resolved, drafts, [open('1')]),
      people: describePeople(resolved.plan),
      budgetTotal: '150.50',
      budgetTotals: { monthly: '50.50', oneOff: '100.00' },
      currency: 'CHF',
    });
    expect(preview.mutations).toMatchObject({ activate: 2, 'set-monthly-budget': 1, 'grant-one-off-budget': 1 });
  });
});
