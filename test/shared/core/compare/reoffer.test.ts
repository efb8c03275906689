import { describe, expect, it } from 'vitest';
import type { Policies } from '../../../../shared/contracts/policies.ts';
import type { DraftBudget } from '../../../../shared/core/compare/draft.ts';
import { budgetContent, deactivateContent } from '../../../../shared/core/compare/draft.ts';
import { desiredProfile, profileContent } from '../../../../shared/core/compare/profile.ts';
import type { Employee, Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY } from '../../../../shared/core/ground/employee.ts';
import type { EmployeeMemory, OpenItem, Reservation } from '../../../../shared/core/ground/memory.ts';
import { draft, emitted, fingerprints, held, people, person, plan, remembered, TODAY } from '../build.ts';

const YESTERDAY = '2026-11-30';
const reservation = (kind: Reservation['kind'], changes: Partial<Reservation> = {}): Reservation => ({
  kind,
  sequence: 5_000,
  content: 'as it was',
  reason: 'EMPLOYED',
  changed: ['email'],
  at: '2026-11-30T03:00:00.000Z',
  ...changes,
});
const open = (one: Reservation, changes: Partial<OpenItem> = {}): OpenItem => ({
  employeeId: '1',
  stream: 'profile',
  reservation: one,
  offeredOn: YESTERDAY,
  ...changes,
});

interface Case {
  readonly now?: Employee | undefined;
  readonly memory?: EmployeeMemory | undefined;
  readonly policies?: Partial<Policies>;
}

/** What is offered again of one open item, beside somebody else who is always there. */
function reoffered(item: OpenItem, { now, memory, policies = {} }: Case) {
  const others = [person('8'), person('9')];
  const { drafts } = draft({
    employees: now === undefined ? others : [now, ...others],
    memory: [...others.map((one) => remembered(one)), ...(memory === undefined ? [] : [memory])],
    open: [item],
    policies,
  });
  return drafts.filter((one) => one.reoffer !== undefined);
}
const offered = (item: OpenItem, given: Case) => reoffered(item, given).length === 1;

const employed = person('1');
const left = person('1', { status: 'inactive' });
const blocked = person('1', { email: EMPTY });
const active = remembered(employed);
const inactive = remembered(employed, { status: 'inactive' });

describe('an open deactivation', () => {
  const item = open(reservation('deactivate', { reason: 'STATUS_INACTIVE', changed: [] }));

  it.each<[string, Case, boolean]>([
    ['of somebody who is out', { now: left, memory: inactive }, true],
    ['of somebody who is absent', { memory: inactive }, true],
    ['of somebody who was forgotten', {}, true],
    ['of somebody who is in again', { now: employed, memory: inactive }, false],
    ['of somebody who is blocked', { now: blocked, memory: inactive }, false],
    ['of somebody who is active by a later message', { now: blocked, memory: active }, false],
    ['of somebody active and absent', { memory: active }, false],
  ])('%s', (_name, given, expected) => {
    expect(offered(item, given)).toBe(expected);
  });

  it('says the same again, under its own sequence', () => {
    expect(reoffered(item, { now: left, memory: inactive })).toEqual([
      {
        employeeId: '1',
        kind: 'deactivate',
        stream: 'profile',
        reason: 'STATUS_INACTIVE',
        changed: [],
        content: deactivateContent(fingerprints),
        reoffer: item,
      },
    ]);
  });
});

describe.each(['activate', 'update'] as const)('an open %s', (kind) => {
  const item = open(reservation(kind));

  it.each<[string, Case, boolean]>([
    ['of somebody who is in', { now: employed, memory: active }, true],
    ['of somebody who is blocked', { now: blocked, memory: active }, false],
    ['of somebody who is out', { now: left, memory: active }, false],
    ['of somebody who is absent', { memory: active }, false],
    [
      'of somebody who is waiting and inactive',
      { now: person('1', { hire_date: '2027-01-01' }), memory: inactive },
      false,
    ],
    ['of somebody whom nobody knows', { now: blocked }, false],
    [
      'of somebody who changed since: the change goes out',
      { now: person('1', { department: 'X' }), memory: active },
      false,
    ],
  ])('%s', (_name, given, expected) => {
    expect(offered(item, given)).toBe(expected);
  });

  it('carries the whole profile as it is wanted now', () => {
    const profile = desiredProfile(employed, active, TODAY);
    expect(reoffered(item, { now: employed, memory: active })).toEqual([
      {
        employeeId: '1',
        kind,
        stream: 'profile',
        reason: 'EMPLOYED',
        changed: ['email'],
        content: profileContent(profile, fingerprints),
        profile: { ...profile, language: 'en' },
        reoffer: item,
      },
    ]);
  });
});

