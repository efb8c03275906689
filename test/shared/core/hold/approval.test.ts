import { describe, expect, it } from 'vitest';
import { createFingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import type { Approval, PlanEntry } from '../../../../shared/core/ground/memory.ts';
import { diffPlans, digestOf } from '../../../../shared/core/hold/digest.ts';
import type { Situation } from '../build.ts';
import { emitted, fingerprints, held, KEY, ledgerDay, people, person, plan, remembered, TODAY } from '../build.ts';

const staff = people(20);
const memory = staff.map((one) => remembered(one));
const leaving = (count: number): Situation => ({
  employees: staff.map((one, n) => (n < count ? { ...one, status: 'inactive' } : one)),
  memory,
});
const NOW = new Date('2026-12-01T03:00:00Z');
const approved = (digest: string, changes: Partial<Approval> = {}): Approval => ({
  digest,
  first: false,
  withoutOneOff: false,
  approvedAt: '2026-11-30T10:00:00.000Z',
  state: 'approved',
  ...changes,
});

describe('the digest', () => {
  const entries: PlanEntry[] = [
    { employeeId: '1', kind: 'deactivate', fingerprint: 'x' },
    { employeeId: '2', kind: 'update', fingerprint: 'y' },
  ];

  it('does not depend on the order, and does on person, kind and content', () => {
    const digest = digestOf(entries, fingerprints);
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf([...entries].reverse(), fingerprints)).toBe(digest);
    for (const changed of [{ employeeId: '3' }, { kind: 'activate' as const }, { fingerprint: 'z' }]) {
      expect(digestOf([{ ...entries[0], ...changed } as PlanEntry], fingerprints)).not.toBe(
        digestOf(entries.slice(0, 1), fingerprints),
      );
    }
  });

  it('is keyed', () => {
    const other = createFingerprints(Buffer.alloc(32, 8).toString('base64'));
    expect(digestOf(entries, other)).not.toBe(digestOf(entries, createFingerprints(KEY)).slice(0));
  });

  it('is the same on another day, and covers the held part where something is held', () => {
    const today = plan(leaving(11)).plan.digest;
    expect(plan({ ...leaving(11), today: '2026-12-24' }).plan.digest).toBe(today);
    const withNewcomer = { ...leaving(11), employees: [...(leaving(11).employees ?? []), person('new')] };
    expect(plan(withNewcomer).plan.digest).toBe(today);
    expect(plan(leaving(12)).plan.digest).not.toBe(today);
  });

  it('the difference names what is new, gone and changed', () => {
    const now: PlanEntry[] = [
      { employeeId: '2', kind: 'update', fingerprint: 'other' },
      { employeeId: '3', kind: 'activate', fingerprint: 'z' },
    ];
    expect(diffPlans(entries, now)).toEqual({ added: [now[1]], changed: [now[0]], removed: [entries[0]] });
  });
});

