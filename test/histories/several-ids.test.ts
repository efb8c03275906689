import { describe, expect, it } from 'vitest';
import type { Employee, Reading } from '../../shared/core/ground/employee.ts';
import { EMPTY } from '../../shared/core/ground/employee.ts';
import type { BudgetKey } from '../../shared/core/ground/streams.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const oneOff = (amount: string) => new Map<BudgetKey, Reading>([['oneoff:all', amount]]);

/** The same human being under another id: everything is copied, as Personio does it. */
const renewed = (world: World, from: string, to: string, changes: Partial<Employee> = {}): Employee => {
  const before = world.personio.employees.get(from);
  if (before === undefined) throw new Error(`nobody with the id ${from}`);
  return { ...before, id: to, status: 'active', ...changes };
};

/** Personio's own rehire or change of contract: the old profile ends, its address is renamed, the new one takes over. */
function changeContract(world: World, from: string, to: string, changes: Partial<Employee> = {}): void {
  const next = renewed(world, from, to, changes);
  const email = world.personio.employees.get(from)?.email;
  world.edit(from, { status: 'inactive', email: `${String(email)}_x1y2z` });
  world.add(next);
}

const granted = (world: World) =>
  world.budgets.flatMap(({ data }) =>
    data.kind === 'grant-one-off-budget' ? [`${data.external_id} ${data.amount}`] : [],
  );
const sentFor = (world: World, ...ids: string[]) =>
  world.sent.filter((one) => ids.includes(one.subject)).map(({ data }) => `${data.kind} ${data.external_id}`);
const accounts = (world: World, ...ids: string[]) =>
  world.alleo.state().filter((line) => ids.some((id) => line.startsWith(`${id} `)));

async function start(count = 10): Promise<World> {
  const [first, ...others] = people(count);
  if (first === undefined) throw new Error('nobody');
  return World.activated({ employees: [{ ...first, budgets: oneOff('500') }, ...others] });
}

