import { describe, expect, it } from 'vitest';
import { ABSENT, EMPTY } from '../../shared/core/ground/employee.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const kinds = (world: World, id: string) => world.sent.filter((one) => one.subject === id).map((one) => one.data.kind);

describe('attributes that vanish and come back', () => {
  it('attribute unreadable for two days, then back: no mutation, no grant', async () => {
    const staff = people(10, { budgets: { 'monthly:all': '50', 'oneoff:all': '100' } });
    const world = await World.activated({ employees: staff });
    const before = world.sent.length;
    for (const one of staff) {
      world.edit(one.id, {
        birthday: ABSENT,
        department: ABSENT,
        hire_date: ABSENT,
        termination_date: ABSENT,
        budgets: new Map(),
      });
    }
    const report = await world.day('2026-12-02');
    const vanished = report.issues.filter((issue) => issue.code === 'ATTRIBUTE_VANISHED');
    expect(vanished.map((issue) => issue.attribute).sort()).toEqual([
      'alleo_monthly_all_budget',
      'alleo_oneoff_all_budget',
      'birthday',
      'department',
      'hire_date',
      'termination_date',
    ]);
    await world.day('2026-12-03');
    for (const one of staff) world.edit(one.id, one);
    await world.day('2026-12-04');
    await world.day('2026-12-20');
    expect(world.sent).toHaveLength(before);
  });

  it('hire date unreadable for days: said and activations held on each of them', async () => {
    const staff = people(10);
    const world = await World.activated({ employees: staff });
    world.add(person('new'));
    for (const id of world.personio.employees.keys()) world.edit(id, { hire_date: ABSENT });
    for (const date of ['2026-12-02', '2026-12-03', '2026-12-04']) {
      expect(await world.day(date)).toMatchObject({
        status: 'held',
        held: { activate: { count: 1, code: 'ATTRIBUTE_VANISHED' } },
        issues: expect.arrayContaining([{ code: 'ATTRIBUTE_VANISHED', attribute: 'hire_date' }]),
      });
    }
    expect(kinds(world, 'new')).toEqual([]);
  });

  it('a budget field emptied for everyone at once: frozen, however long, and nothing when it is back', async () => {
    const staff = people(10, { budgets: { 'oneoff:all': '100' } });
    const world = await World.activated({ employees: staff, policies: { onBudgetCleared: 'remove' } });
    const before = world.sent.length;
    for (const one of staff) world.edit(one.id, { budgets: new Map([['oneoff:all', EMPTY]]) });
    await world.day('2026-12-02');
    await world.day('2026-12-20');
    for (const one of staff) world.edit(one.id, one);
    await world.day('2026-12-21');
    expect(world.sent).toHaveLength(before);
  });
});

describe('people who are deleted in Personio', () => {
  it('of a few everybody left but one, who is deleted: the sync goes on, and the account is closed on the third day', async () => {
    const world = await World.activated({ employees: people(4) });
    for (const id of ['1', '2', '3']) world.edit(id, { status: 'inactive' });
    await world.day('2026-12-02');
    await world.approve();
    await world.day('2026-12-03');
    world.edit('4', undefined);
    world.add(person('new'));
    expect(await world.day('2026-12-04')).toMatchObject({ status: 'ok', missing: 1, mutations: { activate: 1 } });
    await world.day('2026-12-05');
    expect(await world.day('2026-12-06')).toMatchObject({ mutations: { deactivate: 1 } });
    expect(kinds(world, '4')).toEqual(['activate', 'deactivate']);
  });
});
