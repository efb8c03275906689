import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from './wire/interpose.ts';
import { outcomeOf } from './wire/outcome.ts';
import { ORDINARY_DAY } from './wire/scenarios.ts';
import { EVERY } from './wire/sweep.ts';
import { firstOf, type WireWorld } from './wire/wire-world.ts';

let world: WireWorld;
let start: Awaited<ReturnType<WireWorld['snapshot']>>;
let calls: readonly Call[];
let plain: Awaited<ReturnType<typeof outcomeOf>>;

/** The day; before this call of the sync something else happens. */
async function play(call?: Call, meanwhile?: () => Promise<void>) {
  await world.restore(start);
  world.wire.arm();
  let happened = false;
  world.wire.before = async ({ name, nth }) => {
    if (happened || name !== call?.name || nth !== call.nth) return;
    happened = true;
    await meanwhile?.();
  };
  await ORDINARY_DAY.play(world);
  if (call === undefined) calls = world.wire.calls.filter(({ by }) => by === 'sync');
  world.wire.before = undefined;
  await ORDINARY_DAY.after(world);
  expect(happened).toBe(call !== undefined);
  return outcomeOf(world);
}

beforeAll(async () => {
  world = await ORDINARY_DAY.prepare();
  start = await world.snapshot();
  plain = await play();
}, 30_000);
afterAll(() => world.close());

describe('two syncs of one tenant at once', () => {
  const underLease = () => calls.slice(calls.findIndex(({ name }) => name.endsWith('LEASE')) + 1);

  it('at every call of the one: the other is sent away while the lease lasts', { timeout: 600_000 }, async () => {
    for (const call of underLease().filter((_, index) => index % Math.min(EVERY, 7) === 0)) {
      let returned = -1;
      const outcome = await play(call, async () => {
        returned = await world.invoke('sync', [firstOf(world.bodies('tenants'))]);
      });
      expect({ call, returned, ...outcome }).toEqual({ call, returned: 1, ...plain });
      expect(world.logs.join()).toContain('LEASE_TAKEN');
    }
  });

  it('at every call of the one: its lease runs out and the other does it all', { timeout: 600_000 }, async () => {
    for (const call of underLease().filter((_, index) => index % Math.min(EVERY, 7) === 0)) {
      let returned = -1;
      const outcome = await play(call, async () => {
        const message = firstOf(world.bodies('tenants'));
        world.recover();
        returned = await world.invoke('sync', [message]);
      });
      expect({ call, returned, ...outcome }).toEqual({ call, returned: 0, ...plain });
    }
  });
});