describe('an open budget', () => {
  const contentOf = (budget: DraftBudget) => budgetContent(budget, fingerprints);
  const monthly: DraftBudget = { key: 'monthly:all', category: 'all', cents: 1_000n };
  const grant: DraftBudget = { key: 'oneoff:a:b', category: 'a:b', cents: 1_000n, grant: 2 };
  const stream = `grant:${grant.category}:2` as const;
  const openMonthly = (budget = monthly) =>
    open(reservation('set-monthly-budget', { content: contentOf(budget), changed: [] }), { stream: 'monthly:all' });
  const openGrant = open(reservation('grant-one-off-budget', { content: contentOf(grant), grant: 2, changed: [] }), {
    stream,
  });
  const sent = (cents: bigint) => ({ amount: fingerprints.ofAmount(cents) });
  const withMonthly = (value: Reading, changes: Parameters<typeof person>[1] = {}) =>
    person('1', { budgets: { 'monthly:all': value }, ...changes });
  const memory = remembered(employed, { budgets: { 'monthly:all': sent(1_000n) } });

  it.each<[string, OpenItem, Case, boolean]>([
    ['of the same amount', openMonthly(), { now: withMonthly('10'), memory }, true],
    ['of another amount: the new one goes out', openMonthly(), { now: withMonthly('11'), memory }, false],
    ['that cannot be read now', openMonthly(), { now: withMonthly('x'), memory }, false],
    ['of a field that is absent', openMonthly(), { now: employed, memory }, false],
    ['of somebody who is blocked', openMonthly(), { now: withMonthly('10', { email: EMPTY }), memory }, false],
    ['of somebody who is absent', openMonthly(), { memory }, false],
    [
      'that was cleared, where nothing is wanted then',
      openMonthly({ ...monthly, cents: 0n }),
      { now: withMonthly(EMPTY), memory: remembered(employed, { budgets: { 'monthly:all': sent(0n) } }) },
      false,
    ],
  ])('%s', (_name, item, given, expected) => {
    expect(offered(item, given)).toBe(expected);
  });

  it('that was cleared is offered as nothing under the policy that removes', () => {
    const item = openMonthly({ ...monthly, cents: 0n });
    const stored = remembered(employed, { budgets: { 'monthly:all': sent(0n) } });
    const given: Case = { now: withMonthly(EMPTY), memory: stored, policies: { onBudgetCleared: 'remove' } };
    expect(reoffered(item, given)).toMatchObject([{ budget: { cents: 0n } }]);
    // Absent is not empty, however it was before.
    expect(offered(item, { ...given, now: withMonthly(ABSENT) })).toBe(false);
  });

  it('of one-off kind keeps its grant number; its category may have a colon', () => {
    const now = person('1', { budgets: { 'oneoff:a:b': '10' } });
    const stored = remembered(employed, { budgets: { 'oneoff:a:b': { ...sent(1_000n), grant: 2 } } });
    expect(reoffered(openGrant, { now, memory: stored })).toEqual([
      {
        employeeId: '1',
        kind: 'grant-one-off-budget',
        stream: 'grant:a:b:2',
        reason: 'EMPLOYED',
        changed: [],
        content: contentOf(grant),
        budget: grant,
        reoffer: openGrant,
      },
    ]);
  });

  it('of one-off kind waits while the field says another amount, or nothing under any policy', () => {
    const stored = remembered(employed, { budgets: { 'oneoff:a:b': { ...sent(1_000n), grant: 2 } } });
    const nothing = open(
      reservation('grant-one-off-budget', { content: contentOf({ ...grant, cents: 0n }), grant: 2, changed: [] }),
      { stream },
    );
    expect(offered(openGrant, { now: person('1', { budgets: { 'oneoff:a:b': '11' } }), memory: stored })).toBe(false);
    const emptied = person('1', { budgets: { 'oneoff:a:b': EMPTY } });
    expect(offered(nothing, { now: emptied, memory: stored, policies: { onBudgetCleared: 'remove' } })).toBe(false);
  });
});

describe('whatever is open', () => {
  it('is offered once a day', () => {
    const given: Case = { now: employed, memory: active };
    expect(offered(open(reservation('update'), { offeredOn: TODAY }), given)).toBe(false);
    expect(offered(open(reservation('update'), { offeredOn: YESTERDAY }), given)).toBe(true);
  });

  it('gives way to a message of its stream that may have been sent', () => {
    const reserved = { ...inactive, reservations: { profile: reservation('deactivate') } };
    const item = open(reservation('deactivate'));
    expect(offered(item, { memory: reserved })).toBe(false);
  });
});

describe('what is offered again', () => {
  it('is outside the limits and the digest, however much of it there is', () => {
    const leavers = people(40);
    const everybody = people(60);
    const situation = {
      employees: everybody.map((one, n) => (n < 40 ? { ...one, status: 'inactive' } : one)),
      memory: everybody.map((one, n) => remembered(one, n < 40 ? { status: 'inactive' as const } : {})),
    };
    const nothing = plan(situation);
    expect(emitted(nothing)).toEqual([]);
    const again = plan({
      ...situation,
      open: leavers.map(({ id }) => open(reservation('deactivate', { changed: [] }), { employeeId: id })),
    });
    expect(emitted(again)).toHaveLength(40);
    expect(held(again)).toEqual([]);
    expect(again.plan.digest).toBe(nothing.plan.digest);
    expect(again.plan.emissions.filter(({ approved }) => approved)).toEqual([]);
  });
});
