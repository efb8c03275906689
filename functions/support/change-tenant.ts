import { isDeepStrictEqual } from 'node:util';
import { canonicalAddress } from '../../shared/contracts/address.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantAttributes } from '../../shared/core/ports/table.ts';
import type { Refusal } from './refusal.ts';
import { failed } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

const URLS = ['personioUrl', 'alleoUrl'] as const;
type Urls = Pick<Tenant, (typeof URLS)[number]>;

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

/** Addresses stored in another spelling than ours, in ours: what an earlier release took as it was typed. */
function respell(tenant: Tenant): Partial<Urls> {
  const names = URLS.filter((name) => canonicalAddress(tenant[name]) !== tenant[name]);
  return Object.fromEntries(names.map((name) => [name, canonicalAddress(tenant[name])]));
}

/**
 * The tenant with these attributes changed in the directory, and its addresses brought to their one spelling. Refuses where it was removed, or added anew, meanwhile, and
 * where one of `asRead` is not any more what it was read as. Writes nothing where nothing is to be changed.
 */
export async function changeTenant(
  deps: Pick<SupportDeps, 'directory'>,
  tenant: Tenant,
  changes: Partial<Tenant>,
  asRead: TenantAttributes = {},
): Promise<Tenant> {
  const respelled = respell(tenant);
  const all = { ...respelled, ...changes };
  if (Object.keys(all).length === 0) return tenant;
  const expected = { ...pickAttributes(tenant, Object.keys(respelled) as (keyof Urls)[]), ...asRead };
  const known = await deps.directory.updateTenant(tenant.id, tenant.registration, all, expected);
  if (!known) throw explainChanged(await readAgain(deps, tenant), expected);
  return { ...tenant, ...all };
}
