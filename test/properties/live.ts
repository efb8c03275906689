import { addDays } from '../../shared/core/ground/calendar.ts';
import type { Employee } from '../../shared/core/ground/employee.ts';
import type { WorldOptions } from '../fakes/world.ts';
import { World } from '../fakes/world.ts';
import { person } from '../shared/core/build.ts';
import type { Day, Edit } from './arbitraries.ts';
import { FIRST_DAY } from './arbitraries.ts';

let joined = 0;

/** Applies one edit; gives the ids that it touched. */
export function apply(world: World, edit: Edit): string[] {
  const ids = [...world.personio.employees.keys()];
  if (edit.edit === 'join') {
    joined += 1;
    const id = `j${joined}`;
    world.add(person(id));
    return [id];
  }
  const id = ids[edit.who % Math.max(1, ids.length)];
  if (id === undefined) return [];
  if ('key' in edit) {
    const before = world.personio.employees.get(id)?.budgets ?? new Map();
    world.edit(id, { budgets: new Map([...before, [edit.key, edit.value]]) });
  } else if ('field' in edit) world.edit(id, { [edit.field]: edit.value });
  else if (edit.edit === 'remove') world.edit(id, undefined);
  else if (edit.edit === 'hide') world.personio.hidden.add(id);
  else world.personio.hidden.delete(id);
  return [id];
}

/** An activated customer on the first day of a history. */
export async function begin(employees: readonly Employee[], options: Partial<WorldOptions> = {}): Promise<World> {
  joined = 0;
  return World.activated({ employees, ...options }, FIRST_DAY);
}

/** Lives through the days; `after` looks at each one. */
export async function live(
  world: World,
  days: readonly Day[],
  after: (day: { date: string; touched: ReadonlySet<string>; sentBefore: number }) => Promise<void> | void = () => {},
): Promise<void> {
  let date = FIRST_DAY;
  for (const { gap, edits } of days) {
    date = addDays(date, gap);
    const touched = new Set(edits.flatMap((edit) => apply(world, edit)));
    const sentBefore = world.sent.length;
    await world.day(date);
    await after({ date, touched, sentBefore });
  }
}
