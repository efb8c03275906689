import { describe, expect, it } from 'vitest';
import type { HolderStatus } from '../../../../shared/core/accounts/match-account.ts';
import { matchAccount, matchHolder } from '../../../../shared/core/accounts/match-account.ts';
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
    byExternalId: () => own,
    byEmail: () => sameEmail,
  });
  const nobody = async (): Promise<HolderStatus> => undefined;

  it('takes our external_id before the e-mail', async () => {
    const own = account({ id: 1, external_id: '1', email: 'old@example.com' });
    expect(await matchAccount(profile, index(own, account({ id: 2 })), nobody)).toEqual({
      match: 'ours',
      account: own,
    });
  });

  it('creates where neither is found', async () => {
    expect(await matchAccount(profile, index(), nobody)).toEqual({ match: 'create' });
  });

  it('asks whom an external_id belongs to', async () => {
    const asked: string[] = [];
    const holder = async (externalId: string): Promise<HolderStatus> => {
      asked.push(externalId);
      return 'active';
    };
    expect(await matchAccount(profile, index(undefined, account({ external_id: '5' })), holder)).toMatchObject({
      code: 'EMAIL_SWAP',
    });
    expect(asked).toEqual(['5']);
  });
});
