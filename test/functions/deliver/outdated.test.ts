import { describe, expect, it } from 'vitest';
import { World } from '../../fakes/world.ts';
import { people, person } from '../../shared/core/build.ts';

const MONTHLY = 'monthly:all';

/** Every dead letter comes back, oldest first. */
async function redrive(world: World): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const dead of world.deadLetters.splice(0)) results.push((await world.deliverOne(dead))?.delivery);
  return results;
}

describe('a dead letter that comes back late', () => {
  it('makes no account for somebody who has left since', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.edit('new', { status: 'inactive' });
    await world.day('2026-12-03');
    world.deliveryDown = false;
    expect(await redrive(world)).toEqual(['skipped', 'applied']);
    expect(world.alleo.created.get('new')).toBeUndefined();
    expect(world.alleo.activated.get('new')).toBeUndefined();
    expect(world.open()).toEqual([]);
  });

  it('sends no activation to the address that HR has corrected since', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new', { email: 'typo@example.com' }));
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.edit('new', { email: 'right@example.com' });
    await world.day('2026-12-03');
    world.deliveryDown = false;
    const [first] = world.deadLetters.splice(0, 1);
    if (first === undefined) throw new Error('no dead letter');
    expect(await world.deliverOne(first)).toEqual({ delivery: 'skipped' });
    expect(world.alleo.created.get('new')).toBeUndefined();
    await redrive(world);
    expect(world.alleo.state().filter((line) => line.startsWith('new'))).toEqual([
      expect.stringMatching(/^new active right@example.com/),
    ]);
    expect(world.alleo.activated.get('new')).toBe(1);
  });

  it('sets no monthly budget that a deactivation has cancelled since', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: new Map([[MONTHLY, '100']]) });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    const late = world.deadLetters.splice(0);
    expect(late.map((one) => one.data.kind)).toEqual(['set-monthly-budget']);
    world.deliveryDown = false;
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-03');
    world.edit('1', { status: 'active', budgets: new Map() });
    await world.day('2026-12-04');
    world.deadLetters.push(...late);
    expect(await redrive(world)).toEqual(['skipped']);
    expect(world.budgets).toEqual([]);
  });

  it('still passes a grant on, whatever came later: it is not desired state', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: new Map([['oneoff:all', '100']]) });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    const late = world.deadLetters.splice(0);
    world.deliveryDown = false;
    world.edit('1', { last_name: 'Later' });
    await world.day('2026-12-03');
    world.deadLetters.push(...late);
    await redrive(world);
    expect(world.budgets.map((one) => one.data)).toMatchObject([{ kind: 'grant-one-off-budget', amount: '100.00' }]);
  });
});
