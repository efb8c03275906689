import { isDeepStrictEqual } from 'node:util';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantAttributes } from '../../shared/core/ports/table.ts';
import type { Refusal } from './refusal.ts';
import { failed } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

/** These attributes alone. */
export function pickAttributes<K extends keyof Tenant>(
  tenant: Pick<Tenant, K>,
  names: readonly K[],
): Partial<Pick<Tenant, K>> {
  const picked: Partial<Pick<Tenant, K>> = {};
  for (const name of names) picked[name] = tenant[name];
  return picked;
}

/** The tenant as it is now. Refuses where it was removed, or added anew, meanwhile. */
export async function readAgain(
  deps: Pick<SupportDeps, 'directory'>,
  { id, name, registration }: Pick<Tenant, 'id' | 'name' | 'registration'>,
): Promise<Tenant> {
  const now = await deps.directory.readTenant(id);
  if (now?.registration === registration) return now;
  throw failed('TENANT_CHANGED', `${name} was removed meanwhile.`, '`personio-sync tenant list` shows who is there.');
}

function explainChanged(now: Tenant, asRead: TenantAttributes): Refusal {
  const stored = new Map<string, unknown>(Object.entries(now));
  const changed = Object.entries(asRead).flatMap(([name, value]) =>
    isDeepStrictEqual(stored.get(name), value) ? [] : [name],
  );
  const what = changed.length === 0 ? '' : ` (${changed.join(', ')})`;
  return failed(
    'TENANT_CHANGED',
    `Somebody else changed ${now.name} meanwhile${what}. Nothing was changed by this.`,
    `Look at \`personio-sync tenant show ${now.id}\`, then ask again.`,
  );
}

/**
 * The tenant with these attributes changed in the directory. Refuses where it was removed, or added anew, meanwhile, and
 * where one of `asRead` is not any more what it was read as.
 */
export async function changeTenant(
  deps: Pick<SupportDeps, 'directory'>,
  tenant: Tenant,
  changes: Partial<Tenant>,
  asRead: TenantAttributes = {},
): Promise<Tenant> {
  const known = await deps.directory.updateTenant(tenant.id, tenant.registration, changes, asRead);
  if (!known) throw explainChanged(await readAgain(deps, tenant), asRead);
  return { ...tenant, ...changes };
}
