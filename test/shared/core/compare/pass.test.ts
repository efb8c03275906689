import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../shared/core/compare/draft.ts';
import { EMPTY } from '../../../../shared/core/ground/employee.ts';
import type { EmployeeMemory, OpenItem, Reservation } from '../../../../shared/core/ground/memory.ts';
import { draft, fingerprints, person, remembered, TODAY } from '../build.ts';

const EVA = { first_name: 'Eva', last_name: 'Lang', email: 'eva@example.com' };
const old = (id: string, changes: Partial<EmployeeMemory> = {}, fields: object = {}) =>
  remembered(person(id, { ...EVA, ...fields }), changes);
const newcomer = (fields: object = {}) => person('900', { ...EVA, ...fields });
const mark = (cents: bigint, grant: number) => ({ amount: fingerprints.ofAmount(cents), grant });
const reservation = (changes: Partial<Reservation>): Reservation => ({
  kind: 'update',
  sequence: 5_000,
  content: 'x',
  reason: 'EMPLOYED',
  changed: [],
  at: '2026-11-30T03:00:00.000Z',
  ...changes,
});
const openItem = (stream: OpenItem['stream'], changes: Partial<Reservation> = {}): OpenItem => ({
  employeeId: '1',
  stream,
  reservation: reservation(changes),
  offeredOn: TODAY,
});

/** The drafts of the newcomer, as `kind` or `kind CODE`, and what passes. */
function passing(
  memory: readonly EmployeeMemory[],
  now: ReturnType<typeof newcomer> = newcomer(),
  more: Partial<Parameters<typeof draft>[0]> = {},
) {
  const drafted = draft({ employees: [now], memory, ...more });
  const name = ({ kind, hold }: Draft) => (hold === undefined ? kind : `${kind} ${hold}`);
  return {
    drafted,
    drafts: drafted.drafts.map(name),
    pass: drafted.drafts.find((one) => one.pass !== undefined)?.pass,
  };
}

