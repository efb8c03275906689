import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { outcomeOf } from './wire/outcome.ts';
import { ORDINARY_DAY } from './wire/scenarios.ts';
import { EVERY } from './wire/sweep.ts';
import { firstOf, WireWorld } from './wire/wire-world.ts';

const text = (mutation: UserMutation) => JSON.stringify(mutation);

/** All orders of a short list. */
function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, index) => ordersOf(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

describe('duplicated deliveries of a whole day', () => {
  let world: WireWorld;
  beforeAll(async () => {
    world = await ORDINARY_DAY.prepare();
  }, 30_000);
  afterAll(() => world.close());

  it('all of them again, in order, and each again alone: nothing changes', async () => {
    await ORDINARY_DAY.play(world);
    const bodies = world.emitted.filter(({ time }) => time.startsWith('2027-03-04')).map(text);
    expect(bodies.length).toBeGreaterThan(10);
    const before = await outcomeOf(world);
    expect(await world.invoke('deliver', bodies)).toBe(0);
    for (const body of bodies.toReversed()) expect(await world.invoke('deliver', [body])).toBe(0);
    expect(await outcomeOf(world)).toEqual(before);
  });
});

describe('reordered deliveries of one person', () => {
  const MONTHLY = 'alleo_monthly_all_budget';
  let world: WireWorld;
  let start: Awaited<ReturnType<WireWorld['snapshot']>>;
  let messages: readonly UserMutation[];

  beforeAll(async () => {
    world = await WireWorld.open({ people: [2, 3].map((id) => ({ id, custom: { [MONTHLY]: 50 } })) });
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
    // Four days of somebody new of whom Alleo has heard nothing: all that is sent is put aside.
    world.personio.add({ id: 1, custom: { [MONTHLY]: null } });
    await undelivered(world, '2026-11-03');
    world.personio.change(1, { email: 'second@example.com' });
    await undelivered(world, '2026-11-04');
    world.personio.change(1, { status: 'inactive' });
    await undelivered(world, '2026-11-05');
    world.personio.change(1, { status: 'active', email: 'third@example.com' });
    await undelivered(world, '2026-11-06');
    start = await world.snapshot();
    messages = [
      ...new Map(world.emitted.filter(({ subject }) => subject === '1').map((one) => [one.id, one])).values(),
    ];
  }, 30_000);
  afterAll(() => world.close());

  /** A day on which every delivery is put aside. */
  async function undelivered(on: WireWorld, date: string): Promise<void> {
    const usual = on.alleo.script;
    on.alleo.script = () => ({ status: 503, body: '' });
    await on.day(date);
    on.alleo.script = usual;
  }

  it('are four, each with a higher sequence', () => {
    expect(messages.map(({ data }) => data.kind)).toEqual(['activate', 'update', 'deactivate', 'activate']);
    const sequences = messages.map(({ data }) => data.sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(new Set(sequences).size).toBe(4);
  });

  it('whatever the order: one account, as the newest message says', async () => {
    for (const order of ordersOf(messages).filter((_, index) => index % Math.min(EVERY, 5) === 0)) {
      await world.restore(start);
      world.at('2026-11-07');
      for (const message of order) expect(await world.invoke('deliver', [text(message)])).toBe(0);
      const account = world.company.findByExternalId('1');
      const told = { order: order.map(({ data }) => data.sequence), account };
      expect(told).toMatchObject({ account: { is_active: true, email: 'third@example.com' } });
      expect(world.company.creates.get('1')).toBe(1);
      expect(world.company.repeatedActivations).toEqual([]);
      // At most as often as the messages say, and not at all once the newest was there first.
      const first = firstOf(order).data.sequence === Math.max(...messages.map(({ data }) => data.sequence));
      expect(world.company.activations.get('1')).toBeLessThanOrEqual(first ? 1 : 2);
    }
  });

  it('of which the last is late: the account ends as the last of those that came', async () => {
    for (const order of ordersOf(messages.slice(0, 3))) {
      await world.restore(start);
      world.at('2026-11-07');
      for (const message of order) expect(await world.invoke('deliver', [text(message)])).toBe(0);
      expect(world.company.findByExternalId('1')?.is_active ?? false).toBe(false);
    }
  });
});
