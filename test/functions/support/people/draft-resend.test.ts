import { describe, expect, it } from 'vitest';
import { draftResend } from '../../../../functions/support/people/draft-resend.ts';
import { defaultPolicies } from '../../../../shared/contracts/policies.ts';
import { budgetContent, deactivateContent } from '../../../../shared/core/compare/draft.ts';
import { desiredProfile, profileContent, settledFingerprint } from '../../../../shared/core/compare/profile.ts';
import { EMPTY } from '../../../../shared/core/ground/employee.ts';
import type { OpenItem, Reservation } from '../../../../shared/core/ground/memory.ts';
import { AWAITS_GROUP } from '../../../../shared/core/ground/memory.ts';
import {
  fingerprints,
  listing,
  memoryOf,
  people,
  person,
  plan,
  remembered,
  type Situation,
  TODAY,
} from '../../../shared/core/build.ts';

const READABLE = ['birthday', 'department', 'hire_date', 'termination_date'];

/** What would be sent again for person 1. */
function resend(situation: Situation) {
  const policies = { ...defaultPolicies(), ...situation.policies };
  return draftResend('1', {
    plan: plan(situation).plan,
    listing: listing(situation.employees ?? []),
    memory: memoryOf(situation),
    today: TODAY,
    policies,
    onceReadable: situation.onceReadable ?? READABLE,
    fingerprints,
  });
}
const draftsOf = (situation: Situation) => resend(situation).emissions.map(({ draft }) => draft);
const kindsOf = (situation: Situation) => draftsOf(situation).map(({ kind }) => kind);

const others = people(4).map((one) => person(`9${one.id}`));
const withOthers = (situation: Situation): Situation => ({
  ...situation,
  employees: [...others, ...(situation.employees ?? [])],
  memory: [...others.map((one) => remembered(one)), ...(situation.memory ?? [])],
});

const reservation = (kind: Reservation['kind'], content: string, more: Partial<Reservation> = {}): Reservation => ({
  kind,
  content,
  sequence: 900,
  reason: 'EMPLOYED',
  changed: [],
  at: '2026-11-30T03:00:00.000Z',
  ...more,
});
const open = (one: Reservation, more: Partial<OpenItem> = {}): OpenItem => ({
  employeeId: '1',
  stream: 'profile',
  reservation: one,
  offeredOn: TODAY,
  ...more,
});

const employed = person('1');
const left = person('1', { status: 'inactive' });
const settled = remembered(employed);
const gone = remembered(employed, { status: 'inactive' });

describe('somebody who vanished from Personio before their activation was confirmed', () => {
  it('is not deactivated by hand: they may be active, and three days have to pass', () => {
    const reservations = { profile: reservation('activate', 'sent') };
    const unconfirmed = remembered(employed, { status: 'inactive', reservations, missing: { since: TODAY, days: 1 } });
    expect(resend(withOthers({ employees: [], memory: [unconfirmed], gone: ['1'] }))).toEqual({
      reason: 'MISSING',
      emissions: [],
    });
  });
});

describe('somebody of whom nothing is to do', () => {
  it('gets the whole profile as an update, outside the limits, and is settled by it', () => {
    const situation = withOthers({ employees: [employed], memory: [settled] });
    const desired = desiredProfile(employed, settled, TODAY);
    expect(resend(situation)).toEqual({
      reason: 'EMPLOYED',
      emissions: [
        {
          approved: true,
          silent: false,
          again: true,
          draft: {
            employeeId: '1',
            kind: 'update',
            stream: 'profile',
            reason: 'EMPLOYED',
            changed: [],
            content: profileContent(desired, fingerprints),
            profile: { ...desired, language: 'en' },
            settles: settled.settled,
          },
        },
      ],
    });
  });

  it('who is out gets the deactivation again, with the reason of today', () => {
    const [draft, ...more] = draftsOf(withOthers({ employees: [left], memory: [gone] }));
    expect(more).toEqual([]);
    expect(draft).toMatchObject({
      kind: 'deactivate',
      stream: 'profile',
      reason: 'STATUS_INACTIVE',
      changed: [],
      content: deactivateContent(fingerprints),
    });
  });

  it('who is gone from Personio gets it, too, and nobody else than 1', () => {
    const { emissions, reason } = resend(withOthers({ memory: [gone] }));
    expect(emissions.map(({ draft }) => [draft.employeeId, draft.kind])).toEqual([['1', 'deactivate']]);
    expect(reason).toBe('GONE_FROM_PERSONIO');
  });
});