describe('one human being under several ids', () => {
  it('old id out and new id in on one day: the account passes, without an e-mail, and is paid once', async () => {
    const world = await start();
    changeContract(world, '1', '900');
    const report = await world.day('2026-12-02');
    expect(report).toMatchObject({ status: 'ok', mutations: { update: 1 } });
    expect(sentFor(world, '1', '900')).toEqual(['activate 1', 'grant-one-off-budget 1', 'update 900']);
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active p1@example.com/)]);
    expect(world.alleo.activated.get('900')).toBeUndefined();
    expect(granted(world)).toEqual(['1 500.00']);
    for (const day of ['03', '04', '05']) expect((await world.day(`2026-12-${day}`)).mutations).toEqual({});
    expect(world.memory('1')).toBeUndefined();
    expect(world.open()).toEqual([]);
  });

  it('eight of forty change their legal entity, with new addresses: nobody loses a day, no limit is met', async () => {
    const world = await start(40);
    for (let n = 1; n <= 8; n += 1) changeContract(world, String(n), `90${n}`, { email: `p${n}@new.example` });
    const report = await world.day('2026-12-02');
    expect(report).toMatchObject({ status: 'ok', mutations: { update: 8 }, held: {} });
    expect(world.alleo.state().filter((line) => line.includes(' inactive '))).toEqual([]);
    expect(world.alleo.state()).toHaveLength(40);
    expect(granted(world)).toEqual(['1 500.00']);
  });

  it('deleted and made again under a new id: the same, and nobody counts as missing', async () => {
    const world = await start(40);
    for (let n = 1; n <= 8; n += 1) {
      const next = renewed(world, String(n), `90${n}`);
      world.edit(String(n), undefined);
      world.add(next);
    }
    const report = await world.day('2026-12-02');
    expect(report).toMatchObject({ status: 'ok', mutations: { update: 8 }, missing: 0 });
    expect(world.alleo.state().filter((line) => line.includes(' active '))).toHaveLength(40);
  });

  it('a whole company made again under new ids is not taken for another company, and waits for confirmation', async () => {
    const world = await World.activated({ employees: people(30) });
    for (let n = 1; n <= 30; n += 1) {
      // A budget waits for its person.
      const budgets = new Map<BudgetKey, Reading>(n === 1 ? [['monthly:all', '50']] : []);
      const next = renewed(world, String(n), `90${n}`, { budgets });
      world.edit(String(n), undefined);
      world.add(next);
    }
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', code: 'TOO_MANY_UPDATES', mutations: {} });
    expect(world.alleo.state().filter((line) => line.includes(' active '))).toHaveLength(30);
    await world.approve();
    expect((await world.day('2026-12-03')).mutations).toEqual({ update: 30, 'set-monthly-budget': 1 });
    expect(world.store.state.tenants.get('acme')?.ledger.get('2026-12-03')?.base).toBe(30);
    expect(accounts(world, '1', '901')).toEqual([expect.stringMatching(/^901 active/)]);
  });

  it('a whole company made again, and of one of them an amount that was paid under a third id: remembered, and all pass', async () => {
    const [first, ...others] = people(31);
    if (first === undefined) throw new Error('nobody');
    const paid = { ...first, birthday: EMPTY, budgets: oneOff('500') } as const;
    const world = await World.activated({ employees: [paid, ...others] });
    world.edit('1', { status: 'inactive' });
    world.edit('2', { first_name: paid.first_name, last_name: paid.last_name, birthday: EMPTY });
    await world.day('2026-12-02');
    for (let n = 2; n <= 31; n += 1) {
      const next = renewed(world, String(n), `90${n}`, n === 2 ? { budgets: oneOff('500') } : {});
      world.edit(String(n), undefined);
      world.add(next);
    }
    expect(await world.day('2026-12-03')).toMatchObject({ status: 'held', mutations: {} });
    await world.approve(false, true);
    const { status, mutations, held } = await world.day('2026-12-04');
    expect({ status, mutations, held }).toEqual({ status: 'ok', mutations: { update: 30 }, held: {} });
    for (const day of ['05', '06']) expect((await world.day(`2026-12-${day}`)).mutations).toEqual({});
    expect(granted(world)).toEqual(['1 500.00']);
    expect(accounts(world, '2', '902')).toEqual([expect.stringMatching(/^902 active/)]);
  });

  it('over two days, old id out first: activated again, with the same account, and paid once', async () => {
    const world = await start();
    const next = renewed(world, '1', '900', { email: 'renewed@example.com' });
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    world.add(next);
    await world.day('2026-12-05');
    expect(sentFor(world, '900')).toEqual(['activate 900']);
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active renewed@example.com/)]);
    expect(granted(world)).toEqual(['1 500.00']);
  });

  it('the new id is blocked: the old one is kept as it is until the new one is fixed', async () => {
    const world = await start();
    changeContract(world, '1', '900', { email: 'nonsense' });
    await world.day('2026-12-02');
    expect(sentFor(world, '1', '900')).toEqual(['activate 1', 'grant-one-off-budget 1']);
    world.edit('900', { email: 'p1@example.com' });
    await world.day('2026-12-03');
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active/)]);
    expect(granted(world)).toEqual(['1 500.00']);
  });

  it('on leave under the new id, and kept: the account passes', async () => {
    const world = await start();
    changeContract(world, '1', '900', { status: 'leave' });
    await world.day('2026-12-02');
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active/)]);
  });

  it('a chain of ids: 1, 900, 901, and back to 1', async () => {
    const world = await start();
    changeContract(world, '1', '900');
    await world.day('2026-12-02');
    changeContract(world, '900', '901');
    await world.day('2026-12-03');
    expect(world.memory('901')?.formerIds).toEqual(['900', '1']);
    const back = renewed(world, '901', '1');
    world.edit('901', { status: 'inactive' });
    world.add(back);
    await world.day('2026-12-04');
    expect(accounts(world, '1', '900', '901')).toEqual([expect.stringMatching(/^1 active p1@example.com/)]);
    expect(granted(world)).toEqual(['1 500.00']);
    expect((await world.day('2026-12-05')).mutations).toEqual({});
  });

  it('a chain while nothing is delivered: the account follows to the last id', async () => {
    const world = await start();
    world.deliveryDown = true;
    changeContract(world, '1', '900');
    await world.day('2026-12-02');
    changeContract(world, '900', '901');
    await world.day('2026-12-03');
    world.deliveryDown = false;
    const lost = world.deadLetters.splice(0);
    await world.day('2026-12-04');
    for (const mutation of lost) await world.deliverOne(mutation);
    expect(accounts(world, '1', '900', '901')).toEqual([expect.stringMatching(/^901 active/)]);
    expect(world.alleo.state()).toHaveLength(10);
  });

  it('the message that passes the account is lost, and the person leaves: nobody stays active', async () => {
    const world = await start();
    changeContract(world, '1', '900');
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    world.edit('900', { status: 'inactive' });
    await world.day('2026-12-03');
    for (const mutation of world.deadLetters.splice(0)) await world.deliverOne(mutation);
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^\S+ inactive/)]);
    world.edit('900', { status: 'active' });
    await world.day('2026-12-04');
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active/)]);
  });

  it('an old message among the dead letters is brought back after the account has passed: nothing changes', async () => {
    const world = await start();
    world.edit('1', { last_name: 'Smit' });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    changeContract(world, '1', '900', { last_name: 'Smit', department: 'Sales' });
    await world.day('2026-12-03');
    const before = world.alleo.state();
    for (const mutation of world.deadLetters.splice(0)) await world.deliverOne(mutation);
    expect(world.alleo.state()).toEqual(before);
    expect(world.open()).toEqual([]);
  });

  it('an activation among the dead letters is brought back after its human being has another id: one account', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('11'));
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    changeContract(world, '11', '900', { email: 'other@example.com' });
    await world.day('2026-12-03');
    for (const mutation of world.deadLetters.splice(0)) await world.deliverOne(mutation);
    expect(accounts(world, '11', '900')).toEqual([expect.stringMatching(/^900 active/)]);
  });

  it('a grant that is still open goes along, and is paid once, whichever message arrives first', async () => {
    for (const oldFirst of [true, false]) {
      const world = await World.activated({ employees: people(10) });
      world.edit('1', { budgets: oneOff('500') });
      world.deliveryDown = true;
      await world.day('2026-12-02');
      world.deliveryDown = false;
      const lost = world.deadLetters.splice(0);
      const bringBack = async () => {
        for (const mutation of lost) await world.deliverOne(mutation);
      };
      changeContract(world, '1', '900');
      if (oldFirst) await bringBack();
      await world.day('2026-12-03');
      if (!oldFirst) await bringBack();
      await world.day('2026-12-04');
      await world.day('2026-12-05');
      expect(granted(world)).toHaveLength(1);
      expect(world.open()).toEqual([]);
    }
  });

  it('a grant that is on its way when its human being gets another id is paid once', async () => {
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: oneOff('500') });
    world.date = '2026-12-02';
    await world.sync();
    changeContract(world, '1', '900');
    for (const day of ['03', '04', '05']) await world.day(`2026-12-${day}`);
    expect(granted(world)).toEqual(['1 500.00']);
    expect(world.open()).toEqual([]);
    // SQS may hand any of them to deliver once more: each is known.
    for (const mutation of world.sent) await world.deliverOne(mutation);
    expect(world.deadLetters).toEqual([]);
    expect(granted(world)).toEqual(['1 500.00']);
  });

  it('the account was deleted in Alleo in between: it is made again, and nothing is paid again', async () => {
    const world = await start();
    world.alleo.accounts.delete(1);
    changeContract(world, '1', '900');
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    expect(accounts(world, '900')).toEqual([expect.stringMatching(/^900 active/)]);
    expect(granted(world)).toEqual(['1 500.00']);
  });
});

