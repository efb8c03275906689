import { describe, expect, it } from 'vitest';
import type { UserMutation } from '../../../shared/contracts/user-mutation.ts';
import type { AccountsRead } from '../../../shared/core/ports/alleo.ts';
import { World } from '../../fakes/world.ts';
import { people, person } from '../../shared/core/build.ts';
import { openDeliver } from './open-deliver.ts';

/** The messages of a run on this day, not delivered yet. */
async function sentOn(world: World, date: string): Promise<readonly UserMutation[]> {
  world.date = date;
  await world.sync();
  return world.queue.splice(0);
}

/** Three people and a newcomer, whose activation was sent and not delivered yet. */
async function withNewcomer(): Promise<{ readonly world: World; readonly mutation: UserMutation }> {
  const world = await World.activated({ employees: people(3) });
  world.add(person('new'));
  const [mutation] = await sentOn(world, '2026-12-02');
  if (mutation === undefined) throw new Error('nothing was sent');
  return { world, mutation };
}

/** A list, complete by its own count, that does not show somebody's account yet. */
async function listWithout(world: World, externalId: string): Promise<AccountsRead> {
  const { accounts } = await world.alleo.open().listAccounts();
  const shown = [...accounts].filter(([, { external_id }]) => external_id !== externalId);
  return { accounts: new Map(shown), counts: new Set([shown.length]), moved: false };
}

describe('an account whose create was not answered', () => {
  it('is not activated again where the list lags behind what was done', async () => {
    const { world, mutation } = await withNewcomer();
    const dying = openDeliver(world, {
      activateAccount: async (id) => {
        await world.alleo.open().activateAccount(id);
        throw new Error('the process died');
      },
    });
    await expect(dying.deliver(mutation)).rejects.toThrow('died');
    // The list still says what was true before the activation.
    const listAccounts = async () => {
      const { accounts, ...read } = await world.alleo.open().listAccounts();
      return { ...read, accounts: new Map([...accounts].map(([id, one]) => [id, { ...one, is_active: false }])) };
    };
    await openDeliver(world, { listAccounts }).deliver(mutation);
    expect(world.alleo.repeatedActivations).toBe(0);
    expect(world.alleo.activated.get('new')).toBe(1);
    expect(world.open()).toEqual([]);
  });

  it('is looked for again where only Alleo knows of it: its address is no colleague’s', async () => {
    const { world, mutation } = await withNewcomer();
    const unanswered = openDeliver(world, {
      createAccount: async (fields) => {
        await world.alleo.open().createAccount(fields);
        throw new Error('the process died');
      },
    });
    await expect(unanswered.deliver(mutation)).rejects.toThrow('died');
    await openDeliver(world, { listAccounts: () => listWithout(world, 'new') }).deliver(mutation);
    expect(world.open()).toEqual(['activate new EMAIL_TAKEN']);
    expect((await world.store.readOutcome('acme', 'new'))?.creating).toBe(true);
    await world.day('2026-12-03');
    expect(world.open()).toEqual([]);
    expect(world.alleo.created.get('new')).toBe(1);
  });
});

describe('an own account that the list shows too late', () => {
  it('is no colleague with the same address: the message comes again and finds it', async () => {
    const { world, mutation } = await withNewcomer();
    const own = world.alleo.open();
    let lists = 0;
    const { deliver } = openDeliver(world, {
      listAccounts: async () => {
        lists += 1;
        return lists === 1 ? listWithout(world, 'new') : own.listAccounts();
      },
    });
    const { id, ...rest } = person('new');
    const { email, first_name, last_name } = rest;
    const fields = {
      external_id: id,
      email: String(email),
      first_name: String(first_name),
      last_name: String(last_name),
    };
    await own.createAccount(fields);
    await world.store.writeOutcome('acme', {
      employeeId: 'new',
      registration: world.tenant.registration,
      version: 0,
      applied: {},
      grants: [],
      creating: true,
    });
    await expect(deliver(mutation)).rejects.toMatchObject({ name: 'TransientError', code: 'ACCOUNT_GONE' });
    await deliver(mutation);
    expect(world.open()).toEqual([]);
    expect(world.alleo.created.get('new')).toBe(1);
  });
});

