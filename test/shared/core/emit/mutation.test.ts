import { describe, expect, it } from 'vitest';
import { UserMutationSchema } from '../../../../shared/contracts/user-mutation.ts';
import type { Draft } from '../../../../shared/core/compare/draft.ts';
import { buildMutation, grantId } from '../../../../shared/core/emit/mutation.ts';
import type { Reservation } from '../../../../shared/core/ground/memory.ts';
import { fingerprints } from '../build.ts';

const TARGET = { tenantId: 'acme', companyId: 7, registration: '01JDWQ0000000000000000000A', currency: 'EUR' };
const PROFILE = { external_id: '1', email: 'p1@example.com', first_name: 'Pim', last_name: 'Jansen' };
const common = { employeeId: '1', reason: 'EMPLOYED', changed: ['email'], content: 'says this' };

const activate: Draft = { ...common, kind: 'activate', stream: 'profile', profile: PROFILE };
const update: Draft = { ...activate, kind: 'update' };
const deactivate: Draft = { ...common, kind: 'deactivate', stream: 'profile', changed: [], reason: 'STATUS_INACTIVE' };
const budget = { key: 'monthly:health', category: 'health', cents: 5_050n } as const;
const monthly: Draft = { ...common, kind: 'set-monthly-budget', stream: 'monthly:health', budget };
const grant: Draft = {
  ...common,
  kind: 'grant-one-off-budget',
  stream: 'grant:health:2',
  budget: { ...budget, key: 'oneoff:health', grant: 2 },
};

const reservation = (draft: Draft, sequence = 5_000): Reservation => ({
  kind: draft.kind,
  sequence,
  content: draft.content,
  reason: draft.reason,
  changed: draft.changed,
  at: '2026-12-01T03:00:00.000Z',
});
const build = (draft: Draft, sequence?: number, target = TARGET) =>
  buildMutation(draft, reservation(draft, sequence), target, fingerprints);

describe('a mutation', () => {
  it('is a CloudEvent that says who, what and why', () => {
    expect(build(activate)).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[\w-]{22}$/),
      source: '/personio-sync',
      type: 'co.alleo.user.activate',
      subject: '1',
      time: '2026-12-01T03:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:alleo:user-mutation:1',
      tenantid: 'acme',
      data: {
        kind: 'activate',
        external_id: '1',
        sequence: 5_000,
        company_id: 7,
        registration: TARGET.registration,
        reason: 'EMPLOYED',
        profile: PROFILE,
        changed: ['email'],
      },
    });
  });

  it.each([activate, update, deactivate, monthly, grant])('of kind $kind is as the contract says', (draft) => {
    expect(UserMutationSchema.parse(build(draft))).toEqual(build(draft));
  });

  it('that deactivates carries no data of a person', () => {
    expect(build({ ...deactivate, profile: PROFILE }).data).toEqual({
      kind: 'deactivate',
      external_id: '1',
      sequence: 5_000,
      company_id: 7,
      registration: TARGET.registration,
      reason: 'STATUS_INACTIVE',
      profile: { external_id: '1' },
      changed: [],
    });
  });

  it('of a budget says the amount as decimal text in the tenant’s currency, and a grant its number', () => {
    const money = { category: 'health', amount: '50.50', currency: 'EUR' };
    const head = { external_id: '1', sequence: 5_000, company_id: 7, registration: TARGET.registration };
    expect(build(monthly).data).toEqual({ ...head, kind: 'set-monthly-budget', ...money });
    expect(build(grant).data).toEqual({ ...head, kind: 'grant-one-off-budget', ...money, grant: 2 });
  });

  it.each([
    ['activate', { ...common, kind: 'activate', stream: 'profile' }, 'without a profile'],
    ['update', { ...common, kind: 'update', stream: 'profile' }, 'without a profile'],
    ['budget', { ...common, kind: 'set-monthly-budget', stream: 'monthly:all' }, 'without a budget'],
    ['grant', { ...monthly, kind: 'grant-one-off-budget' }, 'without a number'],
  ] as const)('is none of an %s that lacks what it is about', (_kind, draft, message) => {
    expect(() => build(draft)).toThrow(message);
  });
});

describe('the id of a mutation', () => {
  it('is the same for the same, and another for anything else', () => {
    expect(build(activate).id).toBe(build(activate).id);
    const others = [
      build(activate, 5_001),
      build({ ...activate, employeeId: '2' }),
      build({ ...activate, content: 'says that' }),
      build(activate, 5_000, { ...TARGET, tenantId: 'other' }),
      build(activate, 5_000, { ...TARGET, registration: '01JDWQ0000000000000000000B' }),
      build(monthly),
      build({ ...monthly, stream: 'monthly:all' }),
    ].map(({ id }) => id);
    expect(new Set([build(activate).id, ...others]).size).toBe(others.length + 1);
  });

  it('of a grant is that of tenant, person, category and number, for ever', () => {
    // Written down: whoever applied it remembers it, also across releases, keys and registrations.
    expect(grantId('acme', '1', 'health', 2)).toBe('grant-c2Xb1O8fWoKQ6A_G8pAowy18qUJIFrASGx-Pt4KX4SM');
    expect(build(grant).id).toBe(grantId('acme', '1', 'health', 2));
    expect(build(grant, 9_999, { ...TARGET, registration: '01JDWQ0000000000000000000B' }).id).toBe(build(grant).id);
    const others = [
      grantId('acme', '1', 'health', 3),
      grantId('acme', '1', 'all', 2),
      grantId('acme', '2', 'health', 2),
      grantId('other', '1', 'health', 2),
    ];
    expect(new Set([build(grant).id, ...others]).size).toBe(5);
  });
});