describe('what passes to a new id', () => {
  it('fields, marks, sequence and status, as an update that changes the external id', () => {
    const { drafted, drafts, pass } = passing([
      old('1', { budgets: { 'oneoff:all': mark(5000n, 3) }, sequence: 7_000 }),
    ]);
    expect(drafts).toEqual(['update']);
    expect(drafted.drafts[0]?.changed).toEqual(['external_id']);
    expect(pass).toMatchObject({
      from: '1',
      memory: { employeeId: '900', version: 0, status: 'active', sequence: 7_000, formerIds: ['1'] },
    });
    expect(pass?.memory.budgets).toEqual({ 'oneoff:all': mark(5000n, 3) });
  });

  it('several old ids: the active one passes, with the marks and the highest sequence of all', () => {
    const inactive = old('1', { status: 'inactive', sequence: 9_000, budgets: { 'oneoff:all': mark(5000n, 4) } });
    const active = old('2', { budgets: { 'oneoff:all': mark(100n, 1) } }, { email: 'other@example.com' });
    const { pass } = passing([inactive, active]);
    expect(pass).toMatchObject({ from: '2', memory: { sequence: 9_000 } });
    expect(pass?.memory.budgets).toEqual({ 'oneoff:all': mark(100n, 4) });
  });

  it('several inactive ids: the one of the same address, then the one used last', () => {
    const inactive = (id: string, sequence: number, email: string) =>
      old(id, { status: 'inactive', sequence }, { email });
    const sameAddress = passing([inactive('1', 9_000, 'x@example.com'), inactive('2', 8_000, 'eva@example.com')]);
    expect(sameAddress.pass?.from).toBe('2');
    const usedLast = passing([inactive('1', 9_000, 'x@example.com'), inactive('2', 8_000, 'y@example.com')]);
    expect(usedLast.pass?.from).toBe('1');
  });

  it('an update that may have been sent under the old id: all is sent again, as an activation', () => {
    const { drafts, pass } = passing([old('1', { reservations: { profile: reservation({}) } })]);
    expect(drafts).toEqual(['activate']);
    expect(pass?.memory.reservations).toEqual({});
  });

  it('a grant that may have been sent under the old id is uncertain, the same amount or not', () => {
    const content = fingerprints.of('budget', 'oneoff:all 1 50.00');
    const reservations = { 'grant:all:1': reservation({ kind: 'grant-one-off-budget', content, grant: 1 }) };
    const { drafts } = passing([old('1', { reservations })], newcomer({ budgets: { 'oneoff:all': '50' } }));
    expect(drafts).toEqual(['update', 'grant-one-off-budget GRANT_UNCERTAIN']);
  });

  it('a grant number that the new id used before it was forgotten is used no second time', () => {
    const memory = [old('1', { budgets: { 'oneoff:all': mark(5000n, 1) } })];
    const policies = { onOneOffChanged: 'grant' } as const;
    const pastGrants = new Map([['900', { all: 7 }]]);
    const { drafted } = passing(memory, newcomer({ budgets: { 'oneoff:all': '60' } }), { policies, pastGrants });
    expect(drafted.drafts.map(({ budget }) => budget?.grant)).toEqual([undefined, 8]);
  });

  it('days on which a field was empty under the old id do not count', () => {
    const budgets = { 'oneoff:all': { ...mark(5000n, 1), emptySince: '2026-11-01' } };
    const { drafts, pass } = passing([old('1', { budgets })], newcomer({ budgets: { 'oneoff:all': '50' } }));
    expect(drafts).toEqual(['update']);
    expect(pass?.memory.budgets).toEqual({ 'oneoff:all': mark(5000n, 1) });
  });

  it('an account that was made again: monthly amounts are set once more', () => {
    const budgets = { 'monthly:all': { amount: fingerprints.ofAmount(5000n) } };
    const now = newcomer({ budgets: { 'monthly:all': '50' } });
    expect(passing([old('1', { budgets })], now).drafts).toEqual(['update']);
    expect(passing([old('1', { budgets })], now, { madeAnew: ['1'] }).drafts).toEqual(['update', 'set-monthly-budget']);
  });

  it('open budgets go along, also beside another amount, which may be held; monthly ones not with an activation', () => {
    const open = [
      openItem('profile'),
      openItem('monthly:all', { kind: 'set-monthly-budget' }),
      openItem('grant:all:1', { kind: 'grant-one-off-budget', grant: 1 }),
    ];
    const streams = (memory: EmployeeMemory, now = newcomer()) =>
      passing([memory], now, { open }).pass?.open.map(({ employeeId, stream }) => `${employeeId} ${stream}`);
    expect(streams(old('1'))).toEqual(['900 monthly:all', '900 grant:all:1']);
    expect(streams(old('1', { status: 'inactive' }))).toEqual(['900 grant:all:1']);
    const another = newcomer({ budgets: { 'monthly:all': '50' } });
    expect(streams(old('1'), another)).toEqual(['900 monthly:all', '900 grant:all:1']);
  });

  it('former ids: the last five, none that somebody has again', () => {
    const formerIds = ['2', '3', '4', '5', '6'];
    const { drafted } = passing([old('1', { formerIds })], newcomer(), {
      employees: [newcomer(), person('3')],
    });
    expect(drafted.drafts.find(({ pass }) => pass !== undefined)?.pass?.memory.formerIds).toEqual([
      '1',
      '2',
      '4',
      '5',
      '6',
    ]);
  });
});

describe('whom a pass leaves alone', () => {
  it('the old id is neither deactivated nor missing nor forgotten, also where the update will be held', () => {
    const away = old('1', { status: 'inactive', goneSince: '2026-01-01' });
    expect(passing([away]).drafted).toMatchObject({ forget: [], remember: [], missing: [] });
    const gone = passing([old('1')], newcomer(), { gone: ['1'] });
    expect(gone.drafted).toMatchObject({ missing: [], issues: [], remember: [] });
  });

  it('an open deactivation of the old id is not offered again', () => {
    const open = [{ ...openItem('profile', { kind: 'deactivate' }), offeredOn: '2026-11-30' }];
    const { drafted } = passing([old('1', { status: 'inactive' })], newcomer(), { open });
    expect(drafted.drafts.map(({ employeeId, kind }) => `${kind} ${employeeId}`)).toEqual(['activate 900']);
  });

  it('a newcomer who is out, or has not started, changes nothing for the old id', () => {
    const left = person('1', { ...EVA, status: 'inactive' });
    for (const fields of [{ status: 'inactive' }, { status: 'onboarding', hire_date: '2027-01-01' }]) {
      const { drafts } = passing([old('1')], newcomer(), { employees: [left, newcomer(fields)] });
      expect(drafts).toEqual(['deactivate']);
    }
  });

  it('somebody blocked keeps the old id as it is', () => {
    const left = person('1', { ...EVA, status: 'inactive' });
    const { drafts } = passing([old('1')], newcomer(), { employees: [left, newcomer({ email: EMPTY })] });
    expect(drafts).toEqual([]);
  });
});
