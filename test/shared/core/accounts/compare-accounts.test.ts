import { describe, expect, it } from 'vitest';
import { proveAllAccounts } from '../../../../shared/core/accounts/account-listing.ts';
import {
  compareAccounts,
  compareWithAlleo,
  countDifferences,
  findPending,
} from '../../../../shared/core/accounts/compare-accounts.ts';
import { newMemory } from '../../../../shared/core/emit/remember.ts';
import type { EmployeeMemory } from '../../../../shared/core/ground/memory.ts';
import type { AlleoAccount } from '../../../../shared/core/ports/alleo.ts';
import { fingerprints } from '../build.ts';

const ACCOUNT: AlleoAccount = {
  id: 1,
  external_id: '1',
  email: 'anna@example.com',
  first_name: 'Anna',
  last_name: 'Smit',
  birthday: null,
  work_anniversary: '2020-01-01',
  company_group_id: 3,
  is_active: true,
};

function remembered(id: string, more: Partial<EmployeeMemory> = {}): EmployeeMemory {
  const { of: _, ofField } = fingerprints;
  const fields = {
    email: ofField('email', 'anna@example.com'),
    last_name: ofField('last_name', 'Smit'),
    // Cleared by us.
    birthday: ofField('birthday', null),
  };
  return { ...newMemory(id, fingerprints.keyId), status: 'active', sequence: 1_000, fields, ...more };
}

function comparison(
  people: readonly EmployeeMemory[],
  accounts: readonly AlleoAccount[],
  outcomes: Record<string, number> = {},
  pending: Record<string, { code?: string }> = {},
) {
  const listed = new Map(accounts.map((one) => [one.id, one]));
  const proven = proveAllAccounts({ accounts: listed, counts: new Set([listed.size]), moved: false });
  if ('incomplete' in proven) throw new Error(proven.incomplete);
  return {
    memory: { employees: new Map(people.map((one) => [one.employeeId, one])) },
    outcomes: new Map(Object.entries(outcomes).map(([id, alleoId]) => [id, { alleoId }])),
    accounts: proven,
    fingerprints,
    pending: new Map(Object.entries(pending)),
  };
}

const kindsOf = (...given: Parameters<typeof comparison>) =>
  compareAccounts(comparison(...given)).map(({ kind, employeeId, access, fields }) =>
    [kind, employeeId, access, ...fields].filter((part) => part !== undefined).join(' '),
  );

