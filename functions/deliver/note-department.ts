import type { Tenant } from '../../shared/contracts/tenant.ts';
import { foldText, noteName } from '../../shared/core/ground/text.ts';
import type { DeliverDeps } from './deliver-work.ts';
import { writeNote } from './write-note.ts';

/**
 * How many departments without a group a tenant's entry in the directory names: an item takes 400 KB, this 32 at most.
 * Where a group is made for one of them, another takes its place.
 */
const MOST_NAMES = 100;

/** The names told after this one is seen; one that is told already stays as it is spelled. */
function listWithout(told: readonly string[], name: string, hasGroup: boolean): readonly string[] {
  const own = noteName(name);
  const isOwn = (other: string) => foldText(other) === foldText(own);
  const all = told.map(noteName);
  const others = hasGroup ? all.filter((other) => !isOwn(other)) : all;
  const isNew = !hasGroup && others.length < MOST_NAMES && !others.some(isOwn);
  return (isNew ? [...others, own].sort() : others).slice(0, MOST_NAMES);
}

/**
 * Told once per department: support sees it in every run report until a group of that name exists. Throws
 * `TransientError`.
 */
export async function noteDepartment(
  deps: Pick<DeliverDeps, 'directory' | 'log'>,
  tenant: Tenant,
  name: string,
  hasGroup: boolean,
): Promise<void> {
  const told = tenant.departmentsWithoutGroup ?? [];
  const departmentsWithoutGroup = [...listWithout(told, name, hasGroup)];
  if (departmentsWithoutGroup.join('\n') === told.join('\n')) return;
  await writeNote(deps, tenant, { departmentsWithoutGroup }, 'department without a group');
}
