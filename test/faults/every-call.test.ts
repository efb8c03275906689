import { describe, expect, it } from 'vitest';
import { EMPTY } from '../../shared/core/ground/employee.ts';
import type { BudgetKey } from '../../shared/core/ground/streams.ts';
import type { FaultKind } from '../fakes/gatekeeper.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const budgets = (entries: Record<string, string>) => new Map(Object.entries(entries) as [BudgetKey, string][]);

/** Everything that a day can bring at once: joiner, leaver, changes, budgets, somebody missing, somebody gone for good. */
async function prepareDay(): Promise<World> {
  const staff = people(9).map((one) => ({ ...one, budgets: budgets({ 'monthly:all': '50' }) }));
  const world = await World.activated({ employees: staff, policies: { moneyFloor: '100000.00', deactivateFloor: 5 } });
  world.edit('8', { status: 'inactive' });
  await world.day('2026-12-02');
  world.edit('8', undefined);
  world.edit('9', undefined);
  await world.day('2026-12-03');
  // One message of the day before is still open: it is offered again today.
  world.edit('6', { department: 'Sales' });
  world.deliveryDown = true;
  await world.day('2027-03-02');
  world.deliveryDown = false;
  world.edit('1', { status: 'inactive' });
  world.edit('2', { email: 'new@example.com', birthday: EMPTY });
  world.edit('3', { budgets: budgets({ 'monthly:all': '60', 'oneoff:all': '200' }) });
  world.add(person('new', { budgets: { 'monthly:all': '70', 'oneoff:health': '30' } }));
  world.date = '2027-03-03';
  world.gate.revive();
  return world;
}

/** The day with its fault, then the quiet day after it. */
async function live(world: World): Promise<void> {
  await world.sync();
  await world.deliverAll();
  world.gate.revive();
  await world.day('2027-03-04');
  await world.day('2027-03-05');
}

/** All that must not depend on a fault. */
function result(world: World) {
  const grants = world.budgets.filter((one) => one.data.kind === 'grant-one-off-budget');
  const monthly = new Map(
    world.budgets.filter((one) => one.data.kind === 'set-monthly-budget').map((one) => [one.subject, one.data]),
  );
  return {
    alleo: world.alleo.state(),
    created: [...world.alleo.created],
    activated: [...world.alleo.activated],
    repeated: world.alleo.repeatedActivations,
    grants: [...new Set(grants.map((one) => `${one.subject} ${one.id}`))].sort(),
    monthly: [...monthly].map(([id, data]) => `${id} ${'amount' in data ? data.amount : ''}`).sort(),
    open: world.open(),
    memory: [...(world.store.state.tenants.get('acme')?.employees.values() ?? [])]
      .map(
        (one) =>
          `${one.employeeId} ${one.status} ${Object.keys(one.reservations).join()} ${Object.keys(one.budgets).join()}`,
      )
      .sort(),
    queue: world.queue.length,
    dead: world.deadLetters.length,
    sync: world.reports.at(-1)?.status,
  };
}

describe('a fault at every single call of a run and of its deliveries', async () => {
  const plain = await prepareDay();
  await plain.sync();
  await plain.deliverAll();
  const calls = [...plain.gate.calls];
  plain.gate.revive();
  await plain.day('2027-03-04');
  await plain.day('2027-03-05');
  const expected = result(plain);

  it('has a day that brings something of every kind', () => {
    const today = plain.sent.filter((one) => one.time.startsWith('2027-03-03'));
    expect(new Set(today.map((one) => one.data.kind))).toEqual(
      new Set(['deactivate', 'update', 'activate', 'set-monthly-budget', 'grant-one-off-budget']),
    );
    expect(plain.memory('8')).toBeUndefined();
    expect(expected).toMatchObject({ open: [], queue: 0, repeated: 0, sync: 'ok' });
    expect(calls.length).toBeGreaterThan(60);
  });

  const kinds: readonly FaultKind[] = ['fail-before', 'fail-after', 'kill-before', 'kill-after'];
  it.each(kinds)('%s: Alleo ends exactly as without it', { timeout: 60_000 }, async (kind) => {
    for (const [index, call] of calls.entries()) {
      const world = await prepareDay();
      world.gate.fault = { at: index + 1, kind };
      await live(world);
      expect(world.gate.fault).toBeUndefined();
      expect({ at: `${index + 1} ${call}`, ...result(world) }).toEqual({ at: `${index + 1} ${call}`, ...expected });
    }
  });
});
