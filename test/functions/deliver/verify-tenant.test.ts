import { describe, expect, it } from 'vitest';
import { openCompany } from '../../../functions/deliver/open-company.ts';
import { verifyOrLeave, verifyTenant } from '../../../functions/deliver/verify-tenant.ts';
import { countMetrics, logLines } from '../../../local/telemetry.ts';
import type { VerifyMessage } from '../../../shared/contracts/verify-message.ts';
import { addDays } from '../../../shared/core/ground/calendar.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import { World } from '../../fakes/world.ts';
import { person } from '../../shared/core/build.ts';

const DAY = '2026-12-01';

function openVerify(world: World, alleo: Partial<AlleoPort> = {}) {
  const { metrics, counter } = countMetrics();
  const lines: string[] = [];
  const deps = {
    directory: world.store,
    memory: world.store,
    outcomes: world.store,
    companyOf: () => openCompany('acme', { ...world.alleo.open(), ...alleo }, () => 0),
    fingerprintsOf: world.fingerprintsOf,
    clock: () => world.now(),
    log: logLines((line) => lines.push(line)),
    counter,
  };
  return { deps, metrics, lines };
}

/** A week of quiet days; gives what asked for the look. */
async function week(options: Partial<ConstructorParameters<typeof World>[0]> = {}) {
  const world = await World.activated({ employees: [person('1'), person('2'), person('3')], ...options }, DAY);
  for (let day = 1; day <= 7; day += 1) await world.day(addDays(DAY, day));
  const [message] = world.verifyMessages;
  return { world, message };
}

async function asked(): Promise<{ world: World; message: VerifyMessage }> {
  const { world, message } = await week();
  if (message === undefined) throw new Error('nobody asked');
  return { world, message };
}

const NOTHING = { lost: 0, waits: 0, edited: 0, unknown: 0 };

describe('the weekly look at Alleo', () => {
  it('is asked for once in seven days, by the schedule, where deliver is the consumer', async () => {
    const { world, message } = await asked();
    expect(world.verifyMessages).toHaveLength(1);
    world.date = message.time.slice(0, 10);
    for (const trigger of ['requeue', 'approve', 'rotate'] as const) await world.sync(trigger);
    expect(world.verifyMessages).toHaveLength(1);
    await world.sync('continue');
    expect(world.verifyMessages).toHaveLength(2);
    expect((await week({ deliveryMode: 'queue' })).message).toBeUndefined();
  });

  it('is asked for every day once the last one is more than a week ago, and not twice on a day', async () => {
    const { world, message } = await asked();
    const ownDay = message.time.slice(0, 10);
    world.change({ verified: { at: `${ownDay}T05:00:00.000Z`, counts: NOTHING } });
    world.verifyMessages.length = 0;
    for (let day = 0; day <= 9; day += 1) await world.day(addDays(ownDay, day));
    const due = [7, 8, 9].map((day) => addDays(ownDay, day));
    expect(world.verifyMessages.map(({ time }) => time.slice(0, 10))).toEqual(due);
  });

  it('notes date and counts, counts who is lost, and is done once', async () => {
    const { world, message } = await asked();
    const [first, second] = [...world.alleo.accounts.values()];
    if (first === undefined || second === undefined) throw new Error('no accounts');
    world.alleo.accounts.delete(first.id);
    world.alleo.accounts.set(second.id, { ...second, last_name: 'By hand' });
    const { deps, metrics, lines } = openVerify(world);
    await verifyOrLeave(deps, message, 1);
    const counts = { ...NOTHING, lost: 1, edited: 1 };
    expect(world.tenant.verified).toEqual({ at: world.now().toISOString(), counts });
    expect(Object.fromEntries(metrics)).toEqual({ AccountsLost: 1 });
    expect(lines.join()).toContain('Alleo lacks what was applied');
    expect(await verifyTenant(deps, message)).toBeUndefined();
  });

  it('does nothing for a paused or another registration, and puts aside what we did not write', async () => {
    const { world, message } = await asked();
    const { deps } = openVerify(world);
    const forged = { ...message, time: '2026-12-09T03:00:00.001Z' };
    await expect(verifyOrLeave(deps, forged, 1)).rejects.toMatchObject({ code: 'MESSAGE_UNPROVEN' });
    expect(await verifyTenant(deps, { ...message, data: { registration: 'another' } })).toBeUndefined();
    world.change({ status: 'paused' });
    expect(await verifyTenant(deps, message)).toBeUndefined();
    expect(world.tenant.verified).toBeUndefined();
  });

  it('notes nothing by a list that contradicts itself, and holds nobody up by it', async () => {
    const { world, message } = await asked();
    world.alleo.accounts.clear();
    const incomplete = async () => ({ accounts: new Map(), counts: new Set([3]), moved: false });
    const { deps, metrics, lines } = openVerify(world, { listAccounts: incomplete });
    await expect(verifyOrLeave(deps, message, 1)).rejects.toMatchObject({ code: 'ALLEO_UNAVAILABLE' });
    await verifyOrLeave(deps, message, 3);
    expect(world.tenant.verified).toBeUndefined();
    expect(metrics.size).toBe(0);
    expect(lines.join()).toContain('Alleo was not compared');
  });
});
