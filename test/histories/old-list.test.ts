import { expect, it } from 'vitest';
import { deliverMutation } from '../../functions/deliver/deliver-mutation.ts';
import { openCompany } from '../../functions/deliver/open-company.ts';
import { logLines } from '../../local/telemetry.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { Killed } from '../fakes/gatekeeper.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

/** Two processes of deliver: each keeps its own list of Alleo's accounts for ten minutes. */
function openProcess(world: World) {
  const company = openCompany('acme', world.alleo.open(), () => 0);
  const deps = {
    directory: world.store,
    outcomes: world.store,
    budgets: { sendBudgets: async () => {} },
    companyOf: () => company,
    fingerprintsOf: world.fingerprintsOf,
    clock: () => world.now(),
    now: () => 0,
    activationLapsesMs: 0,
    log: logLines(() => {}),
  };
  return { company, deliver: (mutation: UserMutation) => deliverMutation(deps, mutation) };
}

it('deliver dies between the create and its record, and a process with an older list goes on: one account', async () => {
  const world = await World.activated({ employees: people(3) });
  world.add(person('new'));
  world.date = '2026-12-02';
  await world.sync();
  const [first] = world.queue.splice(0);
  const [dying, older] = [openProcess(world), openProcess(world)];
  await older.company.readIndex(0);
  const { pass } = world.gate;
  Object.assign(world.gate, {
    pass: (name: string, ...rest: [() => Error, () => Promise<unknown>]) => {
      if (name === 'alleo createAccount') world.gate.fault = { at: world.gate.calls.length + 1, kind: 'kill-after' };
      return pass(name, ...rest);
    },
  });
  if (first === undefined) throw new Error('nothing to deliver');
  await expect(dying.deliver(first)).rejects.toThrow(Killed);
  Object.assign(world.gate, { pass });
  world.gate.revive();
  world.edit('new', { email: 'other@example.com' });
  await world.sync();
  const [second] = world.queue.splice(0);
  if (second === undefined) throw new Error('nothing to deliver');
  // The first message is lost; what comes next has another address, so that Alleo would take it for somebody else.
  expect(await older.deliver(second)).toEqual({ delivery: 'applied' });
  expect(world.alleo.created.get('new')).toBe(1);
  expect(world.alleo.state().filter((line) => line.startsWith('new'))).toEqual([
    expect.stringMatching(/^new active other@example.com/),
  ]);
});