describe('what is open while a human being gets another id', () => {
  it('a monthly amount goes along although another one is held: back to the first, it is set', async () => {
    const monthly = (amount: string) => new Map<BudgetKey, Reading>([['monthly:all', amount]]);
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: monthly('50') });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    changeContract(world, '1', '900', { budgets: monthly('5000') });
    expect(await world.day('2026-12-03')).toMatchObject({ status: 'held', code: 'BUDGET_ABOVE_CEILING' });
    world.edit('900', { budgets: monthly('50') });
    await world.day('2026-12-04');
    expect(world.budgets.map(({ data }) => ('amount' in data ? `${data.external_id} ${data.amount}` : ''))).toEqual([
      '900 50.00',
    ]);
    expect(world.open()).toEqual([]);
  });

  it('a monthly amount that goes out anew replaces what was open of it', async () => {
    const monthly = (amount: string) => new Map<BudgetKey, Reading>([['monthly:all', amount]]);
    const world = await World.activated({ employees: people(10) });
    world.edit('1', { budgets: monthly('50') });
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    changeContract(world, '1', '900', { budgets: monthly('60') });
    for (const day of ['03', '04']) await world.day(`2026-12-${day}`);
    expect(world.budgets.map(({ data }) => ('amount' in data ? `${data.external_id} ${data.amount}` : ''))).toEqual([
      '900 60.00',
    ]);
    expect(world.open()).toEqual([]);
  });

  it('an account deleted in Alleo is made again, and its monthly amount is set again', async () => {
    const [first, ...others] = people(10);
    if (first === undefined) throw new Error('nobody');
    const budgets = new Map<BudgetKey, Reading>([['monthly:all', '50']]);
    const world = await World.activated({ employees: [{ ...first, budgets }, ...others] });
    world.alleo.accounts.delete(1);
    changeContract(world, '1', '900');
    for (const day of ['02', '03', '04']) await world.day(`2026-12-${day}`);
    expect(world.budgets.map(({ data }) => data.external_id)).toEqual(['1', '900']);
  });
});