describe('nothing is sent', () => {
  it.each<[string, Situation, string]>([
    ['for whom we never knew', {}, 'UNKNOWN'],
    ['for whom we know and never activated, and who is out', { employees: [left] }, 'STATUS_INACTIVE'],
    [
      'for whom nothing was ever sent, and an amount is remembered',
      { employees: [left], memory: [{ ...gone, sequence: 0 }] },
      'STATUS_INACTIVE',
    ],
    ['for whom is blocked', { employees: [person('1', { email: EMPTY })], memory: [settled] }, 'MISSING_EMAIL'],
    ['for whom waits', { employees: [person('1', { hire_date: '2027-01-01' })], memory: [settled] }, 'NOT_STARTED'],
    ['for whom is missing, whose days are counted', { memory: [settled], gone: ['1'] }, 'MISSING'],
  ])('%s, and the reason is told', (_who, situation, reason) => {
    expect(resend(withOthers(situation))).toEqual({ emissions: [], reason });
  });

  it('where the limits hold what would make Alleo equal: the code is told', () => {
    const leavers = people(6, { status: 'inactive' });
    const memory = people(6).map((one) => remembered(one));
    expect(
      resend({ employees: [...leavers, ...others], memory: [...memory, ...others.map((one) => remembered(one))] }),
    ).toEqual({
      emissions: [],
      reason: 'STATUS_INACTIVE',
      heldBy: 'TOO_MANY_DEACTIVATIONS',
    });
  });
});

describe('what the next run would send', () => {
  it('goes out as it would, and stands for the same once more', () => {
    const [draft, ...more] = draftsOf(withOthers({ employees: [left], memory: [settled] }));
    expect(more).toEqual([]);
    expect(draft).toMatchObject({ kind: 'deactivate', reason: 'STATUS_INACTIVE' });
  });

  it('of a reservation is the identical message', () => {
    const reserved = reservation('deactivate', deactivateContent(fingerprints), { reason: 'STATUS_INACTIVE' });
    const memory = remembered(employed, { reservations: { profile: reserved } });
    expect(draftsOf(withOthers({ employees: [left], memory: [memory] }))).toMatchObject([{ repeat: reserved }]);
  });

  it('of somebody new is the activation', () => {
    expect(kindsOf(withOthers({ employees: [employed] }))).toEqual(['activate']);
  });
});

