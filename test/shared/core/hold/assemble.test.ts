import { describe, expect, it } from 'vitest';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import { desiredProfile, profileContent, settledFingerprint } from '../../../../shared/core/compare/profile.ts';
import type { OpenItem, Reservation } from '../../../../shared/core/ground/memory.ts';
import { emitted, fingerprints, held, ledgerDay, people, person, plan, remembered, TODAY } from '../build.ts';

const settledOf = (result: ReturnType<typeof plan>) =>
  result.plan.emissions.map(({ draft }) => `${draft.kind} ${draft.employeeId} ${draft.settles ?? '-'}`);
const settledAs = (employee: ReturnType<typeof person>) =>
  settledFingerprint(employee, defaultPolicies(), fingerprints);
const reservation = (changes: Partial<Reservation>): Reservation => ({
  kind: 'update',
  sequence: 5_000,
  content: 'x',
  reason: 'EMPLOYED',
  changed: ['email'],
  at: '2026-11-30T03:00:00.000Z',
  ...changes,
});

describe('the order of emission', () => {
  it('is deactivate, update, activate, budgets, whatever the listing looks like', () => {
    const staff = people(6);
    const now = [
      person('9', { budgets: { 'oneoff:all': '1', 'monthly:all': '1' } }),
      person('6', { email: 'new@example.com' }),
      { ...person('1'), status: 'inactive' },
      ...staff.slice(1, 5),
    ];
    const result = plan({ employees: now, memory: staff.map((one) => remembered(one)) });
    expect(emitted(result)).toEqual([
      'deactivate 1',
      'update 6',
      'activate 9',
      'set-monthly-budget 9',
      'grant-one-off-budget 9',
    ]);
  });
});

describe('what is remembered as settled', () => {
  const joiner = person('1', { budgets: { 'monthly:all': '10' } });

  it("is stored with a person's last mutation, and with no other", () => {
    expect(settledOf(plan({ employees: [joiner] }))).toEqual([
      'activate 1 -',
      `set-monthly-budget 1 ${settledAs(joiner)}`,
    ]);
  });

  it('is not stored while something of theirs is held: tomorrow it is held again, not forgotten', () => {
    const rich = person('1', { email: 'new@example.com', budgets: { 'monthly:all': '900', 'oneoff:all': '900' } });
    const other = person('2', { email: 'other@example.com' });
    const memory = [remembered(person('1')), remembered(person('2'))];
    const result = plan({ employees: [rich, other], memory });
    expect(held(result).map((line) => line.split(' ')[2])).toEqual(['TOO_MUCH_MONEY', 'TOO_MUCH_MONEY']);
    expect(settledOf(result)).toEqual(['update 1 -', `update 2 ${settledAs(other)}`]);
  });

  it('is not stored where the person has an issue', () => {
    const odd = person('1', { budgets: { 'monthly:all': 'x' } });
    expect(settledOf(plan({ employees: [odd] }))).toEqual(['activate 1 -']);
  });

  it('goes with what is new, also beside something that is offered again', () => {
    const budget = { amount: fingerprints.ofAmount(1_000n) };
    const before = person('1', { budgets: { 'monthly:all': '10' } });
    const now = person('1', { email: 'new@example.com', budgets: { 'monthly:all': '10' } });
    const content = fingerprints.of('budget', 'monthly:all 0 10.00');
    const open: OpenItem = {
      employeeId: '1',
      stream: 'monthly:all',
      reservation: reservation({ kind: 'set-monthly-budget', content }),
      offeredOn: '2026-11-30',
    };
    const memory = [remembered(before, { budgets: { 'monthly:all': budget } })];
    const result = plan({ employees: [now], memory, open: [open] });
    expect(settledOf(result)).toEqual([`update 1 ${settledAs(now)}`, 'set-monthly-budget 1 -']);
  });
});

describe('what was sent before', () => {
  const staff = people(30);
  const changed = staff.map((one) => ({ ...one, department: 'Sales' }));
  const repeated = changed.map((one, n) => {
    const stored = remembered(staff[n] ?? one);
    const content = profileContent(desiredProfile(one, stored, TODAY), fingerprints);
    return { ...stored, reservations: { profile: reservation({ content, changed: ['department'] }) } };
  });

  it('goes out again outside the limits and the digest: it was counted when it was reserved', () => {
    const result = plan({ employees: changed, memory: repeated, ledger: [ledgerDay(TODAY, { base: 30 })] });
    expect(result.plan.emissions).toHaveLength(30);
    expect(result.plan.emissions.filter(({ draft, approved }) => draft.repeat === undefined || approved)).toEqual([]);
    expect(result.plan.entries).toEqual([]);
    expect(result.plan.digest).toBe(
      plan({ employees: staff, memory: staff.map((one) => remembered(one)) }).plan.digest,
    );
  });
});

describe('the digest', () => {
  it('covers all that is new where nothing is held', () => {
    const result = plan({ employees: [person('1'), person('2')] });
    expect(result.plan.entries.map((one) => `${one.kind} ${one.employeeId}`)).toEqual(['activate 1', 'activate 2']);
  });
});

describe('a budget', () => {
  it('waits for a held activation, not for a held update', () => {
    const staff = people(30);
    const moved = staff.map((one) => person(one.id, { department: 'Sales' }));
    const paid = [...moved.slice(1), person('1', { department: 'Sales', budgets: { 'monthly:all': '10' } })];
    const result = plan({ employees: paid, memory: staff.map((one) => remembered(one)) });
    expect(held(result)).toHaveLength(30);
    expect(emitted(result)).toEqual(['set-monthly-budget 1']);
  });
});
