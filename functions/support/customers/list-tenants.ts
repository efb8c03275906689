import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';

/** Every tenant of the stage, by id. */
export async function listTenants(deps: SupportDeps): Promise<SupportAnswer<'tenant-list'>> {
  const now = deps.clock();
  const tenants = [...(await deps.directory.listTenants())].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { tenants: tenants.map((tenant) => viewTenant(tenant, now)) };
}
