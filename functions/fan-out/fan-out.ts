import { findTroubles, isOverdue } from '../../shared/contracts/customer-state.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantMessage } from '../../shared/contracts/tenant-message.ts';
import type { TenantQueuePort } from '../../shared/core/ports/queues.ts';
import type { DirectoryPort } from '../../shared/core/ports/table.ts';

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
 * One message per active tenant, de-duplicated on its registration and the schedule's time, so that a schedule that fires
 * twice still asks for one run, and nobody who may only send knows beforehand under which id. `scheduledTime`: as the
 * schedule says it, any text that is the same for both.
 */
export async function fanOut(deps: FanOutDeps, scheduledTime: string): Promise<FanOutResult> {
  const tenants = (await deps.directory.listTenants()).filter((tenant) => tenant.status === 'active');
  const requestedAt = deps.clock().toISOString();
  const messages = tenants.map((tenant) => {
    const { id: tenantId, registration } = tenant;
    const message: TenantMessage = { version: 1, tenantId, registration, trigger: 'schedule', requestedAt };
    return { message, deduplicationId: `schedule-${registration}-${scheduledTime.replaceAll(/[^0-9A-Za-z]/g, '')}` };
  });
  const { failed } = await deps.tenantQueue.sendTenantMessages(messages);
  return { active: tenants.length, sent: tenants.length - failed.length, failed };
}

/** How many active tenants are in sync, as their entries in the directory say, and which had no complete run for 26 hours. */
export async function countInSync(deps: Pick<FanOutDeps, 'directory' | 'clock'>): Promise<{
  readonly inSync: number;
  readonly notInSync: number;
  readonly overdue: readonly Tenant[];
}> {
  const now = deps.clock();
  const active = (await deps.directory.listTenants()).filter(({ status }) => status === 'active');
  const inSync = active.filter((tenant) => findTroubles(tenant, now).length === 0).length;
  const overdue = active.filter((tenant) => isOverdue(tenant, now));
  return { inSync, notInSync: active.length - inSync, overdue };
}