describe('approve', () => {
  const { digest, entries } = plan(leaving(11)).plan;

  it('releases exactly the held part, marked as approved', () => {
    const result = plan(leaving(11), { approval: approved(digest), approvedEntries: entries, now: NOW });
    expect(held(result)).toEqual([]);
    expect(result.plan.emissions).toHaveLength(11);
    expect(result.plan.emissions.filter((one) => !one.approved)).toEqual([]);
    expect(result).toMatchObject({ approval: { state: 'releasing' }, outcome: { digest, result: 'released' } });
  });

  it('does not lift the limits for what was not held', () => {
    const newcomers = Array.from({ length: 3 }, (_, n) => person(`new${n}`));
    const result = plan(
      { ...leaving(11), employees: [...(leaving(11).employees ?? []), ...newcomers] },
      { approval: approved(digest), approvedEntries: entries, now: NOW },
    );
    expect(result.plan.emissions.filter((one) => !one.approved).map((one) => one.draft.kind)).toEqual(
      Array(3).fill('activate'),
    );
  });

  it('is void where the mutations are no longer the same, and spent', () => {
    const result = plan(leaving(12), { approval: approved(digest), approvedEntries: entries, now: NOW });
    expect(result.plan.emissions).toEqual([]);
    expect(result.plan.held).toHaveLength(12);
    expect(result.approval?.state).toBe('spent');
    expect(result.outcome).toMatchObject({
      result: 'void',
      difference: { added: [{ employeeId: '12' }], removed: [], changed: [] },
    });
  });

  it('is void and spent where nothing is held any more', () => {
    const result = plan(
      { employees: staff, memory },
      { approval: approved(digest), approvedEntries: entries, now: NOW },
    );
    expect(result).toMatchObject({ approval: { state: 'spent' }, outcome: { result: 'void' } });
  });

  it('serves within 24 hours', () => {
    const at = (approvedAt: string) =>
      plan(leaving(11), { approval: approved(digest, { approvedAt }), approvedEntries: entries, now: NOW });
    expect(at('2026-11-30T03:00:00.000Z').outcome?.result).toBe('released');
    expect(at('2026-11-30T02:59:59.999Z').outcome?.result).toBe('void');
  });

  it('left unused and spent, it never releases what comes back weeks later', () => {
    const result = plan(leaving(11), {
      approval: approved(digest, { state: 'spent' }),
      approvedEntries: entries,
      now: NOW,
    });
    expect(result.plan.emissions).toEqual([]);
    expect(result.outcome).toBeUndefined();
  });

  it('a run that died while releasing goes on with exactly the approved entries that are unchanged', () => {
    const result = plan(leaving(13), {
      approval: approved(digest, { state: 'releasing' }),
      approvedEntries: entries,
      now: NOW,
    });
    expect(result.plan.emissions.filter((one) => one.approved)).toHaveLength(11);
    // The two that came later are measured on their own: two of twenty are within the limits.
    expect(result.plan.emissions.filter((one) => !one.approved)).toHaveLength(2);
    const changedSince = plan(leaving(11), {
      approval: approved(digest, { state: 'releasing' }),
      approvedEntries: entries.slice(0, 3),
      now: NOW,
    });
    expect(result).toMatchObject({ firstRunChanged: false, allowedMissing: [] });
    expect(changedSince.plan.held).toHaveLength(8);
    expect(changedSince.plan.emissions).toHaveLength(3);
  });

  it('a release that was left unfinished is void after three days, and its rest is held anew', () => {
    const at = (approvedAt: string) =>
      plan(leaving(11), {
        approval: approved(digest, { state: 'releasing', approvedAt }),
        approvedEntries: entries,
        now: NOW,
      });
    expect(at('2026-11-28T03:00:00.000Z').plan.emissions).toHaveLength(11);
    const late = at('2026-11-28T02:59:59.999Z');
    expect(late.plan.emissions).toEqual([]);
    expect(late).toMatchObject({ approval: { state: 'spent' }, outcome: { digest, result: 'void' } });
  });

  it('lifts what is held for one person, too, but never two monthly budgets', () => {
    const one = person('1', { budgets: { 'oneoff:all': '9000' } });
    const two = person('2', { budgets: { 'monthly:all': '1', 'monthly:health': '2' } });
    const situation: Situation = {
      employees: [one, two],
      memory: [one, two].map((each) => ({ ...remembered(each), settled: '' })),
    };
    const before = plan(situation).plan;
    const result = plan(situation, { approval: approved(before.digest), approvedEntries: before.entries, now: NOW });
    expect(emitted(result)).toEqual(['grant-one-off-budget 1']);
    expect(held(result)).toEqual([
      'set-monthly-budget 2 SEVERAL_MONTHLY_BUDGETS',
      'set-monthly-budget 2 SEVERAL_MONTHLY_BUDGETS',
    ]);
  });

  it('of too many missing lets their absence be counted, and sends nothing', () => {
    const tooManyMissing = ['1', '2', '3', '4'];
    const situation: Situation = { employees: staff.slice(4), memory, tooManyMissing };
    const before = plan(situation);
    expect(held(before)).toEqual(tooManyMissing.map((id) => `deactivate ${id} TOO_MANY_MISSING`));
    const result = plan(situation, {
      approval: approved(before.plan.digest),
      approvedEntries: before.plan.entries,
      now: NOW,
    });
    expect(result.allowedMissing).toEqual(tooManyMissing);
    expect(result.plan.emissions).toEqual([]);
    expect(result.plan.held).toEqual([]);
  });

  it('lets the absence of those be counted who are missing, and of nobody else who is held', () => {
    const employees = staff.slice(4).map((one, n) => (n < 11 ? { ...one, status: 'inactive' } : one));
    const situation: Situation = { employees, memory, tooManyMissing: ['1', '2', '3', '4'] };
    const before = plan(situation).plan;
    expect(new Set(before.held.map((one) => one.code))).toEqual(
      new Set(['TOO_MANY_MISSING', 'TOO_MANY_DEACTIVATIONS']),
    );
    const result = plan(situation, { approval: approved(before.digest), approvedEntries: before.entries, now: NOW });
    expect(result.allowedMissing).toEqual(['1', '2', '3', '4']);
    expect(result.plan.emissions).toHaveLength(11);
  });

  it('is void where the limits no longer hold what was approved', () => {
    const within = plan(leaving(2)).plan;
    expect(within.held).toEqual([]);
    const result = plan(leaving(2), {
      approval: approved(within.digest),
      approvedEntries: within.entries,
      now: NOW,
    });
    expect(result).toMatchObject({ approval: { state: 'spent' }, outcome: { result: 'void' }, allowedMissing: [] });
    expect(result.plan.emissions.map((each) => each.approved)).toEqual([false, false]);
  });

  it('is void without a difference where its entries are no longer kept', () => {
    const result = plan(leaving(12), { approval: approved(digest), now: NOW });
    expect(result.outcome).toEqual({ digest, result: 'void' });
  });
});