describe('somebody else’s account that carries a former id', () => {
  const stranger = {
    id: 70,
    external_id: '1003',
    email: 'else@example.com',
    first_name: 'E',
    last_name: 'Else',
    birthday: '1950-01-01',
    work_anniversary: null,
    company_group_id: null,
    is_active: true,
  };
  const enter = async () => {
    const world = await World.activated({ employees: people(9) });
    world.alleo.accounts.set(70, stranger);
    world.add(person('1003'));
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['activate 1003 ACCOUNT_OF_ANOTHER']);
    return world;
  };

  it('is not taken: the human being gets an account of their own', async () => {
    const world = await enter();
    changeContract(world, '1003', '2000');
    await world.day('2026-12-03');
    expect(world.alleo.accounts.get(70)).toEqual(stranger);
    expect(accounts(world, '2000')).toEqual([expect.stringMatching(/^2000 active p1003@example.com/)]);
    expect(world.open()).toEqual([]);
  });

  it('is not deactivated', async () => {
    const world = await enter();
    world.deliveryDown = true;
    changeContract(world, '1003', '2000');
    await world.day('2026-12-03');
    world.deliveryDown = false;
    world.edit('2000', { status: 'inactive' });
    await world.day('2026-12-04');
    expect(world.alleo.accounts.get(70)).toEqual(stranger);
    expect(world.open()).toEqual(['deactivate 2000 ACCOUNT_OF_ANOTHER']);
  });
});

describe('an old id that somebody has again', () => {
  it('a new grant under it waits for its profile, and is paid', async () => {
    const world = await World.activated({ employees: people(10) });
    changeContract(world, '1', '900');
    await world.day('2026-12-02');
    world.alleo.locked.add(1);
    world.edit('1', { status: 'active', email: 'p1@example.com', budgets: oneOff('500') });
    world.edit('900', { status: 'inactive', email: 'x@example.com' });
    await world.day('2026-12-03');
    expect(world.open()).toEqual(['update 1 FORBIDDEN_BY_ALLEO', 'grant-one-off-budget 1 USER_NOT_ACTIVE']);
    world.alleo.locked.clear();
    for (const day of ['04', '05']) await world.day(`2026-12-${day}`);
    expect(granted(world)).toEqual(['1 500.00']);
    expect(world.open()).toEqual([]);
  });

  it('beside the new one: both keep their own account, also when the other one changes', async () => {
    const world = await start();
    changeContract(world, '1', '900');
    await world.day('2026-12-02');
    world.edit('1', { status: 'active', email: 'again@example.com' });
    await world.day('2026-12-03');
    expect(world.memory('900')?.formerIds).toEqual([]);
    world.edit('900', { department: 'Sales' });
    world.edit('1', { department: 'Sales' });
    await world.day('2026-12-04');
    world.edit('1', { last_name: 'Smit' });
    await world.day('2026-12-05');
    expect(accounts(world, '1', '900')).toEqual([
      expect.stringMatching(/^1 active again@example.com Smit/),
      expect.stringMatching(/^900 active p1@example.com Jansen 1/),
    ]);
    expect(world.alleo.created.get('1')).toBe(2);
    expect(granted(world)).toEqual(['1 500.00']);
    expect(world.open()).toEqual([]);
  });

  it('a late message of the new id takes nothing from whoever has the old one', async () => {
    const world = await start();
    changeContract(world, '1', '900');
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    const late = world.deadLetters.splice(0);
    world.edit('900', { status: 'inactive' });
    world.edit('1', { status: 'active', email: 'p1@example.com' });
    await world.day('2026-12-03');
    for (const mutation of late) await world.deliverOne(mutation);
    await world.day('2026-12-04');
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^1 active p1@example.com/)]);
  });
});

/** Everything as somebody else would type it. */
const RETYPED = { email: 'P1@EXAMPLE.com', first_name: 'PIM', last_name: 'JANSEN-1' };

