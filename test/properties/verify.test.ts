import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../shared/core/accounts/compare-accounts.ts';
import { addDays } from '../../shared/core/ground/calendar.ts';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';
import type { World } from '../fakes/world.ts';
import { history } from './arbitraries.ts';
import { begin, live } from './live.ts';
import { SEED } from './seed.ts';

const RUNS = Number(process.env['LAW_RUNS'] ?? 30);

const isSettled = ({ kind }: Difference) => kind !== 'waits';

/** What is done to one account in Alleo by hand, and what `verify` has to say of it. */
const PLANTS: readonly {
  readonly name: string;
  readonly of: 'active' | 'inactive';
  readonly plant: (account: AlleoAccount) => Partial<AlleoAccount> | undefined;
  readonly found: Partial<Difference>;
}[] = [
  {
    name: 'deactivated',
    of: 'active',
    plant: () => ({ is_active: false }),
    found: { kind: 'lost', access: 'not-active' },
  },
  {
    name: 'reactivated',
    of: 'inactive',
    plant: () => ({ is_active: true }),
    found: { kind: 'lost', access: 'active' },
  },
  { name: 'deleted', of: 'active', plant: () => undefined, found: { kind: 'lost', access: 'no-account' } },
  {
    name: 'id cleared',
    of: 'active',
    plant: () => ({ external_id: null }),
    found: { kind: 'edited', fields: ['external_id'] },
  },
  {
    name: 'id changed',
    of: 'active',
    plant: () => ({ external_id: '987654' }),
    found: { kind: 'edited', fields: ['external_id'] },
  },
  {
    name: 'e-mail edited',
    of: 'active',
    plant: () => ({ email: 'by.hand@example.com' }),
    found: { kind: 'edited', fields: ['email'] },
  },
  {
    name: 'first name edited',
    of: 'active',
    plant: () => ({ first_name: 'By-Hand' }),
    found: { kind: 'edited', fields: ['first_name'] },
  },
  {
    name: 'last name written in capitals',
    of: 'active',
    plant: ({ last_name }) => ({ last_name: last_name?.toUpperCase() ?? 'BY-HAND' }),
    found: { kind: 'edited', fields: ['last_name'] },
  },
  {
    name: 'hire date edited',
    of: 'active',
    plant: () => ({ work_anniversary: '1901-01-01' }),
    found: { kind: 'edited', fields: ['work_anniversary'] },
  },
  {
    name: 'all edited',
    of: 'active',
    plant: () => ({
      external_id: null,
      email: null,
      first_name: null,
      last_name: null,
      birthday: '1901-01-01',
      is_active: false,
    }),
    found: {
      kind: 'lost',
      access: 'not-active',
      fields: ['external_id', 'email', 'first_name', 'last_name', 'birthday'],
    },
  },
  {
    name: 'birthday edited',
    of: 'active',
    plant: () => ({ birthday: '1901-01-01' }),
    found: { kind: 'edited', fields: ['birthday'] },
  },
];

/** Somebody of this status whose account can be told: neither waiting nor shared. */
async function pick(world: World, status: 'active' | 'inactive', nth: number) {
  const waiting = new Set((await world.differences()).map(({ employeeId }) => employeeId));
  const people = [...(await world.store.readMemory('acme')).employees.values()].filter(
    (one) => one.status === status && one.missing === undefined && !waiting.has(one.employeeId),
  );
  const accounts = [...world.alleo.accounts.values()];
  const candidates = people.flatMap(({ employeeId, fields }) => {
    const account = accounts.find(({ external_id }) => external_id === employeeId);
    return account === undefined || fields.birthday === undefined ? [] : [{ employeeId, account }];
  });
  return candidates[nth % Math.max(1, candidates.length)];
}

