import { describe, expect, it } from 'vitest';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';

/** Nobody is held: the bound on what is on its way is all that there is. */
const policies = { activateFloor: 1_000 };
const LIMIT = 'OPEN_LIMIT';

describe('what one customer may have on its way', () => {
  it('goes out in portions, each once there is room, and the runs say so until all of it is through', async () => {
    const world = new World({ employees: people(25), mostOpen: 10, policies });
    const portions: number[] = [];
    const reports: (string | null)[][] = [];
    for (let trigger: 'schedule' | 'continue' = 'schedule'; ; trigger = 'continue') {
      const before = world.sent.length;
      const ended = await world.syncOnce(trigger);
      portions.push(world.sent.length - before);
      reports.push(world.reports.at(-1)?.issues.map(({ code }) => code) ?? []);
      expect(world.open().length).toBeLessThanOrEqual(10);
      if (ended !== undefined) break;
      await expect(world.syncOnce('continue')).rejects.toMatchObject({ code: LIMIT, retryAfterSeconds: 300 });
      await world.deliverAll();
    }
    expect(portions).toEqual([10, 10, 5]);
    expect(reports).toEqual([[LIMIT], [LIMIT], []]);
    await world.deliverAll();
    expect([...world.alleo.activated.values()]).toEqual(Array.from({ length: 25 }, () => 1));
    expect(world.tenant.lastCompleteAt).toBeDefined();
  });

  it('leaves room for nobody where nothing is through, day after day, and loses nothing', async () => {
    const world = new World({ employees: people(15), mostOpen: 10, policies });
    await world.syncOnce();
    world.date = '2026-12-02';
    world.queue.splice(0);
    expect(await world.syncOnce()).toBeUndefined();
    // What was open is offered again, and nothing beside it.
    expect(world.sent).toHaveLength(20);
    expect(new Set(world.sent.map(({ id }) => id)).size).toBe(10);
    expect(world.tenant.lastCompleteAt).toBeUndefined();
    await world.deliverAll();
    await world.syncOnce('continue');
    await world.deliverAll();
    expect(world.alleo.activated.size).toBe(15);
  });

  it('counts nothing of what delivery has answered: a customer with many refusals goes on', async () => {
    const world = new World({ employees: people(12), mostOpen: 10, policies });
    await world.syncOnce();
    for (const { tenantid, data } of world.queue.splice(0)) {
      await world.store.markOpen(tenantid, data.external_id, 'profile', data.sequence, { code: 'REJECTED_BY_ALLEO' });
    }
    expect((await world.syncOnce('continue'))?.mutations).toEqual({ activate: 2 });
  });

  it('takes an approved first plan through, portion by portion, by its one approval', async () => {
    const world = new World({ employees: people(25), mostOpen: 10, status: 'pending' });
    await world.approve(true);
    expect(await world.syncOnce('activate')).toBeUndefined();
    await world.deliverAll();
    expect(await world.syncOnce('continue')).toBeUndefined();
    await world.deliverAll();
    expect(await world.syncOnce('continue')).toMatchObject({ status: 'ok', mutations: { activate: 5 } });
    expect(world.tenant.activatedAt).toBeDefined();
  });

  it('remembers all that an approved first plan does not pay before its first portion, also of who leaves before the last', async () => {
    const employees = people(25, { budgets: { 'oneoff:all': '100' } });
    const world = new World({ employees, mostOpen: 10, status: 'pending' });
    await world.approve(true, true);
    expect(await world.syncOnce('activate')).toBeUndefined();
    expect(world.sent.map(({ data }) => data.kind)).toEqual(Array.from({ length: 10 }, () => 'activate'));
    const last = employees.map(({ id }) => id).find((id) => !world.sent.some(({ subject }) => subject === id)) ?? '';
    world.edit(last, { status: 'inactive' });
    for (let portion = 2; portion <= 3; portion += 1) {
      await world.deliverAll();
      await world.syncOnce('continue');
    }
    await world.deliverAll();
    expect(world.tenant.activatedAt).toBeDefined();
    world.edit(last, { status: 'active' });
    await world.day('2026-12-02');
    expect(world.memory(last)?.status).toBe('active');
    expect(world.sent.filter(({ data }) => data.kind === 'grant-one-off-budget')).toEqual([]);
  });

  it('is not bounded where nobody here can tell what is through', async () => {
    const world = new World({ employees: people(25), mostOpen: 10, policies, deliveryMode: 'queue' });
    expect((await world.syncOnce())?.mutations).toEqual({ activate: 25 });
  });
});

describe('a run that goes on in another', () => {
  it('has got further: one without time to send anything fails instead, and is tried again', async () => {
    const world = new World({ employees: people(3), policies });
    world.remainingMs = () => 0;
    await expect(world.syncOnce()).rejects.toMatchObject({ name: 'TransientError', code: 'NEAR_DEADLINE' });
    expect(world.reports.at(-1)).toMatchObject({ status: 'failed', code: 'NEAR_DEADLINE' });
    world.remainingMs = () => 600_000;
    expect((await world.syncOnce())?.mutations).toEqual({ activate: 3 });
  });
});
