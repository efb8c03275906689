import { describe, expect, it } from 'vitest';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { grantId } from '../../shared/core/emit/mutation.ts';
import { World } from '../fakes/world.ts';
import { openDeliver } from '../functions/deliver/open-deliver.ts';
import { people, person } from '../shared/core/build.ts';

const UNPROVEN = { name: 'MalformedError', code: 'MESSAGE_UNPROVEN' };
/** Above what any memory reserved so far, and what a clock says. */
const FUTURE = Date.UTC(2099, 0, 1);

type Change = { readonly [name: string]: unknown };
/** The message as somebody who may send to the queue would change it. */
const forge = (mutation: UserMutation, data: Change, head: Change = {}) =>
  ({ ...mutation, ...head, data: { ...mutation.data, ...data } }) as UserMutation;

/** Three active people, and what a run sent for them since: an update, a deactivation, a monthly budget, a grant. */
async function withMessages() {
  const world = await World.activated({ employees: people(3) });
  world.edit('1', {
    last_name: 'Visser',
    budgets: new Map([
      ['monthly:all', '50'],
      ['oneoff:all', '100'],
    ]),
  });
  world.edit('2', { status: 'inactive' });
  world.date = '2026-12-02';
  await world.sync();
  const sent = world.queue.splice(0);
  const of = (kind: UserMutation['data']['kind']) => {
    const found = sent.find(({ data }) => data.kind === kind);
    if (found === undefined) throw new Error(`no ${kind}`);
    return found;
  };
  return { world, sent, of, ...openDeliver(world) };
}

/** What the real messages come to, whatever was forged before. */
async function expectAllOfIt({ world, sent, deliver }: Awaited<ReturnType<typeof withMessages>>): Promise<void> {
  for (const mutation of sent) await deliver(mutation);
  expect(world.open()).toEqual([]);
  expect(world.alleo.state().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '1 active',
    '2 inactive',
    '3 active',
  ]);
  expect(world.alleo.state()[0]).toContain('Visser');
  expect(world.budgets.map(({ data }) => ('amount' in data ? data.amount : ''))).toEqual(['50.00', '100.00']);
}

describe('a forged grant', () => {
  it.each<[string, Change, Change?]>([
    ['a cent under the id of a real one', { amount: '0.01' }],
    ['a million under the id of a real one', { amount: '999999999.99' }],
    ['of the same amount from the future', { sequence: FUTURE }],
    ['of another person', { external_id: '3' }],
    ['of another category', { category: 'health' }],
    ['of another number', { grant: 2 }],
    ['of the same amount, spelled so that another reader may read another one', { amount: '000000100' }],
    ['of the same amount without its cents', { amount: '100' }],
    ['from elsewhere', {}, { source: '/somebody-else' }],
  ])('is not forwarded, and the real one is: %s', async (_name, change, head = {}) => {
    const all = await withMessages();
    await expect(all.deliver(forge(all.of('grant-one-off-budget'), change, head))).rejects.toMatchObject(UNPROVEN);
    expect(all.world.budgets).toEqual([]);
    await expectAllOfIt(all);
  });

  it('with an id that anybody can compute is not forwarded: no open item asks for it', async () => {
    const all = await withMessages();
    const real = all.of('grant-one-off-budget');
    for (const change of [{ grant: 2 }, { category: 'health' }, { external_id: '3' }, { external_id: '99' }]) {
      const data = { ...real.data, ...change } as { external_id: string; category: string; grant: number };
      const id = grantId('acme', data.external_id, data.category, data.grant);
      const forged = forge(real, { ...change, amount: '999999999.99' }, { id, subject: data.external_id });
      await expect(all.deliver(forged)).rejects.toMatchObject(UNPROVEN);
    }
    await expectAllOfIt(all);
  });

  it('in another currency waits, and the real one is forwarded', async () => {
    const all = await withMessages();
    await all.deliver(forge(all.of('grant-one-off-budget'), { currency: 'KWD' }));
    expect(all.world.budgets).toEqual([]);
    expect(all.world.open()).toContain('grant-one-off-budget 1 CURRENCY_CHANGED');
    await expectAllOfIt(all);
  });

  it('again, once it was paid, is skipped whatever it says', async () => {
    const all = await withMessages();
    await expectAllOfIt(all);
    for (const change of [{}, { amount: '999999999.99' }, { sequence: FUTURE }])
      await all.deliver(forge(all.of('grant-one-off-budget'), change));
    expect(all.world.budgets).toHaveLength(2);
  });
});