describe('the first plan', () => {
  const many: Situation = { employees: people(50, { budgets: { 'oneoff:all': '100' } }) };
  const first = plan(many, { stage: 'pending' }).plan;
  const approving = (changes: Partial<Approval> = {}) => ({
    approval: approved(first.digest, { first: true, ...changes }),
    approvedEntries: first.entries,
    now: NOW,
  });

  it('is exempt from the limits, in the preview and once approved', () => {
    expect(first.held).toEqual([]);
    const result = plan(many, approving());
    expect(result.plan.emissions).toHaveLength(100);
    expect(result.plan.emissions.filter((one) => !one.approved || one.silent)).toEqual([]);
    expect(result.plan.digest).toBe(first.digest);
    expect(result.approval).toEqual({ ...approving().approval, state: 'releasing' });
    expect(result.outcome).toEqual({ digest: first.digest, result: 'released' });
    expect(result.allowedMissing).toEqual([]);
  });

  it('without an approval is shown as it would go out, grants included', () => {
    const preview = plan(many, { stage: 'pending' });
    expect(preview).toMatchObject({ firstRunChanged: false, allowedMissing: [] });
    expect(preview.plan.emissions.some((one) => one.silent)).toBe(false);
    expect(preview).not.toHaveProperty('approval');
    const spent = plan(many, { ...approving({ state: 'spent' }), stage: 'pending' });
    expect(spent).not.toHaveProperty('outcome');
    expect(spent.firstRunChanged).toBe(false);
  });

  it('FIRST_RUN_CHANGED: nothing goes out where it differs', () => {
    const changed = { employees: [...(many.employees ?? []), person('new')] };
    const result = plan(changed, approving());
    expect(result.firstRunChanged).toBe(true);
    expect(result.plan.emissions).toEqual([]);
    expect(new Set(result.plan.held.map((one) => one.code))).toEqual(new Set(['FIRST_RUN_CHANGED']));
    expect(result.outcome).toMatchObject({ result: 'void', difference: { added: [{ employeeId: 'new' }] } });
    expect(result).not.toHaveProperty('approval');
    expect(result.allowedMissing).toEqual([]);
    expect(plan(changed, { approval: approving().approval, now: NOW }).outcome).toEqual({
      digest: first.digest,
      result: 'void',
    });
  });

  it('nothing goes out either where the approval is spent, or was released three days ago, and no run has ended', () => {
    for (const state of [
      approving({ state: 'spent' }),
      approving({ state: 'releasing', approvedAt: '2026-11-27T00:00:00.000Z' }),
    ]) {
      const result = plan(many, { ...state, stage: 'approved' });
      expect(result).toMatchObject({ firstRunChanged: true, plan: { emissions: [] } });
      expect(plan(many, { ...state, stage: 'activated' }).firstRunChanged).toBe(false);
    }
    expect(plan(many, { stage: 'approved' }).plan.emissions).toEqual([]);
  });

  it('a pending tenant shows it all, whatever was approved before', () => {
    const changed = { employees: [...(many.employees ?? []), person('new')] };
    const preview = plan(changed, { ...approving(), stage: 'pending' });
    expect(preview.plan.held).toEqual([]);
    expect(preview.firstRunChanged).toBe(false);
  });

  it('nothing goes out after 24 hours either', () => {
    expect(plan(many, approving({ approvedAt: '2026-11-29T00:00:00.000Z' })).firstRunChanged).toBe(true);
  });

  it('--without-one-off only remembers the grants', () => {
    const result = plan(many, approving({ withoutOneOff: true }));
    const silent = result.plan.emissions.filter((one) => one.silent);
    expect(silent).toHaveLength(50);
    expect([...new Set(silent.map((one) => one.draft.kind))]).toEqual(['grant-one-off-budget']);
  });

  it('goes on after a crash with the approved entries, others under the limits', () => {
    const some = people(50)
      .slice(0, 30)
      .map((one) => remembered(one));
    const joined = {
      employees: [...people(50), ...Array.from({ length: 11 }, (_, n) => person(`new${n}`))],
      memory: some,
    };
    const plain = plan({ employees: people(50) }, { stage: 'pending' }).plan;
    const result = plan(
      { ...joined, ledger: [ledgerDay(TODAY, { base: 0 })] },
      {
        approval: approved(plain.digest, { first: true, state: 'releasing' }),
        approvedEntries: plain.entries,
        now: NOW,
      },
    );
    expect(result.plan.emissions).toHaveLength(20);
    expect(new Set(result.plan.held.map((one) => one.draft.employeeId.slice(0, 3)))).toEqual(new Set(['new']));
  });

  it('keeps what is held for one person, and covers it by the digest', () => {
    const rich: Situation = { employees: [person('1', { budgets: { 'monthly:all': '2000' } })] };
    const preview = plan(rich, { stage: 'pending' });
    expect(held(preview)).toEqual(['set-monthly-budget 1 BUDGET_ABOVE_CEILING']);
    expect(preview.plan.entries).toHaveLength(2);
    const approval = approved(preview.plan.digest, { first: true });
    const result = plan(rich, { approval, approvedEntries: preview.plan.entries, now: NOW });
    expect(emitted(result)).toEqual(['activate 1']);
    const again = plan(rich, {
      approval: { ...approval, state: 'releasing' },
      approvedEntries: preview.plan.entries,
      now: NOW,
    });
    expect(held(again)).toEqual(['set-monthly-budget 1 BUDGET_ABOVE_CEILING']);
  });
});

