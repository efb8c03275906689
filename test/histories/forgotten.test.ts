import { describe, expect, it } from 'vitest';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const budget = (amount: string) => new Map([['oneoff:all', amount]] as const);

describe('somebody who left long ago', () => {
  it('deactivate never delivered for more than 90 days, the person gone: offered until it is, then forgotten', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { status: 'inactive' });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.edit('1', undefined);
    for (const date of ['2026-12-03', '2027-03-20', '2027-03-21']) await world.day(date);
    world.deliveryDown = false;
    await world.day('2027-03-22');
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    for (const date of ['2027-03-23', '2027-07-01']) await world.day(date);
    expect(world.memory('1')).toBeUndefined();
    expect(await world.store.readOutcome('acme', '1')).toBeUndefined();
    expect(world.open()).toEqual([]);
  });

  it('an old activation that comes once more after its person is forgotten activates nobody', async () => {
    const world = await World.activated({ employees: people(10) });
    const old = world.sent.find(({ subject, data }) => subject === '1' && data.kind === 'activate');
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    world.edit('1', undefined);
    for (const date of ['2026-12-03', '2027-03-02', '2027-03-03']) await world.day(date);
    expect(world.memory('1')).toBeUndefined();
    if (old === undefined) throw new Error('nobody was activated');
    expect(await world.deliverOne(old)).toEqual({ delivery: 'skipped' });
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
  });

  it('person forgotten after 90 days returns: activated', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    world.edit('1', undefined);
    await world.day('2026-12-03');
    await world.day('2027-03-02');
    expect(world.memory('1')).toBeDefined();
    await world.day('2027-03-03');
    expect(world.memory('1')).toBeUndefined();
    world.add(person('1'));
    expect(await world.day('2027-03-04')).toMatchObject({ mutations: { activate: 1 } });
    expect(world.alleo.state()[0]).toMatch(/^1 active/);
  });

  it('person forgotten after 90 days: nothing of theirs stays, neither outcome nor open item', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: budget('100') });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-03');
    world.edit('1', undefined);
    await world.day('2026-12-04');
    await world.day('2027-03-03');
    expect(world.open()).toEqual(['grant-one-off-budget 1']);
    expect(await world.store.readOutcome('acme', '1')).toBeDefined();
    await world.day('2027-03-04');
    expect(world.memory('1')).toBeUndefined();
    expect(world.open()).toEqual([]);
    expect(await world.store.readOutcome('acme', '1')).toBeUndefined();
  });
});
