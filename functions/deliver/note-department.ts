import type { Tenant } from '../../shared/contracts/tenant.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import type { DeliverDeps } from './deliver-work.ts';

/**
 * How many departments without a group a tenant's entry in the directory names, and how much of each name: an item takes
 * 400 KB, this 32 at most. Where a group is made for one of them, another takes its place.
 */
const MOST_NAMES = 100;
const LONGEST_NAME = 80;

/** By characters, so that none is cut in two. */
function shorten(name: string): string {
  const letters = Array.from(name);
  return letters.length > LONGEST_NAME
    ? `${letters
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trimEnd()}…`
    : name;
}

/** The names told after this one is seen. */
function listWithout(told: readonly string[], name: string, hasGroup: boolean): readonly string[] {
  const own = shorten(name);
  const others = told.map(shorten).filter((other) => other !== own);
  if (hasGroup || others.length >= MOST_NAMES) return others.slice(0, MOST_NAMES);
  return [...others, own].sort();
}

/**
 * Told once per department: support sees it in every run report until a group of that name exists. It is a note: where it
 * cannot be written at all, the profile goes on without. Throws `TransientError`.
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
  try {
    await deps.directory.updateTenant(tenant.id, tenant.registration, { departmentsWithoutGroup });
  } catch (error) {
    if (error instanceof TransientError) throw error;
    deps.log.error('department without a group was not noted', error, { tenantId: tenant.id });
  }
}
