import { describe, expect, it } from 'vitest';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const accountOf = (world: World, externalId: string): AlleoAccount => {
  const found = [...world.alleo.accounts.values()].find((one) => one.external_id === externalId);
  if (found === undefined) throw new Error('no account');
  return found;
};
const edit = (world: World, externalId: string, changes: Partial<AlleoAccount>): AlleoAccount => {
  const edited = { ...accountOf(world, externalId), ...changes };
  world.alleo.accounts.set(edited.id, edited);
  return edited;
};
const bare = { birthday: null, work_anniversary: null, company_group_id: null };

describe('an address that Alleo keeps in small letters', () => {
  it('is sent where its case changes, once, and no day or look finds anything about it', async () => {
    const world = await World.activated({ employees: people(3, { email: 'Anna@Example.com' }).slice(0, 1) });
    world.alleo.smallLetters = true;
    edit(world, '1', { email: 'anna@example.com' });
    const quiet = async (day: string) => {
      expect((await world.day(day)).mutations).toEqual({});
      expect(await world.differences()).toEqual([]);
    };
    await quiet('2026-12-02');
    world.edit('1', { email: 'ANNA@example.com' });
    expect((await world.day('2026-12-03')).mutations).toEqual({ update: 1 });
    expect(accountOf(world, '1').email).toBe('anna@example.com');
    await quiet('2026-12-04');
    world.edit('1', { department: 'Sales' });
    await world.day('2026-12-05');
    await quiet('2026-12-06');
  });
});

describe('an account of which Alleo says that it does not exist', () => {
  it('is not deactivated by that as long as the list has it, and is as soon as Alleo knows it again', async () => {
    const world = await World.activated({ employees: people(5) });
    const { id } = accountOf(world, '1');
    world.alleo.denied.add(id);
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    expect(world.deadLetters).toEqual([]);
    expect(world.open()).toEqual(['deactivate 1 ACCOUNT_GONE']);
    world.alleo.denied.clear();
    await world.day('2026-12-03');
    expect(world.alleo.accounts.get(id)?.is_active).toBe(false);
    expect(world.open()).toEqual([]);
  });

  it('is not made a second time by an update', async () => {
    const world = await World.activated({ employees: people(3) });
    world.alleo.denied.add(accountOf(world, '1').id);
    world.edit('1', { email: 'new@example.com' });
    await world.day('2026-12-02');
    expect(world.alleo.accounts.size).toBe(3);
    expect(world.open()).toEqual(['update 1 ACCOUNT_GONE']);
  });

  it('is gone where the list agrees: a leaver is done, also where another account carries their id', async () => {
    const world = await World.activated({ employees: people(5) });
    world.alleo.accounts.delete(accountOf(world, '1').id);
    const second = accountOf(world, '2');
    world.alleo.accounts.delete(second.id);
    world.alleo.accounts.set(99, { ...second, id: 99 });
    world.edit('1', { status: 'inactive' });
    world.edit('2', { status: 'inactive' });
    await world.day('2026-12-02');
    expect(world.open()).toEqual([]);
    expect(world.alleo.accounts.get(99)?.is_active).toBe(false);
  });
});

describe('a list that moves while it is read', () => {
  it('is read again: nobody gets a second account', async () => {
    const world = new World({ employees: people(3), status: 'pending' });
    // Of an earlier system: our ids, and addresses that are no longer theirs.
    const seeds = people(3).map(({ id, first_name, last_name, birthday }, n) => ({
      ...bare,
      id: 50 + n,
      external_id: id,
      email: `old${id}@example.com`,
      first_name: String(first_name),
      last_name: String(last_name),
      birthday: String(birthday),
      is_active: true,
    }));
    for (const seed of seeds) world.alleo.accounts.set(seed.id, seed);
    await world.approve(true);
    await world.sync('activate');
    world.alleo.shifting = 2;
    await world.deliverAll();
    expect(world.alleo.accounts.size).toBe(3);
    expect(world.open()).toEqual([]);
  });

  it('every time makes nobody, loses nothing, and is told as trouble', async () => {
    const world = await World.activated({ employees: people(3) });
    world.add(person('new'));
    world.alleo.shifting = 1_000;
    await world.day('2026-12-02');
    expect(world.alleo.accounts.size).toBe(3);
    expect(world.open()).toEqual(['activate new ALLEO_UNAVAILABLE']);
    world.alleo.shifting = 0;
    await world.day('2026-12-03');
    expect(world.alleo.accounts.size).toBe(4);
  });
});

