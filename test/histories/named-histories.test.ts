import { describe, expect, it } from 'vitest';
import { Killed } from '../fakes/gatekeeper.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const budget = (amount: string) => new Map([['oneoff:all', amount]] as const);
const kinds = (world: World, id: string) => world.sent.filter((one) => one.subject === id).map((one) => one.data.kind);

/** Kills the run at the first call of this name from now on. */
async function killAt(world: World, call: string, kind: 'kill-before' | 'kill-after', nth = 1): Promise<void> {
  const probe = world.gate.calls.length;
  const counting = { seen: 0 };
  const { pass, onCall } = world.gate;
  const arm = (name: string) => {
    if (name !== call) return;
    counting.seen += 1;
    if (counting.seen === nth) world.gate.fault = { at: world.gate.calls.length + 1, kind };
  };
  Object.assign(world.gate, {
    pass: (name: string, ...rest: [() => Error, () => Promise<unknown>]) => {
      arm(name);
      return pass(name, ...rest);
    },
    onCall: (name: string, n: number) => {
      arm(`store ${name}`);
      return onCall(name, n);
    },
  });
  await expect(world.syncOnce()).rejects.toThrow(Killed);
  Object.assign(world.gate, { pass, onCall });
  expect(world.gate.calls.length).toBeGreaterThan(probe);
  world.recover();
}

