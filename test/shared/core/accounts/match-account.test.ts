import { describe, expect, it } from 'vitest';
import type { HolderStatus } from '../../../../shared/core/accounts/match-account.ts';
import { findContradictions, matchAccount, matchHolder } from '../../../../shared/core/accounts/match-account.ts';
import type { AlleoAccount } from '../../../../shared/core/ports/alleo.ts';

const profile = {
  external_id: '1',
  email: 'Pim@Example.com',
  first_name: 'Pim',
  last_name: 'Jansen',
  birthday: '1990-05-05',
};
const account = (changes: Partial<AlleoAccount> = {}): AlleoAccount => ({
  id: 10,
  external_id: null,
  email: 'pim@example.com',
  first_name: 'Pim',
  last_name: 'Jansen',
  birthday: '1990-05-05',
  work_anniversary: null,
  company_group_id: null,
  is_active: true,
  ...changes,
});

describe("an account with the person's e-mail", () => {
  it.each<[string, Partial<AlleoAccount>, HolderStatus, string]>([
    ['without an external_id is adopted', {}, undefined, 'adopt'],
    ['with an empty external_id is adopted', { external_id: '' }, undefined, 'adopt'],
    ['with ours is ours', { external_id: '1' }, undefined, 'ours'],
    [
      'with ours is ours whatever else it says',
      { external_id: '1', last_name: 'X', birthday: null },
      undefined,
      'ours',
    ],
    ['without an id, active, of another name: an admin made it', { last_name: 'X' }, undefined, 'adopt'],
    ['without an id, inactive, of the same human', { is_active: false }, undefined, 'adopt'],
    ['without an id, inactive and without a birthday', { is_active: false, birthday: null }, undefined, 'adopt'],
    ['without an id, inactive and nameless', { is_active: false, last_name: null, birthday: ' ' }, undefined, 'adopt'],
    ['without an id, inactive, of another name', { is_active: false, last_name: 'X' }, undefined, 'ACCOUNT_OF_ANOTHER'],
    [
      'without an id, inactive, of another birthday',
      { is_active: false, birthday: '1990-05-06' },
      undefined,
      'ACCOUNT_OF_ANOTHER',
    ],
    ['with an unknown one is never touched', { external_id: '99' }, undefined, 'ACCOUNT_OF_ANOTHER'],
    ['of someone we keep active is theirs', { external_id: '2' }, 'active', 'EMAIL_SWAP'],
    ['of a former person with the same birthday and last name passes on', { external_id: '2' }, 'inactive', 'adopt'],
    ['also of a missing one', { external_id: '2', last_name: ' JANSEN ' }, 'missing', 'adopt'],
    [
      'of a former person with another birthday does not',
      { external_id: '2', birthday: '1990-05-06' },
      'inactive',
      'EMAIL_HELD_BY_FORMER',
    ],
    [
      'of a former person without a birthday does not',
      { external_id: '2', birthday: null },
      'inactive',
      'EMAIL_HELD_BY_FORMER',
    ],
    [
      'of a former person with another last name does not',
      { external_id: '2', last_name: 'Smit' },
      'missing',
      'EMAIL_HELD_BY_FORMER',
    ],
  ])('%s', (_name, changes, holder, expected) => {
    const match = matchHolder(account(changes), profile, holder);
    expect(match.match === 'conflict' ? match.code : match.match).toBe(expected);
  });

  it.each<[string, Partial<AlleoAccount>, string]>([
    ['with the same address is theirs', { email: 'PIM@example.com' }, 'ours'],
    ['with another address, the same last name and birthday is theirs', { email: 'x@example.com' }, 'ours'],
    ['without an address, the same last name and birthday is theirs', { email: null }, 'ours'],
    ['of another address and name is not', { email: 'x@example.com', last_name: 'X' }, 'ACCOUNT_OF_ANOTHER'],
    [
      'of another address and without a birthday is not',
      { email: 'x@example.com', birthday: null },
      'ACCOUNT_OF_ANOTHER',
    ],
    ['that says nothing is not', { email: null, last_name: null, birthday: null }, 'ACCOUNT_OF_ANOTHER'],
  ])('that carries our id and was never recorded, %s', (_name, changes, expected) => {
    const match = matchHolder(account({ external_id: '1', ...changes }), profile, undefined);
    expect(match.match === 'conflict' ? match.code : match.match).toBe(expected);
  });

  it('agrees with the person in any spelling: composed or not, in any case, with blanks around', () => {
    const zoe = { ...profile, email: 'zo\u00eb@example.com', last_name: 'Zo\u00eb' };
    const spelled = account({ is_active: false, last_name: ' ZOE\u0308 ', email: 'ZOE\u0308@example.com' });
    expect(findContradictions(spelled, zoe)).toEqual([]);
    expect(matchHolder(spelled, zoe, undefined).match).toBe('adopt');
    const weiss = { ...profile, last_name: 'van Dam-Wei\u00df' };
    expect(findContradictions(account({ last_name: 'VAN DAM  WEISS' }), weiss)).toEqual([]);
  });

  it('is told by what it contradicts, never by what one of the two sides does not say', () => {
    const other = { email: 'x@example.com', last_name: 'X', birthday: '1990-05-06' };
    expect(findContradictions(account(other), profile)).toEqual(['email', 'last_name', 'birthday']);
    expect(findContradictions(account({ email: null, last_name: null, birthday: null }), profile)).toEqual([]);
    const { birthday: _, ...bare } = profile;
    expect(findContradictions(account(other), bare)).toEqual(['email', 'last_name']);
  });

  it('of a former person passes on also where Personio has spaces around the name', () => {
    const match = matchHolder(account({ external_id: '2' }), { ...profile, last_name: ' Jansen ' }, 'inactive');
    expect(match.match).toBe('adopt');
  });

  it('two empty birthdays agree on nothing', () => {
    const { birthday: _, ...bare } = profile;
    expect(
      matchHolder(account({ external_id: '2', birthday: null }), { ...bare, birthday: null }, 'inactive').match,
    ).toBe('conflict');
  });
});

