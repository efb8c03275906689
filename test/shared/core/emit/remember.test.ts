import { describe, expect, it } from 'vitest';
import { UserMutationSchema } from '../../../../shared/contracts/user-mutation.ts';
import type { Draft } from '../../../../shared/core/compare/draft.ts';
import { desiredProfile } from '../../../../shared/core/compare/profile.ts';
import { buildMutation } from '../../../../shared/core/emit/mutation.ts';
import { confirm, countEmission, newLedgerDay, newMemory, reserve } from '../../../../shared/core/emit/remember.ts';
import { createFingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import { draft, fingerprints, person, remembered, TODAY } from '../build.ts';

const startedAt = new Date('2026-12-01T03:00:00.000Z');
const context = { today: TODAY, startedAt, fingerprints };
const target = { tenantId: 'acme', companyId: 7, registration: '01JDXXXXXXXXXXXXXXXXXXXXXX', currency: 'EUR' };
const draftOf = (...args: Parameters<typeof draft>): Draft => {
  const [first] = draft(...args).drafts;
  if (first === undefined) throw new Error('no draft');
  return first;
};
const fresh = newMemory('1', fingerprints.keyId);
const rich = person('1', { budgets: { 'monthly:all': '50', 'oneoff:all': '20' } });
const drafts = draft({ employees: [rich] }).drafts;
const [activation, monthly, grant] = drafts as [Draft, Draft, Draft];

describe('somebody of whom nothing is known', () => {
  it('is inactive, and everything of theirs is still to come', () => {
    expect(newMemory('1', 'key')).toEqual({
      employeeId: '1',
      version: 0,
      status: 'inactive',
      sequence: 0,
      keyId: 'key',
      fields: {},
      budgets: {},
      reservations: {},
    });
  });
});

describe('reserve', () => {
  it("starts at the run's Unix milliseconds and grows from there", () => {
    const first = reserve(fresh, activation, context);
    expect(first.reservation.sequence).toBe(startedAt.getTime());
    expect(first.memory.sequence).toBe(startedAt.getTime());
    expect(reserve(first.memory, monthly, context).reservation.sequence).toBe(startedAt.getTime() + 1);
    expect(reserve({ ...fresh, sequence: 9e12 }, activation, context).reservation.sequence).toBe(9e12 + 1);
  });

  it('keeps the reservation of a repeated mutation', () => {
    const { memory, reservation } = reserve(fresh, activation, context);
    const again = reserve(memory, { ...activation, repeat: reservation }, { ...context, startedAt: new Date() });
    expect(again).toEqual({ memory, reservation });
  });

  it('holds nothing of the person but keyed fingerprints', () => {
    const { memory } = reserve(fresh, activation, context);
    const text = JSON.stringify(confirm(memory, activation, context));
    for (const value of ['p1@example.com', 'Pim', 'Jansen', '1990-05-05', 'IT', '50']) {
      expect(text.includes(`"${value}`)).toBe(false);
    }
  });
});

describe('confirm', () => {
  it('of an activation remembers fields and forgets monthly amounts, not grants', () => {
    const before = remembered(rich, {
      status: 'inactive',
      budgets: { 'monthly:all': { amount: 'a' }, 'oneoff:all': { amount: 'b', grant: 2 } },
    });
    const after = confirm(reserve(before, activation, context).memory, activation, context);
    expect(after.status).toBe('active');
    expect(after.budgets).toEqual({ 'oneoff:all': { amount: 'b', grant: 2 } });
    expect(after.fields.email).toBe(fingerprints.ofField('email', 'p1@example.com'));
    expect(after.reservations).toEqual({});
    expect(after.settled).toBeUndefined();
  });

  it('of a deactivation forgets monthly amounts and marks who is gone', () => {
    const before = remembered(rich, {
      budgets: { 'monthly:all': { amount: 'a' }, 'oneoff:all': { amount: 'b', grant: 2 } },
      missing: { since: TODAY, lastDay: TODAY, days: 3 },
    });
    const leaver = { ...activation, kind: 'deactivate' as const };
    const after = confirm(before, leaver, context);
    expect(after).toMatchObject({ status: 'inactive', goneSince: TODAY, budgets: { 'oneoff:all': { grant: 2 } } });
    expect(after).not.toHaveProperty('missing');
    expect(Object.keys(after.budgets)).toEqual(['oneoff:all']);
    const { missing: _, ...listed } = before;
    expect(confirm(listed, leaver, context)).not.toHaveProperty('goneSince');
  });

  it('of a deactivation keeps a grant that may have been sent, and drops the monthly one', () => {
    const both = [monthly, grant].reduce((memory, one) => reserve(memory, one, context).memory, remembered(rich));
    const after = confirm(both, { ...activation, kind: 'deactivate' }, context);
    expect(Object.keys(after.reservations)).toEqual(['grant:all:1']);
  });

  it('of budgets remembers the amount, and the grant number', () => {
    const after = [monthly, grant].reduce(
      (memory, one) => confirm(reserve(memory, one, context).memory, one, context),
      fresh,
    );
    expect(after.budgets).toEqual({
      'monthly:all': { amount: fingerprints.ofAmount(5000n) },
      'oneoff:all': { amount: fingerprints.ofAmount(2000n), grant: 1 },
    });
    expect(after.reservations).toEqual({});
  });

  it('of a later grant decides an older one of the category that was never confirmed', () => {
    const second: Draft = {
      ...grant,
      stream: 'grant:all:2',
      budget: { key: 'oneoff:all', category: 'all', cents: 1n, grant: 2 },
    };
    const other: Draft = {
      ...grant,
      stream: 'grant:health:1',
      budget: { key: 'oneoff:health', category: 'health', cents: 1n, grant: 1 },
    };
    const uncertain = [grant, other, second].reduce((memory, one) => reserve(memory, one, context).memory, fresh);
    expect(Object.keys(confirm(uncertain, second, context).reservations)).toEqual(['grant:health:1']);
  });

  it("stores what is settled with the person's last mutation only", () => {
    expect(confirm(fresh, { ...activation, settles: 'all done' }, context).settled).toBe('all done');
    expect(confirm({ ...fresh, settled: 'old' }, activation, context).settled).toBeUndefined();
  });
});

describe('the ledger', () => {
  const day = newLedgerDay(TODAY, 10);

  it('counts by kind, updates by field, and budgets as decimal text', () => {
    const update: Draft = { ...activation, kind: 'update', changed: ['email', 'department'] };
    const counted = [activation, update, monthly, grant].reduce(
      (ledger, one) => countEmission(ledger, one, false),
      day,
    );
    expect(counted).toMatchObject({
      counts: { activate: 1, update: 1, 'set-monthly-budget': 1, 'grant-one-off-budget': 1 },
      fields: { email: 1, department: 1 },
      budgetTotal: '70.00',
      approvedBudgetTotal: '0.00',
      approvedCounts: {},
    });
  });

  it('keeps approved mutations apart', () => {
    const counted = [activation, monthly].reduce((ledger, one) => countEmission(ledger, one, true), day);
    expect(counted).toMatchObject({
      counts: {},
      approvedCounts: { activate: 1 },
      budgetTotal: '0.00',
      approvedBudgetTotal: '50.00',
    });
    expect(countEmission(day, { ...activation, kind: 'update', changed: ['email'] }, true).fields).toEqual({});
  });
});

describe('the message', () => {
  const { reservation } = reserve(fresh, activation, context);
  const message = buildMutation(activation, reservation, target, fingerprints);

  it('is a CloudEvent that says the whole desired profile', () => {
    expect(UserMutationSchema.parse(message)).toEqual(message);
    expect(message).toMatchObject({
      specversion: '1.0',
      type: 'co.alleo.user.activate',
      subject: '1',
      tenantid: 'acme',
      time: startedAt.toISOString(),
      data: {
        kind: 'activate',
        external_id: '1',
        company_id: 7,
        reason: 'EMPLOYED',
        profile: { ...desiredProfile(rich, undefined, TODAY), language: 'en' },
      },
    });
  });

  it('is identical for the same reservation and content', () => {
    expect(buildMutation(activation, reservation, target, fingerprints)).toEqual(message);
  });

  it('has an id of its own per tenant, registration, employee, sequence and content', () => {
    const ids = [
      message.id,
      buildMutation(activation, reservation, { ...target, tenantId: 'other' }, fingerprints).id,
      buildMutation(activation, reservation, { ...target, registration: '01JDYYYYYYYYYYYYYYYYYYYYYY' }, fingerprints)
        .id,
      buildMutation({ ...activation, employeeId: '2' }, reservation, target, fingerprints).id,
      buildMutation(activation, { ...reservation, sequence: 1 }, target, fingerprints).id,
      buildMutation({ ...activation, content: 'x' }, reservation, target, fingerprints).id,
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("a grant's id is tenant, employee, category and number, for ever", () => {
    const otherKey = createFingerprints(Buffer.alloc(32, 9).toString('base64'));
    const idOf = (one: Draft, sequence: number, keys = fingerprints) =>
      buildMutation(
        one,
        { ...reservation, sequence },
        { ...target, registration: `01JD${sequence}XXXXXXXXXXXXXXXXXXXXX` },
        keys,
      ).id;
    expect(idOf(grant, 1)).toBe(idOf({ ...grant, content: 'x' }, 2, otherKey));
    expect(idOf({ ...grant, employeeId: '2' }, 1)).not.toBe(idOf(grant, 1));
  });

  it("a leaver's data do not travel", () => {
    const leaver = draftOf({ employees: [person('1', { status: 'inactive' })], memory: [remembered(rich)] });
    const { data } = buildMutation(leaver, reservation, target, fingerprints);
    expect(data).toMatchObject({ kind: 'deactivate', profile: { external_id: '1' }, changed: [] });
    expect(JSON.stringify(data)).not.toContain('example.com');
  });
});

describe('confirming one thing leaves the others as they were', () => {
  const before = remembered(rich, {
    budgets: { 'monthly:all': { amount: 'a' }, 'oneoff:all': { amount: 'b', grant: 1 } },
  });
  const update = draftOf({ employees: [{ ...rich, department: 'Sales' }], memory: [before] });

  it('an update keeps the monthly amounts', () => {
    expect(update.kind).toBe('update');
    expect(confirm(before, update, context).budgets).toEqual(before.budgets);
  });

  it('a monthly amount has no grant number, and is settled only with the last mutation', () => {
    const after = confirm(before, monthly, context);
    expect(after.budgets['monthly:all']).toStrictEqual({ amount: fingerprints.ofAmount(5_000n) });
    expect(confirm(before, { ...update, settles: 'x' }, context).settled).toBe('x');
    const { settles: _, ...unsettled } = update;
    expect(confirm(before, unsettled, context)).not.toHaveProperty('settled');
  });

  it('a grant decides older ones in doubt, and no newer one', () => {
    const doubt = (number: number) => ({ ...reserve(fresh, grant, context).reservation, grant: number });
    const reservations = { 'grant:all:1': doubt(1), 'grant:all:2': doubt(2), 'grant:all:3': doubt(3) };
    const second = { ...grant, stream: 'grant:all:2', budget: { ...grant.budget, grant: 2 } } as Draft;
    expect(Object.keys(confirm({ ...before, reservations }, second, context).reservations)).toEqual(['grant:all:3']);
  });

  it('somebody whom nothing was confirmed of is inactive', () => {
    expect(fresh).toMatchObject({ status: 'inactive', version: 0, sequence: 0, keyId: fingerprints.keyId });
  });

  it('counts fields of updates alone, and none of an approved one', () => {
    const day = newLedgerDay(TODAY, 10);
    expect(countEmission(day, activation, false).fields).toEqual({});
    expect(countEmission(day, update, false).fields).toEqual({ department: 1 });
    expect(countEmission(day, update, true).fields).toEqual({});
  });

  it('refuses a draft without what its kind says', () => {
    const { profile: _profile, ...bare } = activation;
    const { budget: _budget, ...empty } = monthly;
    expect(() => confirm(fresh, bare, context)).toThrow('a profile mutation without a profile');
    expect(() => confirm(fresh, empty, context)).toThrow('a budget mutation without a budget');
  });
});