describe('histories that removed or paid people elsewhere', () => {
  it('deactivate sent, crash before confirm, HR corrects the status next day: active', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { status: 'inactive' });
    world.date = '2026-12-02';
    await killAt(world, 'queue sendMutation', 'kill-after');
    await world.deliverAll();
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    world.edit('1', { status: 'active' });
    await world.day('2026-12-03');
    expect(world.alleo.state()[0]).toMatch(/^1 active/);
    expect(kinds(world, '1')).toEqual(['activate', 'deactivate', 'activate']);
  });

  it('first activate sent, crash, person inactive next day: not active', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    world.date = '2026-12-02';
    await killAt(world, 'queue sendMutation', 'kill-after');
    world.edit('new', { status: 'inactive' });
    await world.day('2026-12-03');
    // Deliver finds the newer decision before the older one is applied: no account, no e-mail.
    expect(world.alleo.state().filter((line) => line.startsWith('new'))).toEqual([]);
    expect(kinds(world, 'new')).toEqual(['activate', 'deactivate']);
    expect(world.open()).toEqual([]);
  });

  it('activate sent, crash, then deactivate reserved, crash, then gone from Personio: not active for ever', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    world.date = '2026-12-02';
    await killAt(world, 'queue sendMutation', 'kill-after');
    await world.deliverAll();
    world.edit('new', { status: 'inactive' });
    world.date = '2026-12-03';
    await killAt(world, 'queue sendMutation', 'kill-before');
    world.edit('new', undefined);
    for (const day of ['04', '05', '06', '07']) await world.day(`2026-12-${day}`);
    expect(world.alleo.state().find((line) => line.startsWith('new'))).toMatch(/^new inactive/);
  });

  it('first activate reserved, never sent, person inactive next day: nobody is activated', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    world.date = '2026-12-02';
    await killAt(world, 'queue sendMutation', 'kill-before');
    world.edit('new', { status: 'inactive' });
    await world.day('2026-12-03');
    expect(world.alleo.activated.get('new')).toBeUndefined();
    expect(world.open()).toEqual([]);
  });

  it('deactivate in the dead letters for three days: offered again every day', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { status: 'inactive' });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    await world.day('2026-12-04');
    expect(world.deadLetters).toHaveLength(3);
    expect(new Set(world.deadLetters.map((one) => one.id)).size).toBe(1);
    expect(world.open()).toEqual(['deactivate 1']);
    world.deliveryDown = false;
    const report = await world.day('2026-12-05');
    expect(report).toMatchObject({ status: 'ok', mutations: { deactivate: 1 }, open: { count: 1 } });
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    expect(await world.day('2026-12-06')).toMatchObject({ mutations: {}, open: { count: 0 } });
  });

  it('deliver dies between the create and its record, then the person leaves: one account, deactivated', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    world.date = '2026-12-02';
    await world.sync();
    await dieAfterCreate(world);
    world.edit('new', { status: 'inactive' });
    await world.day('2026-12-03');
    expect(world.alleo.state().filter((line) => line.startsWith('new'))).toEqual([
      expect.stringMatching(/^new inactive/),
    ]);
    expect(world.alleo.created.get('new')).toBe(1);
  });

  it('deliver dies between the create and its record, then the person changes e-mail: one account', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    world.date = '2026-12-02';
    await world.sync();
    await dieAfterCreate(world);
    world.edit('new', { email: 'other@example.com' });
    await world.day('2026-12-03');
    expect(world.alleo.state().filter((line) => line.startsWith('new'))).toEqual([
      expect.stringMatching(/^new active other@example.com/),
    ]);
    expect(world.alleo.created.get('new')).toBe(1);
  });

  it('grant reserved, crash, amount changed: GRANT_UNCERTAIN until support decides', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: budget('100') });
    world.date = '2026-12-02';
    await killAt(world, 'queue sendMutation', 'kill-before');
    world.edit('1', { budgets: budget('150') });
    const report = await world.day('2026-12-03');
    expect(report).toMatchObject({
      status: 'held',
      held: { 'grant-one-off-budget': { count: 1, code: 'GRANT_UNCERTAIN' } },
    });
    expect(world.budgets).toEqual([]);
    await world.approve();
    await world.day('2026-12-03');
    expect(world.budgets.map((one) => one.data)).toMatchObject([{ amount: '150.00', grant: 2 }]);
    expect(await world.day('2026-12-04')).toMatchObject({ status: 'ok', mutations: {} });
  });

  it('grant in the dead letters, update applied, redrive: granted once', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: budget('100') });
    world.date = '2026-12-02';
    await world.sync();
    world.deliveryDown = true;
    await world.deliverAll();
    world.deliveryDown = false;
    world.edit('1', { department: 'Sales' });
    await world.day('2026-12-03');
    for (const dead of world.deadLetters.splice(0)) await world.deliverOne(dead);
    for (const dead of world.sent.filter((one) => one.data.kind === 'grant-one-off-budget'))
      await world.deliverOne(dead);
    expect(world.budgets.map((one) => one.data)).toMatchObject([{ amount: '100.00', grant: 1 }]);
  });

  it('activation in the dead letters, the person leaves, redrive: not active', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('new'));
    await world.day('2026-12-02');
    world.edit('new', { last_name: 'Married' });
    world.deliveryDown = true;
    await world.day('2026-12-03');
    world.deliveryDown = false;
    world.edit('new', { status: 'inactive' });
    await world.day('2026-12-04');
    const [late] = world.deadLetters;
    if (late === undefined) throw new Error('nothing lies in the dead letters');
    expect(late.data.kind).toBe('update');
    expect(await world.deliverOne(late)).toEqual({ delivery: 'skipped' });
    expect(world.alleo.state().find((line) => line.startsWith('new'))).toMatch(/^new inactive/);
  });

  it('approved release killed after 40 of 100, rerun: 100', async () => {
    const world = await World.activated({ employees: people(250) });
    for (let n = 1; n <= 100; n += 1) world.edit(String(n), { status: 'inactive' });
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', held: { deactivate: { count: 100 } } });
    await world.approve();
    await killAt(world, 'queue sendMutation', 'kill-after', 40);
    expect(world.sent.filter((one) => one.data.kind === 'deactivate')).toHaveLength(40);
    const report = await world.sync();
    expect(report.status).toBe('ok');
    await world.deliverAll();
    expect(world.alleo.state().filter((line) => line.includes(' inactive '))).toHaveLength(100);
    expect(new Set(world.sent.filter((one) => one.data.kind === 'deactivate').map((one) => one.id)).size).toBe(100);
  });

  it('approved release of 40 of 100, five more leave later that day: held, measured by those who are left', async () => {
    const world = await World.activated({ employees: people(100) });
    const leave = (from: number, to: number) => {
      for (let n = from; n <= to; n += 1) world.edit(String(n), { status: 'inactive' });
    };
    leave(1, 2);
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', mutations: { deactivate: 2 } });
    leave(3, 42);
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', held: { deactivate: { count: 40 } } });
    await world.approve();
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', mutations: { deactivate: 40 } });
    // With the two of the morning they are seven: below a tenth of 100, above a tenth of 60.
    leave(43, 47);
    expect(await world.day('2026-12-02')).toMatchObject({
      status: 'held',
      held: { deactivate: { count: 5, code: 'TOO_MANY_DEACTIVATIONS' } },
    });
  });

  it('approval left unused, data change and change back weeks later: not released', async () => {
    const world = await World.activated({ employees: people(20) });
    const leave = (status: string) => {
      for (let n = 1; n <= 12; n += 1) world.edit(String(n), { status });
    };
    leave('inactive');
    await world.day('2026-12-02');
    await world.approve();
    leave('active');
    expect(await world.day('2026-12-03')).toMatchObject({ status: 'ok', approval: { result: 'void' } });
    leave('inactive');
    expect(await world.day('2026-12-20')).toMatchObject({ status: 'held', mutations: {} });
    expect(world.alleo.state().filter((line) => line.includes(' active '))).toHaveLength(20);
  });

  it('tenant removed and added again while an old message lies in the dead letters: dropped', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { status: 'inactive' });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    await world.store.deleteAll('acme');
    world.register('01JDWQ0000000000000000000B', {});
    const [dead] = world.deadLetters;
    if (dead === undefined) throw new Error('no dead letter');
    expect(await world.deliverOne(dead)).toEqual({ delivery: 'dropped', code: 'OTHER_REGISTRATION' });
    expect(world.alleo.state()[0]).toMatch(/^1 active/);
  });

  it('fingerprint key replaced: nothing goes out', async () => {
    const world = await World.activated({ employees: people(10) });
    const before = world.sent.length;
    world.fingerprintKey = Buffer.alloc(32, 4).toString('base64');
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'failed', code: 'MEMORY_KEY_CHANGED' });
    expect(world.sent).toHaveLength(before);
  });
});

/** Deliver is killed right after Alleo made the account, and the message is lost for this day. */
async function dieAfterCreate(world: World): Promise<void> {
  const { pass } = world.gate;
  Object.assign(world.gate, {
    pass: (name: string, ...rest: [() => Error, () => Promise<unknown>]) => {
      if (name === 'alleo createAccount') world.gate.fault = { at: world.gate.calls.length + 1, kind: 'kill-after' };
      return pass(name, ...rest);
    },
  });
  const [mutation] = world.queue.splice(0);
  if (mutation === undefined) throw new Error('nothing to deliver');
  world.deliveryAttempts = 1;
  await world.deliverOne(mutation);
  world.deliveryAttempts = 5;
  Object.assign(world.gate, { pass });
  expect(world.alleo.created.get(mutation.subject)).toBe(1);
  world.recover();
}
