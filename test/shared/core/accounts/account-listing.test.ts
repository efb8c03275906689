import { describe, expect, it } from 'vitest';
import { proveAllAccounts, readAllAccounts } from '../../../../shared/core/accounts/account-listing.ts';
import { indexAccounts } from '../../../../shared/core/accounts/index-accounts.ts';
import type { AccountsRead, AlleoAccount } from '../../../../shared/core/ports/alleo.ts';

const account = (id: number, changes: Partial<AlleoAccount> = {}): AlleoAccount => ({
  id,
  external_id: String(id),
  email: `p${id}@example.com`,
  first_name: 'Pim',
  last_name: 'Jansen',
  birthday: null,
  work_anniversary: null,
  company_group_id: null,
  is_active: true,
  ...changes,
});
const readOf = (some: readonly AlleoAccount[], counts: readonly number[] = [some.length]): AccountsRead => ({
  accounts: new Map(some.map((one) => [one.id, one])),
  counts: new Set(counts),
  moved: false,
});
const TWO = [account(1), account(2)];

describe('a list of accounts', () => {
  it('is complete with one count, which is that of the distinct ids', () => {
    expect(proveAllAccounts(readOf(TWO))).not.toHaveProperty('incomplete');
    expect(proveAllAccounts(readOf([]))).not.toHaveProperty('incomplete');
    for (const counts of [[3], [1], [2, 3], [3, 2], []])
      expect(proveAllAccounts(readOf(TWO, counts))).toHaveProperty('incomplete');
    expect(proveAllAccounts({ ...readOf(TWO), moved: true })).toHaveProperty('incomplete');
  });

  it('is read again until it is, three times at most, and says the figures that contradict each other', async () => {
    let reads = 0;
    const alleo = (good: number) => ({
      listAccounts: async () => {
        reads += 1;
        return reads < good ? readOf(TWO, [3]) : readOf(TWO);
      },
    });
    expect((await readAllAccounts(alleo(3), 'acme')).accounts.size).toBe(2);
    reads = 0;
    await expect(readAllAccounts(alleo(4), 'acme')).rejects.toMatchObject({
      name: 'TransientError',
      code: 'ALLEO_UNAVAILABLE',
      tenantId: 'acme',
      message: expect.stringContaining('counts 3; distinct ids 2'),
    });
    expect(reads).toBe(3);
  });
});

describe('the index of all accounts', () => {
  const index = (...some: AlleoAccount[]) => {
    const all = proveAllAccounts(readOf(some));
    if ('incomplete' in all) throw new Error('incomplete');
    return indexAccounts(all);
  };

  it('finds by id, by our id, and by address in any case and spelling', () => {
    const found = index(account(1, { email: 'Zo\u00eb@example.com' }), account(2, { email: null, external_id: null }));
    expect(found.byEmail('ZOE\u0308@example.com ')?.id).toBe(1);
    expect(found.byExternalId('1')?.id).toBe(1);
    expect(found.byId(2)?.id).toBe(2);
    expect(found.byEmail('')).toBeUndefined();
    expect(found.byExternalId('')).toBeUndefined();
  });

  it('of two accounts with one id finds the active one, in any order', () => {
    const [off, on] = [account(1, { external_id: 'x', is_active: false }), account(2, { external_id: 'x' })];
    expect(index(off, on).byExternalId('x')?.id).toBe(2);
    expect(index(on, off).byExternalId('x')?.id).toBe(2);
  });

  it('stays true to what was done: an address that passed on is found at its new owner', () => {
    const found = index(account(1), account(2));
    found.note(account(2, { email: 'p1@example.com' }));
    found.note(account(1, { email: 'new@example.com', external_id: null }));
    expect(found.byEmail('p1@example.com')?.id).toBe(2);
    expect(found.byEmail('new@example.com')?.id).toBe(1);
    expect(found.byEmail('p2@example.com')).toBeUndefined();
    expect(found.byExternalId('1')).toBeUndefined();
  });
});