describe('a human being whom HR spells otherwise under the new id', () => {
  it.each<[string, Partial<Employee>]>([
    ['old id out and new id in on one day', RETYPED],
    ['with another address', { ...RETYPED, email: 'renewed@example.com' }],
    ['without a birthday', { ...RETYPED, birthday: EMPTY }],
  ])('%s: the account passes, is spelled as they are now, and is paid once', async (_what, changes) => {
    const world = await start();
    changeContract(world, '1', '900', changes);
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'ok', mutations: { update: 1 }, held: {} });
    expect(sentFor(world, '900')).toEqual(['update 900']);
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active .* JANSEN-1/)]);
    expect(granted(world)).toEqual(['1 500.00']);
    expect((await world.day('2026-12-03')).mutations).toEqual({});
  });

  it('over two days, and deleted and made again: the same', async () => {
    for (const old of [{ status: 'inactive' } as const, undefined]) {
      const world = await start();
      const next = renewed(world, '1', '900', RETYPED);
      world.edit('1', old);
      if (old !== undefined) await world.day('2026-12-02');
      world.add(next);
      expect(await world.day('2026-12-03')).toMatchObject({ status: 'ok', missing: 0, held: {} });
      expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active P1@EXAMPLE.com/)]);
      expect(granted(world)).toEqual(['1 500.00']);
    }
  });

  it('side by side: two, and the second grant waits, also where both come on one day', async () => {
    const world = await start();
    world.add(renewed(world, '1', '900', { ...RETYPED, email: 'second@example.com' }));
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', code: 'GRANTED_UNDER_ANOTHER_ID' });
    const budgets = { 'oneoff:all': '500' };
    const both = await World.activated({ employees: people(10) });
    both.add(person('900', { first_name: 'Eva', last_name: 'Wei\u00DF', budgets }));
    both.add(person('901', { first_name: 'EVA', last_name: 'WEISS', budgets }));
    expect(await both.day('2026-12-02')).toMatchObject({ status: 'held', code: 'GRANTED_UNDER_ANOTHER_ID' });
    expect(granted(both)).toEqual(['900 500.00']);
  });

  it('under the same id is a change like any other: it goes out', async () => {
    const world = await start();
    world.edit('1', RETYPED);
    expect((await world.day('2026-12-02')).mutations).toEqual({ update: 1 });
    expect(accounts(world, '1')).toEqual([expect.stringMatching(/^1 active P1@EXAMPLE.com JANSEN-1/)]);
  });

  it('was stored by an earlier release, which knew no folded spelling: the same on the day of the upgrade', async () => {
    const world = await start();
    const stored = world.store.state.tenants.get('acme')?.employees ?? new Map();
    for (const [id, { folded: _, ...one }] of stored) stored.set(id, one);
    changeContract(world, '1', '900', RETYPED);
    changeContract(world, '2', '901');
    world.add(person('11'));
    expect((await world.day('2026-12-02')).mutations).toEqual({ activate: 1, update: 2 });
    expect(accounts(world, '1', '900')).toEqual([expect.stringMatching(/^900 active P1@EXAMPLE.com/)]);
    expect(accounts(world, '2', '901')).toEqual([expect.stringMatching(/^901 active/)]);
    expect(granted(world)).toEqual(['1 500.00']);
    expect(['900', '3'].map((id) => world.memory(id)?.folded !== undefined)).toEqual([true, false]);
    expect((await world.day('2026-12-03')).mutations).toEqual({});
  });
});

