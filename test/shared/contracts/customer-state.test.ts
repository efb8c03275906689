import { describe, expect, it } from 'vitest';
import { type CustomerFacts, findTroubles, isOverdue } from '../../../shared/contracts/customer-state.ts';
import { judgeCustomer } from '../../../shared/contracts/whose-turn.ts';
import { tenant } from '../core/build.ts';

const LAST = '2026-11-30T03:00:00.000Z';
const BEFORE = '2026-11-29T03:00:00.000Z';
const HOURS = 3_600_000;
const after = (ms: number) => new Date(Date.parse(LAST) + ms);

describe('a tenant is overdue', () => {
  it.each([
    ['its last complete run', { lastCompleteAt: LAST, activatedAt: '2026-01-01T00:00:00.000Z' }],
    ['its activation, before the first one', { activatedAt: LAST }],
    ['its registration, before that', { createdAt: LAST }],
  ])('26 hours after %s, not a moment before', (_what, changes) => {
    const one = { ...tenant, ...changes };
    expect(isOverdue(one, after(26 * HOURS))).toBe(false);
    expect(isOverdue(one, after(26 * HOURS + 1))).toBe(true);
  });

  it.each(['pending', 'paused'] as const)('never while it is %s', (status) => {
    expect(isOverdue({ ...tenant, status, lastCompleteAt: LAST }, after(1_000 * HOURS))).toBe(false);
  });
});

const LEFT = { at: LAST, held: {}, open: { count: 0, codes: {} }, setAside: 0, unsent: 0 };
const lastRun = { runId: 'r', date: '2026-11-30', at: LAST, status: 'ok' as const, code: null };
const SYNCED = { ...tenant, lastRun, lastCompleteAt: LAST, left: LEFT };
const leaving = (left: Partial<typeof LEFT> & { since?: string }) => ({ left: { ...LEFT, ...left } });
const refused = (code: string, since = LAST) => ({
  flag: { code, since },
  lastRun: { ...lastRun, status: 'failed' as const, code },
});

type Row = readonly [string, Partial<CustomerFacts>, string, string | null, string | null];

// What is known of a customer -> whose turn it is, by which code, with which command; 3 hours after the last run.
const TABLE: readonly Row[] = [
  ['nothing left', {}, 'in-sync', null, null],
  ['open, and a code that passes by itself', leaving({ open: { count: 2, codes: {} } }), 'nobody', null, null],
  [
    'open for three days',
    leaving({ since: '2026-11-27T03:00:00.000Z', open: { count: 2, codes: {} } }),
    'engineer',
    null,
    'personio-sync status acme',
  ],
  [
    'a refusal for HR',
    leaving({ open: { count: 1, codes: { EMAIL_TAKEN: 1 } } }),
    'support',
    'EMAIL_TAKEN',
    'personio-sync status acme',
  ],
  [
    'an administrator of Alleo',
    leaving({ open: { count: 1, codes: { FORBIDDEN_BY_ALLEO: 1 } } }),
    'support',
    'FORBIDDEN_BY_ALLEO',
    'personio-sync status acme',
  ],
  [
    'held',
    leaving({ held: { TOO_MANY_DEACTIVATIONS: 15 } }),
    'support',
    'TOO_MANY_DEACTIVATIONS',
    'personio-sync preview acme',
  ],
  ['set aside', leaving({ setAside: 1 }), 'engineer', 'MESSAGE_REFUSED', 'personio-sync status acme'],
  ['more than may be on its way', leaving({ unsent: 9 }), 'nobody', 'OPEN_LIMIT', null],
  ['a refusal after the run', { notAppliedAt: LAST }, 'support', null, 'personio-sync status acme'],
  ['a refusal before the run', { notAppliedAt: BEFORE }, 'in-sync', null, null],
  [
    'a credential of Personio',
    refused('CREDENTIALS_REFUSED'),
    'customer',
    'CREDENTIALS_REFUSED',
    'personio-sync issues acme',
  ],
  ['a list that came incomplete', refused('LISTING_INCOMPLETE'), 'nobody', 'LISTING_INCOMPLETE', null],
  [
    'the same for three days',
    refused('LISTING_INCOMPLETE', '2026-11-27T03:00:00.000Z'),
    'engineer',
    'LISTING_INCOMPLETE',
    'personio-sync requeue acme',
  ],
  ['a code that is not ours', refused('SomethingNew'), 'engineer', 'SomethingNew', 'personio-sync status acme'],
  [
    "Alleo's credential",
    { deliveryFlag: { code: 'ALLEO_CREDENTIALS_REFUSED', since: LAST } },
    'support',
    'ALLEO_CREDENTIALS_REFUSED',
    'personio-sync credentials rotate acme',
  ],
  ['no complete run since yesterday', { lastCompleteAt: BEFORE }, 'support', null, 'personio-sync requeue acme'],
  [
    'the same, and the last one says why',
    { lastCompleteAt: BEFORE, ...refused('ATTRIBUTE_NOT_READABLE') },
    'customer',
    'ATTRIBUTE_NOT_READABLE',
    'personio-sync issues acme',
  ],
  [
    'held and open: the most pressing first',
    leaving({ held: { TOO_MUCH_MONEY: 1 }, open: { count: 3, codes: {} } }),
    'support',
    'TOO_MUCH_MONEY',
    'personio-sync preview acme',
  ],
  ['no run that says what it left', { left: undefined }, 'nobody', null, null],
  ['a first plan that waits', { status: 'pending' }, 'pending', null, 'personio-sync preview acme'],
  [
    'a pause, whatever was before',
    { status: 'paused', ...refused('CREDENTIALS_REFUSED') },
    'paused',
    null,
    'personio-sync tenant resume acme',
  ],
];

describe('the state of a customer', () => {
  it.each(TABLE)('%s', (_what, facts, state, code, command) => {
    const one = { ...SYNCED, ...facts } as typeof SYNCED;
    expect(judgeCustomer(one, after(3 * HOURS))).toMatchObject({ state, code, command });
  });

  it('is the same by the rule that the dashboard counts by', () => {
    for (const [what, facts, state] of TABLE) {
      const troubles = findTroubles({ ...SYNCED, ...facts }, after(3 * HOURS));
      expect(troubles.length === 0, what).toBe(['in-sync', 'pending', 'paused'].includes(state));
    }
  });

  it('says once that a held run is held, also where an earlier release wrote only that', () => {
    const lastHeld = { ...lastRun, status: 'held' as const, code: 'TOO_MUCH_MONEY' };
    const flag = { code: 'TOO_MUCH_MONEY', since: LAST };
    const held = { ...SYNCED, lastRun: lastHeld, flag, ...leaving({ held: { TOO_MUCH_MONEY: 2 } }) };
    expect(judgeCustomer(held, after(HOURS))).toMatchObject({ what: 'held', count: 2, others: 0 });
    const { left: _, ...earlier } = held;
    expect(judgeCustomer(earlier, after(HOURS))).toMatchObject({ state: 'support', what: 'held', others: 0 });
  });

  it('leaves what is held and approved to the next run', () => {
    const held = { ...SYNCED, ...leaving({ held: { TOO_MUCH_MONEY: 2 } }) };
    expect(judgeCustomer(held, after(HOURS), { isApproved: true })).toMatchObject({ state: 'nobody', command: null });
    // Since when the customer is not in sync says nothing of the approval.
    const long = { ...held, left: { ...held.left, since: '2026-10-01T03:00:00.000Z' } };
    expect(judgeCustomer(long, after(HOURS), { isApproved: true })).toMatchObject({ state: 'nobody', what: 'held' });
  });
});
