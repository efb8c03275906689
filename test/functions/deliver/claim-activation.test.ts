import { describe, expect, it } from 'vitest';
import { ACTIVATION_LAPSES_MS } from '../../../functions/deliver/claim-activation.ts';
import { deliverMutation } from '../../../functions/deliver/deliver-mutation.ts';
import { openCompany } from '../../../functions/deliver/open-company.ts';
import { logLines } from '../../../local/telemetry.ts';
import type { UserMutation } from '../../../shared/contracts/user-mutation.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import { World } from '../../fakes/world.ts';
import { people, person } from '../../shared/core/build.ts';

/** A company where an activation is on its way; several invocations may deliver it, each with a clock of its own. */
async function start(who: 'returns' | 'joins' = 'returns') {
  const world = await World.activated({ employees: people(3) });
  world.edit('1', { status: 'inactive' });
  await world.day('2026-12-02');
  if (who === 'returns') world.edit('1', { status: 'active' });
  else world.add(person('new'));
  world.date = '2026-12-03';
  await world.sync();
  const [mutation] = world.queue.splice(0);
  if (mutation === undefined) throw new Error('nothing to deliver');
  const invocation = (time: number | (() => number), alleo: Partial<AlleoPort> = {}) => {
    const now = typeof time === 'number' ? () => time : time;
    const company = openCompany('acme', { ...world.alleo.open(), ...alleo }, now);
    const deps = {
      directory: world.store,
      outcomes: world.store,
      budgets: { sendBudgets: async () => {} },
      companyOf: () => company,
      fingerprintsOf: world.fingerprintsOf,
      clock: () => world.now(),
      now,
      activationLapsesMs: ACTIVATION_LAPSES_MS,
      log: logLines(() => {}),
    };
    return (one: UserMutation = mutation) => deliverMutation(deps, one);
  };
  const emails = () => world.alleo.activated.get(who === 'returns' ? '1' : 'new');
  return { world, invocation, emails };
}

describe('an activation, which sends an e-mail', () => {
  it('is made once, also where a second invocation has the same message while the first one waits for Alleo', async () => {
    const { world, invocation, emails } = await start();
    const before = emails() ?? 0;
    const { activateAccount } = world.alleo.open();
    let second: unknown;
    const first = invocation(0, {
      activateAccount: async (id) => {
        second = await invocation(1_000)().catch((error: unknown) => error);
        return activateAccount(id);
      },
    });
    expect(await first()).toEqual({ delivery: 'applied' });
    expect(second).toMatchObject({ code: 'OUTCOME_CHANGED', retryAfterSeconds: 99 });
    expect(await invocation(2_000)()).toEqual({ delivery: 'skipped' });
    expect((emails() ?? 0) - before).toBe(1);
  });

  it('is tried again at once where it failed, and after a while where nobody can say how it ended', async () => {
    const { invocation, emails } = await start();
    const before = emails() ?? 0;
    const failed = new TransientError({ operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' }, 'a fault');
    const fails = { activateAccount: async () => Promise.reject(failed) };
    await expect(invocation(0, fails)()).rejects.toBe(failed);
    expect((await invocation(1_000)()).delivery).toBe('applied');
    expect((emails() ?? 0) - before).toBe(1);
  });

  it("is not made by who stood still after claiming it: by then the claim may be somebody else's", async () => {
    const { world, invocation, emails } = await start();
    const before = emails() ?? 0;
    let now = 0;
    const { writeOutcome } = world.store;
    world.store.writeOutcome = async (tenantId, outcome) => {
      const written = await writeOutcome.call(world.store, tenantId, outcome);
      if (outcome.activating !== undefined) now = 15_001;
      return written;
    };
    await expect(invocation(() => now)()).rejects.toMatchObject({ code: 'OUTCOME_CHANGED' });
    expect((emails() ?? 0) - before).toBe(0);
  });

  it('that left no trace of its end lapses', async () => {
    const { world, invocation } = await start();
    const outcome = await world.store.readOutcome('acme', '1');
    if (outcome === undefined) throw new Error('nothing is recorded');
    await world.store.writeOutcome('acme', { ...outcome, activating: 0 });
    await expect(invocation(ACTIVATION_LAPSES_MS - 1)()).rejects.toMatchObject({ retryAfterSeconds: 1 });
    expect((await invocation(ACTIVATION_LAPSES_MS)()).delivery).toBe('applied');
    expect((await world.store.readOutcome('acme', '1'))?.activating).toBeUndefined();
  });
});

describe('an activation of somebody for whom an account is made first', () => {
  const failed = new TransientError({ operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' }, 'a fault');

  it('is claimed with that, in one write, so that a second invocation makes no account and sends no e-mail', async () => {
    const { world, invocation, emails } = await start('joins');
    const { createAccount } = world.alleo.open();
    const { writeOutcome } = world.store;
    let [second, writes]: [unknown, number] = [undefined, 0];
    world.store.writeOutcome = (...args) => {
      writes += 1;
      return writeOutcome.apply(world.store, args);
    };
    const first = invocation(0, {
      createAccount: async (fields) => {
        second = await invocation(1_000)().catch((error: unknown) => error);
        return createAccount(fields);
      },
    });
    expect(await first()).toEqual({ delivery: 'applied' });
    expect(second).toMatchObject({ code: 'OUTCOME_CHANGED', retryAfterSeconds: 99 });
    expect(world.alleo.created.get('new')).toBe(1);
    expect(emails()).toBe(1);
    expect(writes).toBe(2);
  });

  it('is claimed once more where making it took long', async () => {
    const { world, invocation, emails } = await start('joins');
    const { createAccount, activateAccount } = world.alleo.open();
    let now = 0;
    const claims: unknown[] = [];
    const slow = invocation(() => now, {
      createAccount: async (fields) => {
        now = 15_001;
        return createAccount(fields);
      },
      activateAccount: async (id) => {
        claims.push((await world.store.readOutcome('acme', 'new'))?.activating);
        return activateAccount(id);
      },
    });
    expect(await slow()).toEqual({ delivery: 'applied' });
    expect(claims).toEqual([15_001]);
    expect(emails()).toBe(1);
  });

  it('is tried again at once where making it failed', async () => {
    const { world, invocation, emails } = await start('joins');
    const fails = { createAccount: async () => Promise.reject(failed) };
    await expect(invocation(0, fails)()).rejects.toBe(failed);
    expect(await world.store.readOutcome('acme', 'new')).toMatchObject({ creating: true });
    expect((await world.store.readOutcome('acme', 'new'))?.activating).toBeUndefined();
    expect(await invocation(1_000)()).toEqual({ delivery: 'applied' });
    expect(emails()).toBe(1);
  });
});
