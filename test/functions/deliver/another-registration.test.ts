import { beforeEach, describe, expect, it } from 'vitest';
import type { UserMutation } from '../../../shared/contracts/user-mutation.ts';
import type { Outcome } from '../../../shared/core/ports/table.ts';
import { World } from '../../fakes/world.ts';
import { people, person } from '../../shared/core/build.ts';

let world: World;
let mutations: readonly UserMutation[];

/** Somebody new, with a grant, whose messages wait. */
beforeEach(async () => {
  world = await World.activated({ employees: people(3) });
  world.add(person('new', { budgets: { 'oneoff:all': '100' } }));
  world.date = '2026-12-02';
  await world.sync();
  mutations = world.queue.splice(0);
  expect(mutations.map(({ data }) => data.kind)).toEqual(['activate', 'grant-one-off-budget']);
});

/** Leaves what deliver recorded of this person before the tenant was removed and added again. */
async function recordedBefore(more: Partial<Outcome>): Promise<void> {
  const registration = '01JDWQ00000000000000000009';
  const outcome = { employeeId: 'new', registration, version: 0, applied: {}, grants: [] };
  await world.store.writeOutcome('acme', { ...outcome, ...more });
}

async function deliverAll(): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const mutation of mutations) results.push((await world.deliverOne(mutation))?.delivery);
  return results;
}

describe('what was recorded under another registration', () => {
  it.each<[string, () => Partial<Outcome>]>([
    ['sequences', () => ({ applied: { profile: Number.MAX_SAFE_INTEGER } })],
    ['an Alleo id', () => ({ alleoId: [...world.alleo.accounts.keys()][0] ?? 0 })],
  ])('is forgotten, where it is %s', async (_, more) => {
    await recordedBefore(more());
    expect(await deliverAll()).toEqual(['applied', 'forwarded']);
    expect(world.alleo.activated.get('new')).toBe(1);
    expect(world.open()).toEqual([]);
    const own = [...world.alleo.accounts.values()].find((one) => one.external_id === 'new');
    expect(await world.store.readOutcome('acme', 'new')).toMatchObject({
      registration: world.tenant.registration,
      alleoId: own?.id,
      applied: { profile: mutations[0]?.data.sequence },
    });
  });

  it('is kept, where it is a grant: nobody is paid twice', async () => {
    const grants = mutations.filter(({ data }) => data.kind === 'grant-one-off-budget').map(({ id }) => id);
    await recordedBefore({ grants });
    expect(await deliverAll()).toEqual(['applied', 'skipped']);
    expect(world.budgets).toEqual([]);
    expect((await world.store.readOutcome('acme', 'new'))?.grants).toEqual(grants);
    expect(world.open()).toEqual([]);
  });
});
