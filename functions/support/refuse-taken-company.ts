import { isSameAddress } from '../../shared/contracts/address.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import { failed } from './refusal.ts';

/** Refuses a company that another tenant has: one Alleo company belongs to one tenant. */
export function refuseTakenCompany(
  tenants: readonly Tenant[],
  tenantId: string,
  companyId: number,
  alleoUrl: string,
): void {
  const holder = tenants.find(
    (one) => one.id !== tenantId && one.company.id === companyId && isSameAddress(one.alleoUrl, alleoUrl),
  );
  if (holder === undefined) return;
  throw failed(
    'COMPANY_TAKEN',
    `The Alleo company ${companyId} belongs to the customer ${holder.id} (${holder.name}).`,
    `Look at \`personio-sync tenant show ${holder.id}\`; give another --company.`,
  );
}