describe('budgets', () => {
  const funded = person('1', { budgets: { 'monthly:all': '50', 'oneoff:all': '100' } });
  const memory = remembered(funded, {
    budgets: {
      'monthly:all': { amount: fingerprints.ofAmount(5_000n) },
      'oneoff:all': { amount: fingerprints.ofAmount(10_000n), grant: 1 },
    },
  });

  it('are set again where monthly and unchanged; a one-off is never granted anew', () => {
    const drafts = draftsOf(withOthers({ employees: [funded], memory: [memory] }));
    expect(drafts.map(({ kind }) => kind)).toEqual(['update', 'set-monthly-budget']);
    expect(drafts[1]).toMatchObject({ budget: { key: 'monthly:all', cents: 5_000n }, settles: memory.settled });
    expect(drafts[0]).not.toHaveProperty('settles');
  });

  it('that were above the ceiling and approved then are set again without a hold', () => {
    const rich = person('1', { budgets: { 'monthly:all': '5000' } });
    const sent = remembered(rich, { budgets: { 'monthly:all': { amount: fingerprints.ofAmount(500_000n) } } });
    const drafts = draftsOf(withOthers({ employees: [rich], memory: [sent] }));
    expect(drafts).toMatchObject([{ kind: 'update' }, { kind: 'set-monthly-budget', budget: { cents: 500_000n } }]);
    expect(drafts[1]).not.toHaveProperty('hold');
  });

  it('never sent, or another than the one sent, are the run’s to judge', () => {
    const rich = person('1', { budgets: { 'monthly:all': '5000' } });
    const never = remembered(rich);
    expect(draftsOf(withOthers({ employees: [rich], memory: [never] })).map(({ kind }) => kind)).toEqual(['update']);
    const other = remembered(rich, { budgets: { 'monthly:all': { amount: fingerprints.ofAmount(1n) } } });
    expect(draftsOf(withOthers({ employees: [rich], memory: [other] })).map(({ kind }) => kind)).toEqual(['update']);
  });

  it('of which there are several are not set: nobody knows which', () => {
    const both = person('1', { budgets: { 'monthly:all': '50', 'monthly:health': '60' } });
    const sent = remembered(both, {
      budgets: {
        'monthly:all': { amount: fingerprints.ofAmount(5_000n) },
        'monthly:health': { amount: fingerprints.ofAmount(6_000n) },
      },
    });
    expect(kindsOf(withOthers({ employees: [both], memory: [sent] }))).toEqual(['update']);
  });

  it('that are a new grant stay the run’s, and the person unsettled', () => {
    const rearmed = remembered(funded, {
      budgets: { 'monthly:all': { amount: fingerprints.ofAmount(5_000n) } },
      settled: 'something else',
    });
    const drafts = draftsOf(withOthers({ employees: [funded], memory: [rearmed] }));
    expect(drafts.map(({ kind }) => kind)).toEqual(['update', 'set-monthly-budget']);
    expect(drafts.some((draft) => draft.settles !== undefined)).toBe(false);
  });

  it('that may have been granted go out again under their number', () => {
    const budget = { key: 'oneoff:all', category: 'all', cents: 10_000n, grant: 1 } as const;
    const reserved = reservation('grant-one-off-budget', budgetContent(budget, fingerprints), { grant: 1 });
    const uncertain = remembered(funded, {
      budgets: { 'monthly:all': { amount: fingerprints.ofAmount(5_000n) } },
      reservations: { 'grant:all:1': reserved },
      settled: 'something else',
    });
    const drafts = draftsOf(withOthers({ employees: [funded], memory: [uncertain] }));
    expect(drafts.map(({ kind, repeat }) => [kind, repeat?.sequence])).toContainEqual(['grant-one-off-budget', 900]);
  });
});

describe('what is open', () => {
  const desired = profileContent(desiredProfile(employed, settled, TODAY), fingerprints);

  it('is offered again although it was offered today, under its own sequence and in place of an update', () => {
    const item = open(reservation('activate', desired));
    const drafts = draftsOf(withOthers({ employees: [employed], memory: [settled], open: [item] }));
    expect(drafts).toMatchObject([{ kind: 'activate', reoffer: { reservation: { sequence: 900 } } }]);
    expect(drafts[0]).not.toHaveProperty('settles');
  });

  it('of somebody else stays where it is', () => {
    const [other] = others;
    if (other === undefined) throw new Error('nobody else');
    const item = open(reservation('activate', desired), { employeeId: other.id });
    expect(kindsOf(withOthers({ employees: [employed], memory: [settled], open: [item] }))).toEqual(['update']);
  });

  it('is not offered where something newer is planned', () => {
    const item = open(reservation('activate', desired));
    const drafts = draftsOf(withOthers({ employees: [left], memory: [settled], open: [item] }));
    expect(drafts).toMatchObject([{ kind: 'deactivate' }]);
    expect(drafts[0]).not.toHaveProperty('reoffer');
  });
});