describe('an approval without one-off budgets', () => {
  const EVA = { first_name: 'Eva', last_name: 'Lang', birthday: '1990-05-05' };
  const grant = (id: string, amount: string, fields: object = {}) =>
    person(id, { budgets: { 'oneoff:all': amount }, ...fields });
  /** Granted under another id; above the ceiling; and one that nothing holds. */
  const situation: Situation = {
    employees: [grant('900', '50', { ...EVA, email: 'new@example.com' }), grant('2', '9000'), grant('3', '50')],
    memory: [
      remembered(person('1', EVA), { budgets: { 'oneoff:all': { amount: 'x', grant: 1 } } }),
      ...['900', '2', '3'].map((id) =>
        remembered(person(id, id === '900' ? { ...EVA, email: 'new@example.com' } : {})),
      ),
    ],
  };
  const before = plan(situation);
  const { digest, entries } = before.plan;

  it.each(['approved', 'releasing'] as const)(
    'remembers what was granted under another id, and grants the rest (%s)',
    (state) => {
      expect(held(before)).toEqual([
        'grant-one-off-budget 2 BUDGET_ABOVE_CEILING',
        'grant-one-off-budget 900 GRANTED_UNDER_ANOTHER_ID',
      ]);
      const approval = approved(digest, { withoutOneOff: true, state });
      const { plan: released } = plan(situation, { approval, approvedEntries: entries, now: NOW });
      expect(
        released.emissions.map(({ draft, silent }) => `${draft.employeeId} ${silent ? 'remembered' : 'granted'}`),
      ).toEqual(['2 granted', '3 granted', '900 remembered']);
    },
  );
});