describe('an account is compared', () => {
  it('by the fields that were sent, and not by others; what was cleared is none or empty', () => {
    expect(kindsOf([remembered('1')], [{ ...ACCOUNT, first_name: 'Other', work_anniversary: null }])).toEqual([]);
    expect(kindsOf([remembered('1')], [{ ...ACCOUNT, birthday: '' }])).toEqual([]);
    expect(kindsOf([remembered('1')], [{ ...ACCOUNT, birthday: '1990-01-01', email: null }])).toEqual([
      'edited 1 email birthday',
    ]);
  });

  it('by its address in any case, and by its names as they were sent', () => {
    const spelled = { ...ACCOUNT, email: 'ANNA@Example.com' };
    expect(kindsOf([remembered('1')], [spelled])).toEqual([]);
    const { fields } = remembered('1');
    const sent = { ...fields, email: fingerprints.ofField('email', 'Anna@Example.COM') };
    const folded = { email: fingerprints.ofField('email', 'anna@example.com') };
    expect(kindsOf([remembered('1', { fields: sent, folded })], [spelled])).toEqual([]);
    // Of what an earlier release sent in capitals the small letters are not known.
    expect(kindsOf([remembered('1', { fields: sent })], [spelled])).toEqual(['edited 1 email']);
    expect(kindsOf([remembered('1')], [{ ...spelled, email: 'anne@example.com', last_name: 'SMIT' }])).toEqual([
      'edited 1 email last_name',
    ]);
  });

  it('where it was recorded: another one with the id is unknown, and the person is lost', () => {
    const other = { ...ACCOUNT, id: 2 };
    expect(kindsOf([remembered('1')], [other], { 1: 1 })).toEqual(['lost 1 no-account', 'unknown 1']);
    expect(kindsOf([remembered('1')], [ACCOUNT, { ...other, is_active: false }], { 1: 1 })).toEqual([]);
    // Where nobody records, as in delivery mode `queue`, the active one of several.
    expect(kindsOf([remembered('1')], [{ ...other, is_active: false }, ACCOUNT])).toEqual([]);
  });

  it('under an id that the human being had before', () => {
    const passed = remembered('900', { formerIds: ['1'] });
    expect(kindsOf([passed], [ACCOUNT])).toEqual(['edited 900 external_id']);
    expect(kindsOf([{ ...passed, status: 'inactive' }], [ACCOUNT])).toEqual(['lost 900 active']);
    // It passed on to somebody else: that is theirs.
    expect(kindsOf([remembered('7', { status: 'inactive' }), remembered('1')], [ACCOUNT], { 7: 1, 1: 1 })).toEqual([]);
  });

  it('by its group, where that is known', () => {
    const given = comparison([remembered('1')], [ACCOUNT]);
    const differencesOf = (group: number | null | undefined) =>
      compareAccounts({ ...given, groupOf: () => group }).flatMap(({ fields }) => fields);
    expect(differencesOf(undefined)).toEqual([]);
    expect(differencesOf(3)).toEqual([]);
    expect(differencesOf(4)).toEqual(['department']);
    expect(differencesOf(null)).toEqual(['department']);
  });

  it('and waits where something is on its way, whatever it shows, with the code', () => {
    const found = compareAccounts(comparison([remembered('1')], [], {}, { 1: { code: 'EMAIL_SWAP' }, 8: {} }));
    expect(found).toMatchObject([
      { kind: 'waits', employeeId: '1', code: 'EMAIL_SWAP' },
      { kind: 'waits', employeeId: '8' },
    ]);
    expect(countDifferences(found)).toEqual({ lost: 0, waits: 2, edited: 0, unknown: 0 });
  });

  it('of whom nothing was ever sent, but an amount is remembered, is nobody whom we manage', () => {
    const never = remembered('1', { status: 'inactive', sequence: 0 });
    expect(kindsOf([never], [ACCOUNT])).toEqual(['unknown 1']);
    expect(kindsOf([never], [{ ...ACCOUNT, is_active: false }])).toEqual([]);
    expect(kindsOf([{ ...never, sequence: 1_000 }], [ACCOUNT])).toEqual(['lost 1 active']);
  });

  it('tells an unknown one by its number alone where it is active', () => {
    const of = (external_id: string | null, is_active = true) => kindsOf([], [{ ...ACCOUNT, external_id, is_active }]);
    expect(of('4711')).toEqual(['unknown 4711']);
    for (const id of ['afas-1', '', null, '1234567890123456789']) expect(of(id)).toEqual([]);
    expect(of('4711', false)).toEqual([]);
  });
});

describe('whoever seems lost', () => {
  it('is looked at once more: an entry of a list may be late', async () => {
    const late = comparison([remembered('1'), remembered('2')], [{ ...ACCOUNT, is_active: false }], { 1: 1, 2: 5 });
    const live = new Map([
      [1, ACCOUNT],
      [5, { ...ACCOUNT, id: 5, external_id: '2' }],
    ]);
    expect(await compareWithAlleo(late, async (id) => live.get(id))).toEqual([]);
    expect((await compareWithAlleo(late, async () => undefined)).map(({ access }) => access)).toEqual([
      'no-account',
      'no-account',
    ]);
  });

  it('is looked at a hundred times at most', async () => {
    const people = Array.from({ length: 150 }, (_, n) => remembered(String(n)));
    const outcomes = Object.fromEntries(people.map(({ employeeId }, n) => [employeeId, n + 1]));
    let looks = 0;
    const found = await compareWithAlleo(comparison(people, [], outcomes), async () => {
      looks += 1;
      return undefined;
    });
    expect([looks, found.length]).toEqual([100, 150]);
  });
});

describe('on its way is', () => {
  const reservation = {
    kind: 'update',
    sequence: 1,
    content: 'x',
    reason: 'EMPLOYED',
    changed: [],
    at: '2026-12-01T03:00:00.000Z',
  } as const;

  it('what is reserved or open of a profile, not of a budget', () => {
    const open = { employeeId: '2', reservation, offeredOn: '2026-12-01' };
    const pending = findPending({
      employees: new Map([['1', remembered('1', { reservations: { profile: reservation } })]]),
      open: [
        { ...open, stream: 'profile', code: 'EMAIL_TAKEN' },
        { ...open, employeeId: '3', stream: 'monthly:all' },
      ],
    });
    expect([...pending]).toEqual([
      ['1', {}],
      ['2', { code: 'EMAIL_TAKEN' }],
    ]);
  });
});