describe('who is not the same human being, or may be', () => {
  it('an address that passed to somebody else: the old one is deactivated, nothing passes', async () => {
    const world = await start();
    world.edit('1', { status: 'inactive', email: 'gone@example.com' });
    world.add(
      person('900', {
        email: 'p1@example.com',
        first_name: 'Eva',
        last_name: 'Lang',
        birthday: '2000-01-01',
        budgets: { 'oneoff:all': '500' },
      }),
    );
    await world.day('2026-12-02');
    expect(sentFor(world, '1')).toEqual(['activate 1', 'grant-one-off-budget 1', 'deactivate 1']);
    expect(world.open()).toContain('activate 900 EMAIL_HELD_BY_FORMER');
  });

  it('two people of one name and birthday who work side by side stay two; the second grant waits for support', async () => {
    const world = await start();
    world.add(renewed(world, '1', '900', { email: 'second@example.com' }));
    expect(await world.day('2026-12-02')).toMatchObject({
      status: 'held',
      code: 'GRANTED_UNDER_ANOTHER_ID',
      mutations: { activate: 1 },
    });
    expect(world.reports.at(-1)?.issues).toContainEqual({
      employeeId: '900',
      code: 'GRANTED_UNDER_ANOTHER_ID',
      attribute: 'alleo_oneoff_all_budget',
      otherId: '1',
    });
    expect(granted(world)).toEqual(['1 500.00']);
    await world.approve();
    await world.day('2026-12-03');
    expect(granted(world)).toEqual(['1 500.00', '900 500.00']);
    expect((await world.day('2026-12-04')).status).toBe('ok');
  });

  it('the same human being enters under two ids on one day: paid once, the other grant is held', async () => {
    const world = await World.activated({ employees: people(10) });
    world.add(person('900', { first_name: 'Eva', last_name: 'Lang', budgets: { 'oneoff:all': '500' } }));
    world.add(person('901', { first_name: 'Eva', last_name: 'Lang', budgets: { 'oneoff:all': '500' } }));
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', code: 'GRANTED_UNDER_ANOTHER_ID' });
    expect(granted(world)).toEqual(['900 500.00']);
  });

  it('a namesake whose amount is 0 or nonsense was granted nothing: nothing is held', async () => {
    for (const amount of ['0', 'much']) {
      const world = await World.activated({ employees: people(10) });
      const name = { first_name: 'Eva', last_name: 'Lang' };
      world.add(
        person('900', { ...name, budgets: { 'oneoff:all': amount } }),
        person('901', { ...name, budgets: { 'oneoff:all': '500' } }),
      );
      expect((await world.day('2026-12-02')).held).toEqual({});
      expect(granted(world)).toEqual(['901 500.00']);
    }
  });

  it('an amount above its ceiling is told to be so, too, before support pays it', async () => {
    const world = await start();
    world.add(renewed(world, '1', '900', { email: 'second@example.com', budgets: oneOff('50000') }));
    const { issues } = await world.day('2026-12-02');
    expect(issues.filter(({ employeeId }) => employeeId === '900').map(({ code }) => code)).toEqual([
      'BUDGET_ABOVE_CEILING',
      'GRANTED_UNDER_ANOTHER_ID',
    ]);
  });

  it('likely, not certain: no birthday can be read and the address is another one; support marks it as paid', async () => {
    const world = await World.activated({
      employees: [person('1', { birthday: EMPTY, budgets: { 'oneoff:all': '500' } }), ...people(10).slice(1)],
    });
    changeContract(world, '1', '900', { email: 'renewed@example.com' });
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', code: 'GRANTED_UNDER_ANOTHER_ID' });
    await world.approve(false, true);
    await world.day('2026-12-03');
    expect(granted(world)).toEqual(['1 500.00']);
    expect(await world.day('2026-12-04')).toMatchObject({ status: 'ok', mutations: {} });
  });

  it('two newcomers who could both be the one who left: nothing passes, both grants wait', async () => {
    const world = await start();
    world.add(
      renewed(world, '1', '900', { email: 'a@example.com' }),
      renewed(world, '1', '901', { email: 'b@example.com' }),
    );
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-02');
    expect(sentFor(world, '900', '901')).toEqual(['activate 900', 'activate 901']);
    expect(world.heldPlan().map((entry) => entry.employeeId)).toEqual(['900', '901']);
    expect(granted(world)).toEqual(['1 500.00']);
  });

  it('a person who matches two old ids: the account of the active one, and the marks of both', async () => {
    const world = await start();
    world.add(renewed(world, '1', '50', { email: 'b@example.com', budgets: new Map([['oneoff:health', '20']]) }));
    await world.day('2026-12-02');
    world.edit('1', { status: 'inactive' });
    await world.day('2026-12-03');
    changeContract(world, '50', '900', { budgets: new Map([...oneOff('500'), ['oneoff:health', '20']]) });
    expect((await world.day('2026-12-04')).status).toBe('ok');
    expect(accounts(world, '900')).toEqual([expect.stringMatching(/^900 active b@example.com/)]);
    expect(granted(world)).toEqual(['1 500.00', '50 20.00']);
  });
});

describe('what is remembered of changes', () => {
  it('goes along to the new id', async () => {
    const world = await start();
    changeContract(world, '1', '900');
    await world.day('2026-12-02');
    expect(world.memory('900')?.history).toBe('261201a 261201g 261202u');
  });
});
