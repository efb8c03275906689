import { expect, it } from 'vitest';
import { EMPTY } from '../../../shared/core/ground/employee.ts';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';

it('what a credential showed once is kept far below what an item takes, however many budgets there are', async () => {
  const keys = Array.from(
    { length: 1_700 },
    (_, n) => `monthly:${String(n).padStart(4, '0')} ${'é'.repeat(150)}` as const,
  );
  const employees = people(2).map((one) => ({ ...one, budgets: new Map(keys.map((key) => [key, EMPTY] as const)) }));
  const world = await World.activated({ employees });
  expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok' });
  expect(world.tenant.onceReadable.length).toBeGreaterThan(500);
  expect(Buffer.byteLength(JSON.stringify(world.tenant.onceReadable))).toBeLessThan(250_000);
});