describe('a forged mutation', () => {
  it.each<[UserMutation['data']['kind'], Change, Change?]>([
    ['update', { sequence: FUTURE }],
    ['update', { sequence: FUTURE }, { id: 'made-up' }],
    ['update', { sequence: 1 }],
    ['update', { kind: 'activate' }],
    ['update', {}, { type: 'co.alleo.user.activate' }],
    ['update', {}, { subject: '3' }],
    ['update', { external_id: '3' }],
    ['update', { external_id: '3' }, { subject: '3' }],
    ['update', { profile: { external_id: '3', email: '1@example.com', first_name: 'A', last_name: 'Visser' } }],
    ['update', { profile: { external_id: '1', email: 'thief@example.com', first_name: 'A', last_name: 'B' } }],
    ['deactivate', { external_id: '3', profile: { external_id: '3' } }, { subject: '3' }],
    ['deactivate', { sequence: FUTURE }],
    [
      'deactivate',
      { kind: 'activate', profile: { external_id: '2', email: 'x@y.z', first_name: 'A', last_name: 'B' } },
    ],
    ['set-monthly-budget', { amount: '999999999.99' }],
    ['set-monthly-budget', { amount: '0.00' }],
    ['set-monthly-budget', { sequence: FUTURE }],
    ['set-monthly-budget', { category: 'health' }],
    ['set-monthly-budget', { kind: 'grant-one-off-budget', grant: 7 }],
  ])('of a real %s with %j %j changes nothing, and makes no real one skipped', async (kind, data, head = {}) => {
    const all = await withMessages();
    const before = all.world.alleo.state();
    await expect(all.deliver(forge(all.of(kind), data, head))).rejects.toMatchObject(UNPROVEN);
    expect(all.world.alleo.state()).toEqual(before);
    await expectAllOfIt(all);
  });

  it('of the very same data for somebody else changes nothing', async () => {
    const all = await withMessages();
    for (const kind of ['update', 'deactivate'] as const) {
      const real = all.of(kind);
      const profile = { ...('profile' in real.data ? real.data.profile : {}), external_id: '3' };
      await expect(all.deliver(forge(real, { profile }))).rejects.toMatchObject(UNPROVEN);
    }
    await expectAllOfIt(all);
  });

  it('is told by what is wrong with it, not by what it says', async () => {
    const all = await withMessages();
    const forged = forge(all.of('update'), { sequence: FUTURE });
    await expect(all.deliver(forged)).rejects.toThrow(
      /^prove mutation \(tenant acme\): MESSAGE_UNPROVEN: its id is not/,
    );
  });

  it('that is a real one once more is skipped', async () => {
    const all = await withMessages();
    await expectAllOfIt(all);
    const before = all.world.alleo.state();
    for (const mutation of all.sent) await all.deliver(mutation);
    expect(all.world.alleo.state()).toEqual(before);
    expect(all.world.budgets).toHaveLength(2);
  });
});

describe('a budget above the ceiling', () => {
  async function withBudget(amount: string) {
    const world = await World.activated({ employees: people(3) });
    world.edit('1', {
      budgets: new Map([
        ['monthly:all', amount],
        ['oneoff:all', amount],
      ]),
    });
    world.date = '2026-12-02';
    return world;
  }
  const policies = (world: World, most: string) =>
    world.change({ policies: { ...world.tenant.policies, maxMonthlyBudget: most, maxOneOffBudget: most } });

  it('that was lowered on its way waits, and goes on once it is raised again', async () => {
    const world = await withBudget('100');
    await world.sync();
    policies(world, '50.00');
    await world.deliverAll();
    expect(world.budgets).toEqual([]);
    expect(world.open()).toEqual(['set-monthly-budget 1 CEILING_LOWERED', 'grant-one-off-budget 1 CEILING_LOWERED']);
    policies(world, '100.00');
    await world.day('2026-12-03');
    expect(world.budgets).toHaveLength(2);
    expect(world.open()).toEqual([]);
  });

  it('that support approved is forwarded, offered again too', async () => {
    const world = await withBudget('90000');
    world.add(person('4', { budgets: { 'oneoff:all': '90000' } }));
    await world.sync();
    await world.approve();
    await world.sync();
    world.queue.splice(0);
    expect(world.budgets).toEqual([]);
    await world.day('2026-12-03');
    expect(world.budgets.map(({ data }) => ('amount' in data ? data.amount : ''))).toEqual([
      '90000.00',
      '90000.00',
      '90000.00',
    ]);
    expect(world.open()).toEqual([]);
  });
});
