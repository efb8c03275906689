import type { TenantMessage } from '../../shared/contracts/tenant-message.ts';
import type { DirectoryPort, TenantQueuePort } from '../../shared/core/ports.ts';

export interface FanOutDeps {
  readonly directory: Pick<DirectoryPort, 'listTenants'>;
  readonly tenantQueue: TenantQueuePort;
  readonly clock: () => Date;
}

/** How many active tenants there are, and who got no message. */
export interface FanOutResult {
  readonly active: number;
  readonly sent: number;
  readonly failed: readonly { readonly tenantId: string; readonly code: string }[];
}

/**
 * One message per active tenant, de-duplicated on tenant and the schedule's time, so that a schedule that fires twice
 * still asks for one run. `scheduledTime`: as the schedule says it, any text that is the same for both.
 */
export async function fanOut(deps: FanOutDeps, scheduledTime: string): Promise<FanOutResult> {
  const tenants = (await deps.directory.listTenants()).filter((tenant) => tenant.status === 'active');
  const requestedAt = deps.clock().toISOString();
  const messages = tenants.map((tenant) => {
    const { id: tenantId, registration } = tenant;
    const message: TenantMessage = { version: 1, tenantId, registration, trigger: 'schedule', requestedAt };
    return { message, deduplicationId: `schedule-${tenantId}-${scheduledTime.replaceAll(/[^0-9A-Za-z]/g, '')}` };
  });
  const { failed } = await deps.tenantQueue.sendTenantMessages(messages);
  return { active: tenants.length, sent: tenants.length - failed.length, failed };
}

/** A tenant without a complete run for this long needs somebody to look (behaviour: daily; two hours of grace). */
const OVERDUE_MS = 26 * 3_600_000;

/** How many active tenants have had no complete run for 26 hours, counted from their activation. */
export async function countOverdue(deps: Pick<FanOutDeps, 'directory' | 'clock'>): Promise<number> {
  const now = deps.clock().getTime();
  const tenants = await deps.directory.listTenants();
  return tenants.filter((tenant) => {
    const last = tenant.lastCompleteAt ?? tenant.activatedAt ?? tenant.createdAt;
    return tenant.status === 'active' && now - Date.parse(last) > OVERDUE_MS;
  }).length;
}