describe('laws of verify', { timeout: 120_000 + RUNS * 100 }, () => {
  it('finds nothing but what waits after any history, and nothing at all where nothing waits', () =>
    fc.assert(
      fc.asyncProperty(history(), async ({ staff, days }) => {
        const world = await begin(staff);
        await live(world, days, async () => {
          expect((await world.differences()).filter(isSettled)).toEqual([]);
        });
        const prepared = await world.prepare();
        const isAtRest =
          !('gate' in prepared) &&
          world.open().length === 0 &&
          [...prepared.resolved.plan.emissions, ...prepared.resolved.plan.held].length === 0;
        if (isAtRest) expect(await world.differences()).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  it.each(PLANTS)('finds somebody $name by hand, and nobody else', ({ of, plant, found }) =>
    fc.assert(
      fc.asyncProperty(history(), fc.nat({ max: 20 }), async ({ staff, days }, nth) => {
        const world = await begin(staff);
        await live(world, days);
        const picked = await pick(world, of, nth);
        fc.pre(picked !== undefined);
        if (picked === undefined) return;
        const before = await world.differences();
        const { account, employeeId } = picked;
        const planted = plant(account);
        if (planted === undefined) world.alleo.accounts.delete(account.id);
        else world.alleo.accounts.set(account.id, { ...account, ...planted });
        const after = await world.differences();
        expect(after.filter(({ kind }) => kind !== 'waits')).toEqual([
          expect.objectContaining({ employeeId, ...found }),
        ]);
        expect(after.filter(({ kind }) => kind === 'waits')).toEqual(before.filter(({ kind }) => kind === 'waits'));
      }),
      { numRuns: Math.ceil(RUNS / 4), seed: SEED },
    ),
  );

  it('finds a group that was changed by hand, of whoever should be in one, and no address in another case', () =>
    fc.assert(
      fc.asyncProperty(history(), fc.nat({ max: 20 }), async ({ staff, days }, nth) => {
        const world = await begin(staff);
        await live(world, days);
        const waiting = new Set((await world.differences()).map(({ employeeId }) => employeeId));
        const prepared = await world.prepare();
        const verdicts = 'gate' in prepared ? new Map() : prepared.resolved.plan.verdicts;
        const accounts = [...world.alleo.accounts.values()].filter((account) => account.is_active);
        const inGroup = accounts.filter(({ external_id, company_group_id }) => {
          const id = external_id ?? '';
          const isIn = verdicts.get(id)?.decision === 'in' && world.personio.employees.get(id)?.department === 'IT';
          return isIn && company_group_id !== null && !waiting.has(id);
        });
        const account = inGroup[nth % Math.max(1, inGroup.length)];
        fc.pre(account !== undefined);
        if (account === undefined) return;
        for (const one of accounts) {
          const company_group_id = one.id === account.id ? 99 : one.company_group_id;
          world.alleo.accounts.set(one.id, { ...one, email: one.email?.toUpperCase() ?? null, company_group_id });
        }
        expect((await world.differences()).filter(isSettled)).toMatchObject([
          { employeeId: account.external_id, kind: 'edited', fields: ['department'] },
        ]);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  it('says that whoever was changed waits, and says nothing of them once it is delivered', () =>
    fc.assert(
      fc.asyncProperty(history(), fc.nat({ max: 20 }), async ({ staff, days }, nth) => {
        const world = await begin(staff);
        await live(world, days);
        const picked = await pick(world, 'active', nth);
        fc.pre(picked !== undefined && world.personio.employees.has(picked.employeeId));
        if (picked === undefined) return;
        const { employeeId } = picked;
        const waits = async () => (await world.differences()).map((one) => `${one.kind} ${one.employeeId}`);
        world.edit(employeeId, { first_name: 'Waits' });
        // Whether the next run sends it or the rules keep this person as they are, is theirs to say.
        const prepared = await world.prepare();
        fc.pre(
          !('gate' in prepared) &&
            prepared.resolved.plan.emissions.some(({ draft }) => draft.employeeId === employeeId),
        );
        expect(await waits()).toContain(`waits ${employeeId}`);
        world.deliveryDown = true;
        await world.day(addDays(world.date, 1));
        expect(await waits()).toContain(`waits ${employeeId}`);
        world.deliveryDown = false;
        await world.day(addDays(world.date, 1));
        expect(await waits()).not.toContain(`waits ${employeeId}`);
      }),
      { numRuns: RUNS, seed: SEED },
    ));

  it('finds an active account with an id of nobody, and a second one with an id of somebody', () =>
    fc.assert(
      fc.asyncProperty(history(), async ({ staff, days }) => {
        const world = await begin(staff);
        await live(world, days);
        const picked = await pick(world, 'active', 0);
        fc.pre(picked !== undefined);
        if (picked === undefined) return;
        const plant = (id: number, external_id: string, is_active: boolean) =>
          world.alleo.accounts.set(id, { ...picked.account, id, external_id, is_active, email: `x${id}@example.com` });
        plant(9001, '987654321', true);
        plant(9002, picked.employeeId, true);
        // Inactive, or of another system: nobody has access by it that is ours.
        plant(9003, '987654322', false);
        plant(9004, 'afas-12', true);
        const found = (await world.differences()).filter(isSettled);
        expect(found.map(({ kind, account }) => `${kind} ${account?.id}`).sort()).toEqual([
          'unknown 9001',
          'unknown 9002',
        ]);
      }),
      { numRuns: RUNS, seed: SEED },
    ));
});
