import { distance } from 'fastest-levenshtein';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import { wrongUsage } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

/** How many near names are worth telling. */
const NEAREST = 3;

/** The texts nearest to what was typed, nearest first; those that have nothing in common are left out. */
export function findNearest<T>(wanted: string, items: readonly T[], textsOf: (item: T) => readonly string[]): T[] {
  const typed = wanted.toLowerCase();
  const score = (item: T) =>
    Math.min(
      ...textsOf(item).map((text) => {
        const lower = text.toLowerCase();
        const contained = lower.includes(typed) || typed.includes(lower);
        return contained ? 0 : distance(typed, lower) / Math.max(typed.length, lower.length, 1);
      }),
    );
  return items
    .map((item) => ({ item, score: score(item) }))
    .filter((one) => one.score <= 0.6)
    .sort((a, b) => a.score - b.score)
    .slice(0, NEAREST)
    .map((one) => one.item);
}

/** The tenant with this id. Refuses an unknown one, naming those that are nearest by id or name. */
export async function findTenant(deps: Pick<SupportDeps, 'directory'>, tenantId: string): Promise<Tenant> {
  const found = await deps.directory.readTenant(tenantId);
  if (found !== undefined) return found;
  const tenants = await deps.directory.listTenants();
  const near = findNearest(tenantId, tenants, (tenant) => [tenant.id, tenant.name]);
  const named = near.map((tenant) => `${tenant.id} (${tenant.name})`).join(', ');
  const hint = near.length > 0 ? `Did you mean ${named}?` : '`personio-sync tenant list` shows all customers.';
  throw wrongUsage('TENANT_UNKNOWN', `There is no customer ${tenantId}.`, hint);
}
