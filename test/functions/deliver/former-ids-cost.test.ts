import { expect, it } from 'vitest';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';

/** Reads and writes of outcomes, of one's own and of two former ids, that each message of a day takes. */
async function countDay(world: World, date: string): Promise<readonly string[]> {
  const counts: string[] = [];
  world.date = date;
  await world.sync();
  for (let mutation = world.queue.shift(); mutation !== undefined; mutation = world.queue.shift()) {
    const before = world.store.calls.length;
    await world.deliverOne(mutation);
    const calls = world.store.calls.slice(before);
    const count = (name: string) => calls.filter((call) => call === name).length;
    counts.push(`${mutation.data.kind}: ${count('readOutcome')} read, ${count('writeOutcome')} written`);
  }
  return counts;
}

it('each former id is read once for a message, and written by the first one alone', async () => {
  const world = await World.activated({ employees: people(10) });
  const next = (from: string, to: string) => {
    const before = world.personio.employees.get(from);
    if (before === undefined) throw new Error(`nobody with the id ${from}`);
    world.edit(from, { status: 'inactive' });
    world.add({ ...before, id: to, status: 'active' });
  };
  next('1', '900');
  await world.day('2026-12-02');
  next('900', '901');
  expect(await countDay(world, '2026-12-03')).toEqual(['update: 3 read, 2 written']);
  world.edit('901', { department: 'Sales' });
  expect(await countDay(world, '2026-12-04')).toEqual(['update: 3 read, 1 written']);
  world.edit('901', { status: 'inactive' });
  expect(await countDay(world, '2026-12-05')).toEqual(['deactivate: 3 read, 1 written']);
});