describe('a managed account that carries no id any more', () => {
  it.each([null, ''])('%j, is the person’s as before', async (external_id) => {
    const world = await World.activated({ employees: people(5) });
    const first = edit(world, '1', { external_id });
    const second = edit(world, '2', { external_id });
    world.edit('1', { status: 'inactive' });
    world.edit('2', { first_name: 'Piet' });
    await world.day('2026-12-02');
    expect(world.alleo.accounts.get(first.id)?.is_active).toBe(false);
    expect(world.alleo.accounts.get(second.id)).toMatchObject({ external_id: '2', first_name: 'Piet' });
    expect(world.open()).toEqual([]);
  });
});

describe('a managed account that carries a colleague’s id by somebody’s hand', () => {
  it('is not passed over for a leaver as if it had gone to the colleague', async () => {
    const world = await World.activated({ employees: people(9) });
    const { id } = edit(world, '1', { external_id: '2' });
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['deactivate 1 ACCOUNT_OF_ANOTHER']);
    expect(world.alleo.accounts.get(id)?.is_active).toBe(true);
  });
});

describe('an account without address or name', () => {
  it('stops nobody, and is fixed where it is managed', async () => {
    const world = await World.activated({ employees: people(3) });
    world.alleo.accounts.set(90, {
      ...bare,
      id: 90,
      external_id: null,
      email: null,
      first_name: null,
      last_name: null,
      is_active: true,
    });
    const { id } = edit(world, '1', { last_name: null, email: null });
    world.edit('1', { first_name: 'Piet' });
    world.add(person('new'));
    await world.day('2026-12-02');
    expect(world.alleo.accounts.get(id)).toMatchObject({ email: 'p1@example.com', last_name: 'Jansen 1' });
    expect(accountOf(world, 'new').is_active).toBe(true);
    expect(world.open()).toEqual([]);
  });
});

describe('an account that may not be changed', () => {
  it('is one person’s trouble, sent to an admin of Alleo; the others go on', async () => {
    const world = await World.activated({ employees: people(9) });
    const { id } = accountOf(world, '1');
    world.alleo.locked.add(id);
    world.edit('1', { email: 'new@example.com' });
    world.edit('2', { email: 'other@example.com' });
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['update 1 FORBIDDEN_BY_ALLEO']);
    expect(accountOf(world, '2').email).toBe('other@example.com');
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-03');
    expect(world.open()).toEqual(['deactivate 1 FORBIDDEN_BY_ALLEO']);
    world.alleo.locked.clear();
    await world.day('2026-12-04');
    expect(world.alleo.accounts.get(id)?.is_active).toBe(false);
    expect(world.open()).toEqual([]);
  });
});

describe("somebody else's account that carries a person's id", () => {
  const stranger = { ...bare, id: 70, email: 'else@example.com', first_name: 'E', last_name: 'Else', is_active: true };

  it('is neither taken for a joiner, nor made beside, nor deactivated for a leaver', async () => {
    const world = await World.activated({ employees: people(9) });
    const theirs = { ...stranger, external_id: '1003' };
    world.alleo.accounts.set(70, theirs);
    world.add(person('1003'));
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['activate 1003 ACCOUNT_OF_ANOTHER']);
    world.edit('1003', { status: 'inactive' });
    await world.day('2026-12-03');
    expect(world.open()).toEqual(['deactivate 1003 ACCOUNT_OF_ANOTHER']);
    expect(world.alleo.accounts.get(70)).toEqual(theirs);
    expect(world.alleo.accounts.size).toBe(10);
    // The way out: an admin gives it its own id again.
    world.alleo.accounts.set(70, { ...theirs, external_id: null });
    await world.day('2026-12-04');
    expect(world.open()).toEqual([]);
    expect(world.alleo.accounts.get(70)?.is_active).toBe(true);
  });

  it('is not activated for a joiner who got the address of its former owner', async () => {
    const world = await World.activated({ employees: people(5) });
    const former = { ...stranger, external_id: null, is_active: false };
    world.alleo.accounts.set(70, former);
    world.add(person('new', { email: 'else@example.com' }));
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['activate new ACCOUNT_OF_ANOTHER']);
    expect(world.alleo.accounts.get(70)).toEqual(former);
  });

  it('is theirs after all where deliver died between taking it and recording it', async () => {
    const world = await World.activated({ employees: people(9) });
    world.alleo.accounts.set(70, { ...stranger, external_id: null });
    world.add(person('new', { email: 'else@example.com' }));
    world.date = '2026-12-02';
    await world.sync();
    world.recover();
    const { pass } = world.gate;
    world.gate.pass = async (name, failure, act) => {
      if (name !== 'alleo updateAccount') return pass(name, failure, act);
      await pass(name, failure, act);
      throw failure();
    };
    world.deliveryAttempts = 1;
    await world.deliverAll();
    world.gate.pass = pass;
    world.deadLetters.length = 0;
    world.edit('new', { status: 'inactive' });
    await world.day('2026-12-03');
    expect(world.alleo.accounts.get(70)).toMatchObject({ external_id: 'new', is_active: false });
    expect(world.open()).toEqual([]);
  });
});