describe('of a plan for many', () => {
  const joiner = person('95');
  const elsewhere = [person('96'), person('97')];
  const busy = (situation: Situation): Situation =>
    withOthers({
      ...situation,
      employees: [joiner, ...elsewhere.map((one) => ({ ...one, department: 'Sales' })), ...(situation.employees ?? [])],
      memory: [...elsewhere.map((one) => remembered(one)), ...(situation.memory ?? [])],
    });

  it('nothing of anybody else goes out, and theirs keeps nobody unsettled', () => {
    const { emissions } = resend(busy({ employees: [employed], memory: [settled] }));
    expect(emissions.map(({ draft }) => [draft.employeeId, draft.kind])).toEqual([['1', 'update']]);
    expect(emissions[0]?.draft.settles).toBe(settled.settled);
  });

  it('what is held for others does not hold this person', () => {
    const leavers = people(6).map((one) => person(`7${one.id}`));
    const situation = busy({
      employees: [employed, ...leavers.map((one) => ({ ...one, status: 'inactive' as const }))],
      memory: [settled, ...leavers.map((one) => remembered(one))],
    });
    expect(plan(situation).plan.held.length).toBeGreaterThan(0);
    expect(resend(situation)).not.toHaveProperty('heldBy');
    expect(kindsOf(situation)).toEqual(['update']);
  });

  it('a held budget does not hold the profile, and is not sent', () => {
    const rich = person('1', { budgets: { 'monthly:all': '5000' } });
    const situation = busy({ employees: [rich], memory: [remembered(rich, { settled: 'before' })] });
    expect(plan(situation).plan.held.map(({ draft }) => draft.kind)).toEqual(['set-monthly-budget']);
    expect(resend(situation)).not.toHaveProperty('heldBy');
    expect(kindsOf(situation)).toEqual(['update']);
    expect(draftsOf(situation).some((draft) => draft.settles !== undefined)).toBe(false);
  });
});

describe('what a run would offer again today', () => {
  const desired = profileContent(desiredProfile(employed, settled, TODAY), fingerprints);

  it('goes out once', () => {
    const item = open(reservation('activate', desired), { offeredOn: '2026-11-30' });
    const situation = withOthers({ employees: [employed], memory: [settled], open: [item] });
    expect(plan(situation).plan.emissions.map(({ draft }) => draft.kind)).toEqual(['activate']);
    expect(kindsOf(situation)).toEqual(['activate']);
  });
});

describe('somebody gone from the listing', () => {
  it('is told as missing only while active', () => {
    const counted = { missing: { since: '2026-11-28', lastDay: '2026-11-30', days: 2 } };
    expect(resend(withOthers({ memory: [remembered(employed, counted)], gone: ['1'] })).reason).toBe('MISSING');
    expect(resend(withOthers({ memory: [gone] })).reason).toBe('GONE_FROM_PERSONIO');
    expect(resend(withOthers({ memory: [settled] })).reason).toBe('GONE_FROM_PERSONIO');
  });
});

describe('what is remembered by it', () => {
  it('is today’s plan where there is one, and what was settled where there is none', () => {
    const moved = person('1', { department: 'Sales' });
    const drafts = draftsOf(withOthers({ employees: [moved], memory: [settled] }));
    expect(drafts).toMatchObject([
      { kind: 'update', changed: ['department'], settles: settledFingerprint(moved, defaultPolicies(), fingerprints) },
    ]);
  });

  it('is nothing where nothing was settled', () => {
    const { settled: _, ...unsettled } = gone;
    const drafts = draftsOf(withOthers({ employees: [left], memory: [unsettled] }));
    expect(drafts).toMatchObject([{ kind: 'deactivate' }]);
    expect(drafts[0]).not.toHaveProperty('settles');
  });
});

it('nobody else goes along: not who waits for a group either', () => {
  const waiting = open(reservation('update', 'x'), { employeeId: '91', offeredOn: '2026-11-30', code: AWAITS_GROUP });
  const situation = withOthers({
    employees: [person('1')],
    memory: [remembered(person('1'))],
    awaitingGroup: [waiting],
  });
  expect(draftsOf(situation).map(({ employeeId }) => employeeId)).toEqual(['1']);
});
