import type { Tenant } from '../../shared/contracts/tenant.ts';
import { failed } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

/** The tenant with these attributes changed in the directory. Refuses where it was removed, or added anew, meanwhile. */
export async function changeTenant(
  deps: Pick<SupportDeps, 'directory'>,
  tenant: Tenant,
  changes: Partial<Tenant>,
): Promise<Tenant> {
  const known = await deps.directory.updateTenant(tenant.id, tenant.registration, changes);
  if (known) return { ...tenant, ...changes };
  throw failed(
    'TENANT_CHANGED',
    `${tenant.name} was removed meanwhile.`,
    '`personio-sync tenant list` shows who is there.',
  );
}
