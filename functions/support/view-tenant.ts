import { canonicalAddress } from '../../shared/contracts/address.ts';
import { isOverdue } from '../../shared/contracts/customer-state.ts';
import type { TenantView } from '../../shared/contracts/support/tenant-view.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import { judgeCustomer, type Standing } from '../../shared/contracts/whose-turn.ts';

/** A tenant as support sees it: no secret's name, no registration. `standing`: where more is known than the directory has. */
export function viewTenant(tenant: Tenant, now: Date, standing: Standing = judgeCustomer(tenant, now)): TenantView {
  const { id, name, status, company, eligibility, policies, personioUrl, alleoUrl, createdAt } = tenant;
  const { activatedAt, lastRun, lastCompleteAt, flag, deliveryFlag, verified } = tenant;
  return {
    id,
    name,
    status,
    company,
    eligibility,
    policies,
    personioUrl: canonicalAddress(personioUrl),
    alleoUrl: canonicalAddress(alleoUrl),
    createdAt,
    ...(activatedAt === undefined ? {} : { activatedAt }),
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(lastCompleteAt === undefined ? {} : { lastCompleteAt }),
    ...(flag === undefined ? {} : { flag }),
    ...(deliveryFlag === undefined ? {} : { deliveryFlag }),
    ...(verified === undefined ? {} : { verified }),
    overdue: isOverdue(tenant, now),
    standing,
  };
}
