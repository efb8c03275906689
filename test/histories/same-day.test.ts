import { describe, expect, it } from 'vitest';
import { World } from '../fakes/world.ts';
import { people } from '../shared/core/build.ts';

describe('after an outage of the same day', () => {
  it('a run that somebody asks for offers again what was offered today; one that continues, or by schedule, does not', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { status: 'inactive' });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    expect((await world.sync('schedule')).mutations).toEqual({});
    expect((await world.sync('continue')).mutations).toEqual({});
    expect((await world.sync('requeue')).mutations).toEqual({ deactivate: 1 });
    await world.deliverAll();
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    expect(world.open()).toEqual([]);
    expect((await world.sync('requeue')).mutations).toEqual({});
  });
});
