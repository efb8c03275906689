import { beforeEach, describe, expect, it } from 'vitest';
import { surveyCustomers } from '../../../../functions/support/customers/survey-customers.ts';
import { TransientError } from '../../../../shared/core/ground/errors.ts';
import { World } from '../../../fakes/world.ts';
import { people } from '../../../shared/core/build.ts';
import { openDeliver } from '../../deliver/open-deliver.ts';

let world: World;

beforeEach(async () => {
  world = await World.activated({ employees: people(30) });
  await world.day('2026-12-02');
});

const survey = (of: World = world) => surveyCustomers({ directory: of.store, memory: of.store }, of.now());
const standing = async () => (await survey()).tenants[0]?.standing;

/** A day on which person 1 changes, and Alleo answers nothing. */
async function loseDelivery(date: string): Promise<void> {
  world.edit('1', { last_name: `New ${date}` });
  world.date = date;
  await world.sync();
  world.queue.length = 0;
}

describe('a search among all customers', () => {
  it('looks at the names and ids of all, whatever their case and accents, and counts all beside', async () => {
    const of = (find: string, state?: 'in-sync' | 'paused') =>
      surveyCustomers({ directory: world.store, memory: world.store }, world.now(), { find, state });
    const [tenant] = (await survey()).tenants;
    const name = tenant?.name ?? '';
    expect(await of(name.toUpperCase())).toMatchObject({ found: 1, counts: { 'in-sync': 1 }, tenants: [{ name }] });
    expect(await of(name.replace('e', 'é'))).toMatchObject({ found: 1 });
    expect(await of(tenant?.id ?? '', 'in-sync')).toMatchObject({ found: 1 });
    expect(await of('', 'paused')).toMatchObject({ found: 0, counts: { 'in-sync': 1 }, tenants: [] });
    expect(await of('nobody of this name')).toMatchObject({ found: 0, counts: { 'in-sync': 1 }, tenants: [] });
  });
});

describe('who is in sync', () => {
  it('is a customer whose last run left nothing, and no query is made for it', async () => {
    const calls = world.store.calls.length;
    expect(await standing()).toMatchObject({ state: 'in-sync', what: null, command: null });
    expect(world.store.calls.slice(calls)).toEqual(['listTenants']);
  });

  it('is nobody of whom something is open from before the last run, until that is applied: with one query', async () => {
    await loseDelivery('2026-12-03');
    expect(await standing()).toMatchObject({ state: 'in-sync' });
    world.date = '2026-12-04';
    await world.sync();
    const calls = world.store.calls.length;
    expect(await standing()).toMatchObject({ state: 'nobody', what: 'open', code: null, count: 1 });
    expect(world.store.calls.slice(calls)).toEqual(['listTenants', 'readWaiting']);
    await world.deliverAll();
    expect(await standing()).toMatchObject({ state: 'in-sync' });
  });

  it('after three days without Alleo somebody has to look, since when is told', async () => {
    for (const date of ['2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07']) await loseDelivery(date);
    world.hour = 5;
    expect(await standing()).toMatchObject({ state: 'engineer', what: 'open', since: '2026-12-04T03:00:00.000Z' });
  });

  it('is nobody for whom Alleo refused something after the run, noted once', async () => {
    for (const id of ['1', '2', '3']) world.edit(id, { last_name: `New ${id}` });
    world.date = '2026-12-03';
    await world.sync();
    const refuse = async () => ({ refused: 'REJECTED_BY_ALLEO' as const });
    const { deliver } = openDeliver(world, { updateAccount: refuse as never });
    const calls = world.store.calls.length;
    for (const mutation of world.queue.splice(0)) await deliver(mutation);
    expect(world.store.calls.slice(calls).filter((name) => name === 'updateTenant')).toHaveLength(1);
    expect(await standing()).toMatchObject({ what: 'open', code: 'REJECTED_BY_ALLEO', count: 3 });
    await world.day('2026-12-04');
    expect(await standing()).toMatchObject({ state: 'in-sync' });
  });

  it('is held until it is approved, then the next run is awaited', async () => {
    for (let id = 1; id <= 15; id += 1) world.edit(String(id), { status: 'inactive' });
    await world.day('2026-12-03');
    expect(await standing()).toMatchObject({
      state: 'support',
      what: 'held',
      code: 'TOO_MANY_DEACTIVATIONS',
      count: 15,
    });
    await world.approve();
    expect(await standing()).toMatchObject({ state: 'nobody', what: 'held', command: null });
    await world.day('2026-12-04');
    expect(await standing()).toMatchObject({ state: 'in-sync' });
  });

  it('says for how many the queue took no message', async () => {
    world.refusedByQueue.add('1');
    world.edit('1', { last_name: 'New' });
    await world.day('2026-12-03');
    expect(await standing()).toMatchObject({ what: 'set-aside', code: 'MESSAGE_REFUSED', count: 1 });
  });

  it('10,000 customers cost one list and a query for each in trouble, within 3 s; those in need come first, by name', async () => {
    const { tenant } = world;
    for (let n = 0; n < 10_000; n += 1) {
      const id = `customer-${n}`;
      world.store.state.directory.set(id, { ...tenant, id, name: `Customer ${n}` });
    }
    const flag = { code: 'CREDENTIALS_REFUSED', since: '2026-12-02T03:00:00.000Z' };
    for (const n of [7, 5, 9_999]) {
      const id = `customer-${n}`;
      world.store.state.directory.set(id, { ...tenant, id, name: `Customer ${n}`, flag });
    }
    // Whoever is not live yet is not cut off behind thousands that are in sync.
    world.store.state.directory.set('customer-8', {
      ...tenant,
      id: 'customer-8',
      name: 'Customer 8',
      status: 'pending',
    });
    const calls = world.store.calls.length;
    const begun = performance.now();
    const { counts, tenants } = await survey();
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(counts).toMatchObject({ 'in-sync': 9_997, customer: 3, pending: 1 });
    const first = tenants.slice(0, 4).map(({ name }) => name);
    expect(first).toEqual(['Customer 5', 'Customer 7', 'Customer 9999', 'Customer 8']);
    expect(world.store.calls.slice(calls)).toEqual(['listTenants', ...Array(3).fill('readWaiting')]);
    expect(Buffer.byteLength(JSON.stringify(tenants))).toBeLessThan(2_100_000);
  });

  it('a customer that cannot be looked at is a failure, not one in sync', async () => {
    await loseDelivery('2026-12-03');
    world.date = '2026-12-04';
    await world.sync();
    const readWaiting = async () => {
      throw new TransientError(
        { operation: 'read what waits', tenantId: 'acme', code: 'DYNAMODB_UNAVAILABLE' },
        'down',
      );
    };
    const memory = { ...world.store, readWaiting };
    await expect(surveyCustomers({ directory: world.store, memory }, world.now())).rejects.toThrow(
      'DYNAMODB_UNAVAILABLE',
    );
  });
});
