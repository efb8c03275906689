import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/core/ground/calendar.ts';
import { describePeople } from '../../shared/core/report/report.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const notices = (world: World) =>
  (world.reports.at(-1)?.issues ?? [])
    .filter(({ code }) => code === 'NO_GROUP_FOR_DEPARTMENT')
    .map(({ attribute }) => attribute);
const groupOf = (world: World, externalId: string) =>
  [...world.alleo.accounts.values()].find((one) => one.external_id === externalId)?.company_group_id;
const IT = 3;

/** Two people in Marketing, which has no group; the others are in IT, which has one. */
async function withMarketing(): Promise<World> {
  const staff = people(6, { department: 'IT' });
  return World.activated({
    employees: staff.map((one) => (Number(one.id) <= 2 ? { ...one, department: 'Marketing' } : one)),
  });
}

/** What a preview of the day after shows of everybody. */
async function actionsOn(world: World, date: string): Promise<ReadonlySet<string>> {
  world.date = addDays(date, 1);
  const prepared = await world.prepare();
  if ('gate' in prepared) throw new Error(prepared.gate.code);
  return new Set(describePeople(prepared.resolved.plan).map(({ action }) => action));
}

/** Calls of a whole day that changed something, or looked at one account. */
const touched = (world: World) => world.gate.calls.filter((name) => /^alleo (?!listGroups)/.test(name));

describe('a department without a group', () => {
  it('is told while it is so, without touching anybody, and without a word of its people', async () => {
    const world = await withMarketing();
    for (const date of ['2026-12-02', '2026-12-03', '2026-12-04']) {
      world.gate.calls.length = 0;
      const report = await world.day(date);
      expect(report).toMatchObject({ status: 'ok', open: { count: 0 } });
      expect(report.mutations).toEqual({});
      expect(await actionsOn(world, date)).toEqual(new Set(['none']));
      expect(notices(world)).toEqual(['Marketing']);
      expect(world.reports.at(-1)?.issues).toHaveLength(1);
      expect(touched(world)).toEqual([]);
      expect(world.gate.calls.filter((name) => name === 'alleo listGroups').length).toBeLessThanOrEqual(1);
    }
    expect(groupOf(world, '1')).toBeNull();
  });

  it('gets its group: its people are in it by the next run, nobody else is touched, and the notice ends', async () => {
    const world = await withMarketing();
    await world.day('2026-12-02');
    const others = [...world.alleo.accounts.values()].filter(({ company_group_id }) => company_group_id === IT);
    world.alleo.groups.push({ id: 9, name: ' MARKETING' });
    world.gate.calls.length = 0;
    await world.day('2026-12-03');
    expect([groupOf(world, '1'), groupOf(world, '2')]).toEqual([9, 9]);
    expect(touched(world).filter((name) => name === 'alleo updateAccount')).toHaveLength(2);
    for (const one of others) expect(world.alleo.accounts.get(one.id)).toEqual(one);
    world.gate.calls.length = 0;
    const quiet = await world.day('2026-12-04');
    expect([quiet.mutations, quiet.issues, quiet.open.count]).toEqual([{}, [], 0]);
    expect(world.gate.calls.filter((name) => name.startsWith('alleo '))).toEqual([]);
  });

  it('gets one that was renamed: its people come to it, and whoever is in it stays', async () => {
    const world = await withMarketing();
    world.alleo.groups = [{ id: IT, name: 'Marketing' }];
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    expect([groupOf(world, '1'), groupOf(world, '2'), groupOf(world, '3')]).toEqual([IT, IT, IT]);
    expect(notices(world)).toEqual([]);
  });

  it('is no longer told once the last person has left it: moved, gone, or out', async () => {
    const world = await withMarketing();
    world.edit('1', { department: 'IT' });
    world.edit('2', { status: 'inactive' });
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    expect(notices(world)).toEqual([]);
    expect(groupOf(world, '1')).toBe(IT);
    world.gate.calls.length = 0;
    await world.day('2026-12-04');
    expect(world.gate.calls.filter((name) => name.startsWith('alleo '))).toEqual([]);
  });

  it('is told again for somebody who comes to it later, and heals for them, too', async () => {
    const world = await withMarketing();
    world.edit('1', { department: 'IT' });
    world.edit('2', { department: 'IT' });
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    world.add(person('7', { department: 'marketing' }));
    await world.day('2026-12-04');
    await world.day('2026-12-05');
    expect(notices(world)).toEqual(['Marketing']);
    world.alleo.groups.push({ id: 9, name: 'Marketing' });
    await world.day('2026-12-06');
    await world.day('2026-12-07');
    expect(groupOf(world, '7')).toBe(9);
    expect(notices(world)).toEqual([]);
  });
});

describe('somebody who waits for a group', () => {
  it('is otherwise as everybody: changed, deactivated by hand, deleted', async () => {
    const world = await withMarketing();
    const [first, second] = [...world.alleo.accounts.values()];
    if (first === undefined || second === undefined) throw new Error('no accounts');
    world.alleo.accounts.set(first.id, { ...first, is_active: false, last_name: 'By hand' });
    world.alleo.accounts.delete(second.id);
    world.alleo.groups.push({ id: 9, name: 'Marketing' });
    await world.day('2026-12-02');
    // What admins did is not reverted by it, and nobody is made anew.
    expect(world.alleo.accounts.get(first.id)).toMatchObject({
      is_active: false,
      last_name: 'By hand',
      company_group_id: 9,
    });
    expect(world.alleo.accounts.size).toBe(5);
    expect(world.open()).toEqual([]);
    world.edit('1', { first_name: 'Piet' });
    await world.day('2026-12-03');
    expect(world.alleo.accounts.get(first.id)).toMatchObject({ first_name: 'Piet', is_active: true });
  });

  it('waits on where Alleo refuses it, and where deliver ends half-way', async () => {
    const world = await withMarketing();
    const [first] = [...world.alleo.accounts.values()];
    world.alleo.groups.push({ id: 9, name: 'Marketing' });
    world.alleo.locked.add(first?.id ?? 0);
    await world.day('2026-12-02');
    expect(groupOf(world, '2')).toBe(9);
    expect(groupOf(world, '1')).toBeNull();
    world.alleo.locked.clear();
    await world.day('2026-12-03');
    expect(groupOf(world, '1')).toBe(9);
    expect(world.open()).toEqual([]);
  });

  it('is never lost, whichever call of the delivery goes wrong', async () => {
    const calls = async (at: number) => {
      const world = await World.activated({ employees: people(3, { department: 'IT' }) });
      world.edit('1', { department: 'Marketing' });
      world.date = '2026-12-02';
      await world.sync();
      world.gate.calls.length = 0;
      world.gate.fault = { at, kind: at % 2 === 0 ? 'kill-after' : 'fail-after' };
      await world.deliverAll();
      const wentWrong = world.gate.fault === undefined;
      world.gate.fault = undefined;
      world.alleo.groups.push({ id: 9, name: 'Marketing' });
      await world.day('2026-12-03');
      expect({ at, group: groupOf(world, '1'), open: world.open() }).toEqual({ at, group: 9, open: [] });
      return wentWrong;
    };
    let at = 1;
    while (await calls(at)) at += 1;
    expect(at).toBeGreaterThan(5);
  });
});
