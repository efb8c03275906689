import { describe, expect, it } from 'vitest';
import { rewriteMemory } from '../../functions/support/credentials/rewrite-memory.ts';
import type { Policies } from '../../shared/contracts/policies.ts';
import { readAllAccounts } from '../../shared/core/accounts/account-listing.ts';
import { indexAccounts } from '../../shared/core/accounts/index-accounts.ts';
import type { Reading } from '../../shared/core/ground/employee.ts';
import { EMPTY } from '../../shared/core/ground/employee.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { BudgetKey } from '../../shared/core/ground/streams.ts';
import { foldText } from '../../shared/core/ground/text.ts';
import { Killed } from '../fakes/gatekeeper.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const ONE_OFF: BudgetKey = 'oneoff:all';
const MONTHLY: BudgetKey = 'monthly:all';
const BOTH = { [ONE_OFF]: '100', [MONTHLY]: '50' };
const budgets = (readings: { readonly [key: string]: Reading }) => ({
  budgets: new Map(Object.entries(readings) as [BudgetKey, Reading][]),
});

async function granted(policies: Partial<Policies> = {}): Promise<World> {
  const world = await World.activated({ employees: people(6, { budgets: BOTH }), policies });
  expect(world.open()).toEqual([]);
  return world;
}

/** The key is lost: another one, and the memory rewritten for it as `credentials restore` does. Gives the uncertain grants. */
async function restore(world: World): Promise<number> {
  world.fingerprintKey = Buffer.alloc(32, 4).toString('base64');
  const alleo = world.alleo.open();
  const groups = await alleo.listGroups();
  const lease = await world.store.takeLease('acme', 'restore');
  if (lease === undefined) throw new Error('no lease');
  const uncertain = await rewriteMemory(world.store, lease, await world.store.readMemory('acme'), {
    employees: world.personio.employees,
    accounts: indexAccounts(await readAllAccounts(alleo, 'acme')),
    groups: new Map(groups.map(({ id, name }) => [foldText(name), id])),
    today: world.date,
    fingerprints: createFingerprints(world.fingerprintKey),
  });
  await world.store.releaseLease(lease);
  return uncertain;
}

const kinds = (world: World, from: number) =>
  world.sent.slice(from).map(({ subject, data }) => `${data.kind} ${subject}`);

/** The run is killed between emitting and confirming. */
async function dieAfterSending(world: World): Promise<void> {
  const { pass } = world.gate;
  Object.assign(world.gate, {
    pass: (name: string, ...rest: [() => Error, () => Promise<unknown>]) => {
      if (name === 'queue sendMutation') world.gate.fault = { at: world.gate.calls.length + 1, kind: 'kill-after' };
      return pass(name, ...rest);
    },
  });
  await expect(world.syncOnce()).rejects.toBeInstanceOf(Killed);
  Object.assign(world.gate, { pass });
  world.recover();
}

