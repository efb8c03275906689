import type { Tenant } from '../../contracts/tenant.ts';

/** A tenant without a complete run for this long needs somebody to look (behaviour: daily; two hours of grace). */
const OVERDUE_MS = 26 * 3_600_000;

/** Whether an active tenant has had no complete run for 26 hours, counted from its activation. */
export function isOverdue(tenant: Tenant, now: Date): boolean {
  const last = tenant.lastCompleteAt ?? tenant.activatedAt ?? tenant.createdAt;
  return tenant.status === 'active' && now.getTime() - Date.parse(last) > OVERDUE_MS;
}
