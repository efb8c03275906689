import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../fakes/gatekeeper.ts';
import { Killed } from '../fakes/gatekeeper.ts';
import type { WorldOptions } from '../fakes/world.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const ONE_OFF = people(12, { budgets: { 'oneoff:all': '100' } });

/** A pending customer whose first plan was approved. */
async function approved(options: Partial<WorldOptions> = {}, withoutOneOff = false): Promise<World> {
  const world = new World({ employees: ONE_OFF, status: 'pending', ...options });
  await world.approve(true, withoutOneOff);
  world.gate.calls.length = 0;
  return world;
}

/** The first run dies at this call, and nobody takes up its message. */
async function dieAt(world: World, name: string, nth = 1): Promise<void> {
  const probe = await approved();
  await probe.sync('activate');
  const calls = probe.gate.calls.flatMap((call, index) => (call === name ? [index + 1] : []));
  world.gate.fault = { at: calls[nth - 1] ?? 0, kind: 'kill-after' };
  await expect(world.syncOnce('activate')).rejects.toThrow(Killed);
  world.recover();
}

const grants = (world: World) => world.sent.filter((one) => one.data.kind === 'grant-one-off-budget');

describe('a first plan that is no longer the approved one', () => {
  it.each<FaultKind>(['fail-before', 'fail-after', 'kill-before', 'kill-after'])(
    'lets nothing out, whichever call of its run goes wrong: %s',
    async (kind) => {
      const plain = await approved();
      plain.add(person('late'));
      await plain.sync('activate');
      expect(plain.sent).toEqual([]);
      for (let at = 1; at <= plain.gate.calls.length; at += 1) {
        const world = await approved();
        world.add(person('late'));
        world.gate.fault = { at, kind };
        // Its message comes again until it is taken; afterwards the tenant may be pending again, and drops it.
        for (let attempt = 0; attempt < 3; attempt += 1) {
          await world.syncOnce('activate').catch(() => world.recover());
        }
        expect({ at, sent: world.sent.length, status: world.tenant.status }).toEqual({
          at,
          sent: 0,
          status: 'pending',
        });
        // Where the answer to its very last write is lost, the flag is that of the failure.
        expect(['FIRST_RUN_CHANGED', 'INJECTED']).toContain(world.tenant.flag?.code);
      }
    },
  );
});

describe('a first run that died while it released the plan', () => {
  it('never makes the tenant pending again, wherever it died', async () => {
    const plain = await approved();
    await plain.sync('activate');
    for (let at = 1; at <= plain.gate.calls.length; at += 1) {
      const world = await approved();
      world.gate.fault = { at, kind: 'kill-after' };
      await expect(world.syncOnce('activate')).rejects.toThrow(Killed);
      world.recover();
      const { status, code } = await world.day('2026-12-02');
      expect({ at, status, code, tenant: world.tenant.status }).toEqual({
        at,
        status: 'ok',
        code: null,
        tenant: 'active',
      });
      expect(world.alleo.state().filter((line) => line.includes(' active '))).toHaveLength(12);
    }
  });

  it('is made good by the next days, and the tenant is activated', async () => {
    const world = await approved();
    await dieAt(world, 'queue sendMutation', 3);
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok' });
    expect(world.alleo.state().filter((line) => line.includes(' active '))).toHaveLength(12);
    expect(world.tenant.activatedAt).toBeDefined();
  });

  it('waits for another approval where nobody made it good for three days', async () => {
    const world = await approved();
    await dieAt(world, 'queue sendMutation', 3);
    const sent = world.sent.length;
    expect(await world.day('2026-12-06')).toMatchObject({ status: 'held', code: 'FIRST_RUN_CHANGED', mutations: {} });
    expect(world.sent).toHaveLength(sent);
    expect(world.tenant.status).toBe('pending');
  });
});

describe('activate --without-one-off', () => {
  it('grants nothing, not even what is held for one person', async () => {
    const rich = [...ONE_OFF, person('rich', { budgets: { 'oneoff:all': '6000' } })];
    const world = await approved({ employees: rich }, true);
    expect(await world.sync('activate')).toMatchObject({ status: 'ok', held: {} });
    await world.day('2026-12-02');
    expect(grants(world)).toEqual([]);
    expect(world.memory('rich')?.budgets['oneoff:all']).toMatchObject({ grant: 1 });
  });

  it('and has nothing left to do for anybody the next day', async () => {
    const world = await approved({}, true);
    await world.sync('activate');
    const settled = ONE_OFF.map(({ id }) => world.memory(id)?.settled);
    expect(settled).not.toContain(undefined);
  });

  it('nor an amount that changed before a run that died was made good', async () => {
    const world = await approved({}, true);
    await dieAt(world, 'queue sendMutation', 3);
    world.edit('12', { budgets: new Map([['oneoff:all', '150']]) });
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    expect(grants(world)).toEqual([]);
    expect(world.memory('12')?.budgets['oneoff:all']).toMatchObject({ grant: 2 });
  });

  it('nor to somebody who left before a run that died was made good, and came back', async () => {
    const plain = await approved({}, true);
    await plain.sync('activate');
    const first = plain.gate.calls.indexOf('queue sendMutation') + 1;
    for (let at = first; at <= plain.gate.calls.length; at += 1) {
      const world = await approved({}, true);
      world.gate.fault = { at, kind: 'kill-after' };
      await expect(world.syncOnce('activate')).rejects.toThrow(Killed);
      world.recover();
      world.edit('12', { status: 'inactive' });
      await world.day('2026-12-02');
      world.edit('12', { status: 'active' });
      await world.day('2026-12-03');
      expect({ at, grants: grants(world).length }).toEqual({ at, grants: 0 });
    }
  });
});

describe('an approval of too many missing people', () => {
  it('is not lost where the run that took it died', async () => {
    const world = await World.activated({ employees: people(20) });
    for (let n = 1; n <= 5; n += 1) world.edit(String(n), undefined);
    await world.day('2026-12-02');
    await world.approve();
    world.gate.calls.length = 0;
    const at = 1 + (await callsUntilStored());
    world.gate.fault = { at, kind: 'kill-after' };
    await expect(world.syncOnce()).rejects.toThrow(Killed);
    world.recover();
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', missing: 5 });
    expect(world.memory('1')?.missing?.allowed).toBe(true);

    /** Calls before the one that stores the approval as being released. */
    async function callsUntilStored(): Promise<number> {
      const probe = await World.activated({ employees: people(20) });
      for (let n = 1; n <= 5; n += 1) probe.edit(String(n), undefined);
      await probe.day('2026-12-02');
      await probe.approve();
      probe.gate.calls.length = 0;
      await probe.syncOnce();
      return probe.gate.calls.indexOf('store write');
    }
  });
});

describe('a first run that stood still while another one took over', () => {
  it('leaves the customer live, as the other one made them', async () => {
    const world = await approved();
    const { store } = world;
    const { takeLease } = store;
    store.takeLease = async (tenantId, runId) => {
      store.takeLease = takeLease;
      const lease = await takeLease(tenantId, runId);
      // It lapses, and the other run does all there is to do.
      world.recover();
      await world.syncOnce('activate');
      return lease;
    };
    await world.syncOnce('activate');
    expect(world.tenant).toMatchObject({ status: 'active', activatedAt: expect.any(String) });
    await world.deliverAll();
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', open: { count: 0 } });
    expect(grants(world)).toHaveLength(12);
  });
});
