import { describe, expect, it } from 'vitest';
import type { Policies } from '../../shared/contracts/policies.ts';
import type { Reading } from '../../shared/core/ground/employee.ts';
import { EMPTY } from '../../shared/core/ground/employee.ts';
import type { BudgetKey } from '../../shared/core/ground/streams.ts';
import { Killed } from '../fakes/gatekeeper.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const ONE_OFF: BudgetKey = 'oneoff:all';
const MONTHLY: BudgetKey = 'monthly:all';
const oneOff = (reading: Reading) => ({ budgets: new Map<BudgetKey, Reading>([[ONE_OFF, reading]]) });
const monthly = (reading: Reading) => ({ budgets: new Map<BudgetKey, Reading>([[MONTHLY, reading]]) });

/** What was passed on for this person, as `amount#grant`. */
const passedOn = (world: World, id = '1') =>
  world.budgets.flatMap(({ subject, data }) => {
    if (subject !== id || !('amount' in data)) return [];
    return [`${data.amount}${data.kind === 'grant-one-off-budget' ? `#${data.grant}` : ''}`];
  });

/** Calls of a run that come before the first of this name, by a run of a world that is like this one. */
async function callsBefore(world: World, name: string): Promise<number> {
  const probe = await World.activated({ employees: people(10) });
  for (const [id, employee] of world.personio.employees) probe.personio.employees.set(id, employee);
  probe.date = world.date;
  probe.gate.calls.length = 0;
  world.gate.calls.length = 0;
  await probe.syncOnce();
  return probe.gate.calls.indexOf(name);
}

async function granted(policies: Partial<Policies> = {}): Promise<World> {
  const world = await World.activated({ employees: people(10, { budgets: { [ONE_OFF]: '100' } }), policies });
  expect(passedOn(world)).toEqual(['100.00#1']);
  return world;
}

describe('a one-off field that an earlier release remembered in another spelling', () => {
  it('is the same field: its amount is not granted again', async () => {
    const fields = (key: BudgetKey) => ({ budgets: new Map<BudgetKey, Reading>([[key, '100']]) });
    const world = await World.activated({ employees: people(10, { budgets: { 'oneoff:mu\u0308sli': '100' } }) });
    expect(passedOn(world)).toEqual(['100.00#1']);
    for (const { id } of people(10)) world.edit(id, fields('oneoff:m\u00FCsli'));
    const report = await world.day('2026-12-02');
    expect(report).toMatchObject({ status: 'ok', mutations: {} });
    expect(passedOn(world)).toEqual(['100.00#1']);
  });
});

describe('a one-off field that was empty', () => {
  it('for rearmDays, day after day, and is entered again is a new grant', async () => {
    const world = await granted();
    world.edit('1', oneOff(EMPTY));
    for (let day = 2; day <= 8; day += 1) await world.day(`2026-12-0${day}`);
    world.edit('1', oneOff('100'));
    await world.day('2026-12-09');
    expect(passedOn(world)).toEqual(['100.00#1', '100.00#2']);
  });

  it.each<[string, (world: World) => void, (world: World) => void]>([
    ['blocked', (w) => w.edit('1', { email: EMPTY }), (w) => w.edit('1', { email: 'back@example.com' })],
    ['out', (w) => w.edit('1', { status: 'inactive' }), (w) => w.edit('1', { status: 'active' })],
  ])('for a day is not, also where the person was %s while it was entered again', async (_, leave, back) => {
    const world = await granted();
    world.edit('1', oneOff(EMPTY));
    await world.day('2026-12-02');
    world.edit('1', oneOff('100'));
    leave(world);
    for (let day = 3; day <= 9; day += 1) await world.day(`2026-12-0${day}`);
    back(world);
    await world.day('2026-12-10');
    await world.day('2026-12-11');
    expect(passedOn(world)).toEqual(['100.00#1']);
  });

  it('for a day is not, where no run looked for a week', async () => {
    const world = await granted();
    world.edit('1', oneOff(EMPTY));
    await world.day('2026-12-02');
    world.edit('1', oneOff('100'));
    await world.day('2026-12-20');
    expect(passedOn(world)).toEqual(['100.00#1']);
  });

  it('is counted anew after somebody was away: nobody saw it', async () => {
    const world = await granted({ missingDays: 30 });
    world.edit('1', oneOff(EMPTY));
    await world.day('2026-12-02');
    const away = world.personio.employees.get('1');
    if (away === undefined) throw new Error('nobody');
    world.edit('1', undefined);
    for (let day = 10; day <= 19; day += 1) await world.day(`2026-12-${day}`);
    world.add({ ...away, budgets: new Map([[ONE_OFF, '100']]) });
    await world.day('2026-12-20');
    expect(passedOn(world)).toEqual(['100.00#1']);
  });
});

describe('somebody who was forgotten and comes back', () => {
  it('gets a grant of their own, under a number that nobody has seen', async () => {
    const world = await granted();
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    world.edit('1', undefined);
    await world.day('2026-12-03');
    await world.day('2027-03-10');
    expect(world.memory('1')).toBeUndefined();
    world.add(person('1', { budgets: { [ONE_OFF]: '300', 'oneoff:health': '20' } }));
    await world.day('2027-03-11');
    expect(passedOn(world)).toEqual(['100.00#1', '300.00#2', '20.00#1']);
    expect(new Set(world.budgets.map(({ id }) => id)).size).toBe(world.budgets.length);
  });

  it('also where the last grant was never confirmed', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', oneOff('100'));
    world.date = '2026-12-02';
    world.gate.fault = { at: (await callsBefore(world, 'queue sendMutation')) + 1, kind: 'kill-after' };
    await expect(world.syncOnce()).rejects.toThrow(Killed);
    world.recover();
    world.edit('1', { status: 'inactive', ...oneOff(EMPTY) });
    await world.day('2026-12-03');
    world.edit('1', undefined);
    await world.day('2026-12-04');
    await world.day('2027-03-10');
    world.add(person('1', { budgets: { [ONE_OFF]: '300' } }));
    await world.day('2027-03-11');
    expect(passedOn(world)).toContain('300.00#2');
  });
});