describe('the order of look-up', () => {
  const index = (own?: AlleoAccount, sameEmail?: AlleoAccount) => ({
    byId: () => undefined,
    byExternalId: () => own,
    byEmail: () => sameEmail,
  });
  const rules = {
    isRecorded: async () => false,
    byEmail: true,
    holderStatus: async (): Promise<HolderStatus> => undefined,
  };

  it('takes our external_id before the e-mail', async () => {
    const own = account({ id: 1, external_id: '1', email: 'old@example.com' });
    expect(await matchAccount(profile, index(own, account({ id: 2 })), rules)).toEqual({
      match: 'ours',
      account: own,
    });
  });

  it('takes what carries our id and says somebody else only where it is recorded as theirs', async () => {
    const own = account({ external_id: '1', email: 'x@example.com', last_name: 'X' });
    expect(await matchAccount(profile, index(own), rules)).toMatchObject({ code: 'ACCOUNT_OF_ANOTHER' });
    expect(await matchAccount(profile, index(own), { ...rules, isRecorded: async () => true })).toMatchObject({
      match: 'ours',
    });
  });

  it('leaves the e-mail address alone where it is not asked for', async () => {
    expect(await matchAccount(profile, index(undefined, account()), { ...rules, byEmail: false })).toEqual({
      match: 'create',
    });
  });

  it('creates where neither is found', async () => {
    expect(await matchAccount(profile, index(), rules)).toEqual({ match: 'create' });
  });

  it('asks whom an external_id belongs to', async () => {
    const asked: string[] = [];
    const holder = async (externalId: string): Promise<HolderStatus> => {
      asked.push(externalId);
      return 'active';
    };
    expect(
      await matchAccount(profile, index(undefined, account({ external_id: '5' })), { ...rules, holderStatus: holder }),
    ).toMatchObject({
      code: 'EMAIL_SWAP',
    });
    expect(asked).toEqual(['5']);
  });
});