describe('the key of the memory is lost and restored', () => {
  it('nothing goes out the day after, and what changed meanwhile goes out as an update', async () => {
    const world = await granted();
    world.edit('2', { last_name: 'Changed' });
    world.edit('3', { status: 'inactive' });
    // Alleo keeps addresses in a spelling of its own.
    for (const [id, account] of world.alleo.accounts) {
      world.alleo.accounts.set(id, { ...account, email: account.email?.toUpperCase() ?? null });
    }
    const sent = world.sent.length;
    expect(await restore(world)).toBe(0);
    expect(world.sent).toHaveLength(sent);
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', mutations: { update: 1, deactivate: 1 } });
    expect(kinds(world, sent).sort()).toEqual(['deactivate 3', 'update 2']);
    expect(await world.day('2026-12-03')).toMatchObject({ mutations: {} });
  });

  it('asked for again writes nobody: who is written under the key is done', async () => {
    const world = await granted();
    await restore(world);
    const versions = () => ['1', '2', '3'].map((id) => world.memory(id)?.version);
    const before = versions();
    await restore(world);
    expect(versions()).toEqual(before);
  });

  it.each(['hold', 'grant'] as const)(
    'an amount that Personio shows counts as paid; one that comes back is held whatever the policy says: %s',
    async (onOneOffChanged) => {
      const world = await granted({ onOneOffChanged });
      world.edit('1', budgets({ ...BOTH, [ONE_OFF]: '300' }));
      world.edit('2', budgets({ ...BOTH, [ONE_OFF]: EMPTY }));
      await restore(world);
      const sent = world.sent.length;
      expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', mutations: {} });
      world.edit('2', budgets(BOTH));
      const report = await world.day('2026-12-03');
      expect(report).toMatchObject({ status: 'held', mutations: {} });
      expect(report.issues).toMatchObject([{ employeeId: '2', code: 'ONE_OFF_CHANGED' }]);
      expect(world.sent).toHaveLength(sent);
    },
  );

  it('a grant on its way is never paid twice: its message is no longer believed, and support decides', async () => {
    const world = await World.activated({ employees: people(6, { budgets: { [MONTHLY]: '50' } }) });
    world.edit('1', budgets(BOTH));
    world.edit('2', budgets({ [MONTHLY]: '60' }));
    world.date = '2026-12-02';
    await world.sync();
    const waiting = world.queue.splice(0);
    const paid = world.budgets.length;
    expect(world.open().sort()).toEqual(['grant-one-off-budget 1', 'set-monthly-budget 2']);
    expect(await restore(world)).toBe(1);
    // What waited on the queue meets deliver after that.
    for (const mutation of waiting)
      await expect(world.deliverOne(mutation)).rejects.toMatchObject({ code: 'MESSAGE_UNPROVEN' });
    expect(world.budgets).toHaveLength(paid);
    const report = await world.day('2026-12-03');
    // The monthly amount is what it should be, however often it is set.
    expect(report).toMatchObject({ status: 'held', mutations: { 'set-monthly-budget': 1 } });
    expect(report.issues).toMatchObject([{ employeeId: '1', code: 'GRANT_UNCERTAIN' }]);
    expect(world.budgets.slice(paid).map(({ subject }) => subject)).toEqual(['2']);
    await world.approve();
    await world.day('2026-12-04');
    expect(world.budgets.slice(paid).map(({ subject }) => subject)).toEqual(['2', '1']);
    expect(world.open()).toEqual([]);
    expect(await world.day('2026-12-05')).toMatchObject({ status: 'ok', mutations: {} });
  });

  it('a change that was reserved is compared again', async () => {
    const world = await granted();
    world.edit('1', { last_name: 'Changed' });
    world.date = '2026-12-02';
    const before = world.sent.length;
    await dieAfterSending(world);
    expect(world.memory('1')?.reservations).toHaveProperty('profile');
    world.queue.length = 0;
    await restore(world);
    expect(world.memory('1')).toMatchObject({ status: 'active', reservations: {} });
    const sent = world.sent.length;
    expect(sent).toBe(before + 1);
    expect(await world.day('2026-12-03')).toMatchObject({ status: 'ok' });
    expect(kinds(world, sent)).toEqual(['update 1']);
  });

  it('a human being is known again under another id, spelled otherwise', async () => {
    const world = await granted();
    await restore(world);
    const next = world.personio.employees.get('1');
    if (next === undefined) throw new Error('nobody');
    world.edit('1', undefined);
    world.add({ ...next, id: '900', email: 'P1@EXAMPLE.COM', first_name: 'PIM', last_name: 'JANSEN 1' });
    expect((await world.day('2026-12-02')).mutations).toEqual({ update: 1 });
  });

  it('who may have been activated and leaves is deactivated', async () => {
    const world = await granted();
    world.add(person('9'));
    world.date = '2026-12-02';
    await dieAfterSending(world);
    await world.deliverAll();
    await restore(world);
    world.edit('9', { status: 'inactive' });
    const sent = world.sent.length;
    await world.day('2026-12-03');
    expect(kinds(world, sent)).toEqual(['deactivate 9']);
    expect(world.alleo.state().at(-1)).toMatch(/^9 inactive/);
  });

  it('whoever has no active account in Alleo is not brought back by it', async () => {
    const world = await granted();
    world.edit('1', { last_name: 'Changed' });
    for (const account of world.alleo.accounts.values()) {
      if (account.external_id === '1') world.alleo.accounts.set(account.id, { ...account, is_active: false });
    }
    await restore(world);
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', mutations: {} });
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
  });
});
