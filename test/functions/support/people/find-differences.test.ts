import { describe, expect, it } from 'vitest';
import { findDifferences } from '../../../../functions/support/people/find-differences.ts';
import { createFingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import type { AlleoPort } from '../../../../shared/core/ports/alleo.ts';
import { World } from '../../../fakes/world.ts';
import { person } from '../../../shared/core/build.ts';

/** What `verify` finds now; `meanwhile` happens once the plan is made, before Alleo's list is read. */
async function find(world: World, meanwhile: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const { fingerprintKey, personio, store, tenant } = world;
  const planned = await world.prepare();
  if ('gate' in planned) throw new Error(planned.gate.code);
  const open = {
    tenant,
    secret: { personio: { clientId: 'a', clientSecret: 'b' }, fingerprintKey },
    fingerprints: createFingerprints(fingerprintKey),
    personio: personio.open(),
    lastRead: () => [],
  };
  const real = world.alleo.open();
  const alleo: AlleoPort = { ...real, listAccounts: () => meanwhile().then(() => real.listAccounts()) };
  const found = await findDifferences({ memory: store, outcomes: store }, open, planned, alleo);
  return found.map(({ kind, employeeId, code }) =>
    [kind, employeeId, code].filter((part) => part !== undefined).join(' '),
  );
}

describe('both sides', () => {
  it('are of two moments for whoever is changed while they are read: it waits', async () => {
    const world = await World.activated({ employees: [person('1'), person('2')] }, '2026-12-01');
    const change = async () => {
      world.edit('1', { last_name: 'Changed' });
      await world.day('2026-12-02');
    };
    expect(await find(world, change)).toEqual(['waits 1']);
  });
});

describe('whoever has no group', () => {
  it('is as they should be while there is none of the department’s name, and waits once there is', async () => {
    const world = await World.activated({ employees: [person('1', { department: 'Sales' })] }, '2026-12-01');
    world.date = '2026-12-02';
    expect(await find(world)).toEqual([]);
    world.alleo.groups = [...world.alleo.groups, { id: 8, name: 'SALES' }];
    expect(await find(world)).toEqual(['waits 1 NO_GROUP_FOR_DEPARTMENT']);
    await world.day('2026-12-02');
    expect(await find(world)).toEqual([]);
  });
});