describe('a grant that is still open', () => {
  it('is not paid beside a later one of its category, whatever the field says by then', async () => {
    const world = await World.activated({ employees: people(10) });
    await world.alleo.open().createAccount({
      external_id: 'somebody-else',
      email: 'taken@example.com',
      first_name: 'A',
      last_name: 'B',
    });
    world.add(person('new', { email: 'taken@example.com', budgets: { [ONE_OFF]: '100' } }));
    await world.day('2026-12-02');
    world.edit('new', oneOff('150'));
    await world.day('2026-12-03');
    await world.approve();
    await world.day('2026-12-03');
    world.edit('new', { ...oneOff('100'), email: 'free@example.com' });
    const report = await world.day('2026-12-04');
    expect(report.held).toMatchObject({ 'grant-one-off-budget': { code: 'ONE_OFF_CHANGED' } });
    expect(passedOn(world, 'new')).toEqual([]);
    expect(world.open()).toContain('grant-one-off-budget new USER_NOT_ACTIVE');
  });

  it('is not passed on for an account that belongs to somebody else by now', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', oneOff('100'));
    world.date = '2026-12-02';
    await world.sync();
    const account = [...world.alleo.accounts.values()].find((one) => one.external_id === '1');
    if (account === undefined) throw new Error('no account');
    world.alleo.accounts.set(account.id, { ...account, external_id: 'another' });
    await world.deliverAll();
    expect(passedOn(world)).toEqual([]);
    expect(world.open()).toEqual(['grant-one-off-budget 1 ACCOUNT_OF_ANOTHER']);
  });
});

describe('budgets of an account that is not active', () => {
  it('wait, and are passed on once it is', async () => {
    const world = await World.activated({ employees: people(10) });
    const account = [...world.alleo.accounts.values()].find((one) => one.external_id === '1');
    if (account === undefined) throw new Error('no account');
    world.alleo.accounts.set(account.id, { ...account, is_active: false });
    const both = new Map<BudgetKey, Reading>([
      [MONTHLY, '50'],
      [ONE_OFF, '100'],
    ]);
    world.edit('1', { budgets: both });
    await world.day('2026-12-02');
    expect(passedOn(world)).toEqual([]);
    expect(world.open().sort()).toEqual([
      'grant-one-off-budget 1 USER_NOT_ACTIVE',
      'set-monthly-budget 1 USER_NOT_ACTIVE',
    ]);
    world.alleo.accounts.set(account.id, account);
    await world.day('2026-12-03');
    expect(passedOn(world).sort()).toEqual(['100.00#1', '50.00']);
    expect(world.open()).toEqual([]);
  });
});

describe('a monthly budget', () => {
  it('is set again after an account was made anew, also where the person was blocked that day', async () => {
    const world = await World.activated({ employees: people(10, { budgets: { [MONTHLY]: '50' } }) });
    const account = [...world.alleo.accounts.values()].find((one) => one.external_id === '1');
    if (account === undefined) throw new Error('no account');
    world.alleo.accounts.delete(account.id);
    world.edit('1', { last_name: 'Anew' });
    await world.day('2026-12-02');
    world.edit('1', { email: EMPTY });
    await world.day('2026-12-03');
    world.edit('1', { email: 'pp1@example.com' });
    await world.day('2026-12-04');
    expect(passedOn(world)).toEqual(['50.00', '50.00']);
  });

  it('that was frozen is removed once the field is read again, also of somebody who changed meanwhile', async () => {
    const world = await World.activated({
      employees: people(6, { budgets: { [MONTHLY]: '50' } }),
      policies: { onBudgetCleared: 'remove' },
    });
    for (let id = 1; id <= 6; id += 1) world.edit(String(id), monthly(EMPTY));
    world.edit('2', { last_name: 'Changed' });
    await world.day('2026-12-02');
    world.edit('1', monthly('60'));
    await world.day('2026-12-03');
    for (const id of ['2', '3']) expect(passedOn(world, id)).toEqual(['50.00', '0.00']);
  });

  it('of one category is cleared before that of another is set', async () => {
    const world = await World.activated({
      employees: people(3, { budgets: { 'monthly:health': '50' } }),
      policies: { onBudgetCleared: 'remove' },
    });
    const moved = new Map<BudgetKey, Reading>([
      [MONTHLY, '70'],
      ['monthly:health', EMPTY],
    ]);
    world.edit('1', { budgets: moved });
    await world.day('2026-12-02');
    expect(passedOn(world)).toEqual(['50.00', '0.00', '70.00']);
  });

  it('a grant that was lost, and another amount that support approved: the older one is not open for ever', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', oneOff('500'));
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    world.edit('1', oneOff('600'));
    await world.day('2026-12-03');
    await world.approve();
    await world.day('2026-12-04');
    for (const mutation of world.deadLetters.splice(0)) await world.deliverOne(mutation).catch(() => undefined);
    expect(passedOn(world)).toEqual(['600.00#2']);
    expect(world.open()).toEqual([]);
  });
});