describe('many taken addresses', () => {
  it('are explained by one list of Alleo’s accounts', async () => {
    const world = await World.activated({ employees: people(9) });
    const own = world.alleo.open();
    for (let n = 1; n <= 9; n += 1) {
      const email = `taken${n}@example.com`;
      await own.createAccount({ external_id: `of-another-${n}`, email, first_name: 'A', last_name: 'B' });
      world.edit(String(n), { email });
    }
    let lists = 0;
    const listAccounts = () => {
      lists += 1;
      return own.listAccounts();
    };
    const { deliver } = openDeliver(world, { listAccounts });
    for (const mutation of await sentOn(world, '2026-12-02')) await deliver(mutation);
    expect(world.open()).toEqual(people(9).map(({ id }) => `update ${id} ACCOUNT_OF_ANOTHER`));
    expect(lists).toBe(1);
  });
});

describe('somebody made again in Personio under another id', () => {
  it('keeps the account: the old id’s deactivation is done, not offered day after day', async () => {
    const world = await World.activated({ employees: people(10) });
    const { email, last_name, birthday } = person('1');
    world.edit('1', { status: 'inactive', email: 'left@example.com' });
    world.add(person('1-again', { email, last_name, birthday }));
    // The activation of the new id comes first, the old one's deactivation was parked.
    const mutations = await sentOn(world, '2026-12-02');
    const account = [...world.alleo.accounts.values()].find((one) => one.external_id === '1');
    if (account === undefined) throw new Error('no account');
    world.alleo.accounts.set(account.id, { ...account, external_id: '1-again' });
    const { deliver } = openDeliver(world);
    for (const mutation of mutations.toReversed()) await deliver(mutation);
    expect(world.open()).toEqual([]);
    expect(world.alleo.accounts.get(account.id)).toMatchObject({ is_active: true, external_id: '1-again' });
  });
});

describe('a leaver whose create was not answered', () => {
  it('is looked for afresh: a list from before would not show the account', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('before'), person('new'));
    const [before, mutation] = await sentOn(world, '2026-12-02');
    if (before === undefined || mutation === undefined) throw new Error('nothing was sent');
    const { deliver } = openDeliver(world);
    await deliver(before);
    // Another container makes the account, activates it and dies.
    const dying = openDeliver(world, {
      activateAccount: async (id) => {
        await world.alleo.open().activateAccount(id);
        throw new Error('the process died');
      },
    });
    await expect(dying.deliver(mutation)).rejects.toThrow('died');
    expect(world.alleo.state().find((line) => line.startsWith('new'))).toMatch(/^new active/);
    world.edit('new', { status: 'inactive' });
    const [leaving] = await sentOn(world, '2026-12-03');
    if (leaving === undefined) throw new Error('nothing was sent');
    await deliver(leaving);
    expect(world.alleo.state().find((line) => line.startsWith('new'))).toMatch(/^new inactive/);
    expect(world.open()).toEqual([]);
  });
});

describe('a deactivation of which Alleo says that nobody is there', () => {
  it('is not done as long as its list has the account', async () => {
    const world = await World.activated({ employees: people(5) });
    world.edit('1', { status: 'inactive' });
    const [mutation] = await sentOn(world, '2026-12-02');
    if (mutation === undefined) throw new Error('nothing was sent');
    const { deliver } = openDeliver(world, { deactivateAccount: async () => 'gone' });
    await expect(deliver(mutation)).rejects.toMatchObject({ name: 'TransientError', code: 'ACCOUNT_GONE' });
    expect(world.open()).toEqual(['deactivate 1']);
    await openDeliver(world).deliver(mutation);
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    expect(world.open()).toEqual([]);
  });
});

describe('an account that admins made', () => {
  it.each([
    ['Anna@Example.com', 'anna@example.com'],
    ['anna@example.com', 'ANNA@example.com'],
  ])('for %s is that of %s', async (listed, email) => {
    const world = await World.activated({ employees: people(3) });
    const made = { id: 99, external_id: null, email: listed, first_name: 'Anna', last_name: 'Bos', is_active: true };
    const empty = { birthday: null, work_anniversary: null, company_group_id: null };
    world.alleo.accounts.set(made.id, { ...made, ...empty });
    world.add(person('anna', { email }));
    await world.day('2026-12-02');
    expect(world.open()).toEqual([]);
    expect(world.alleo.created.get('anna')).toBeUndefined();
    expect(world.alleo.accounts.get(made.id)).toMatchObject({ external_id: 'anna', email, is_active: true });
  });
});
