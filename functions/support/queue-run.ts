import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { Trigger } from '../../shared/contracts/tenant-message.ts';
import { failed } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

type QueueDeps = Pick<SupportDeps, 'tenantQueue' | 'clock' | 'newId'>;

/** Asks for a run of each of these tenants, under a fresh deduplication id; gives those whose message was not taken. */
export async function queueRuns(
  deps: QueueDeps,
  tenants: readonly Tenant[],
  trigger: Trigger,
  now: Date = deps.clock(),
): Promise<readonly string[]> {
  const requestedAt = now.toISOString();
  const messages = tenants.map(({ id: tenantId, registration }) => ({
    message: { version: 1 as const, tenantId, registration, trigger, requestedAt },
    deduplicationId: `${trigger}-${deps.newId(now)}`,
  }));
  const answer = await deps.tenantQueue.sendTenantMessages(messages);
  return answer.failed.map((one) => one.tenantId);
}

/** Asks for a run of one tenant. Refuses where the queue does not take the message; what went before stays done. */
export async function queueRun(deps: QueueDeps, tenant: Tenant, trigger: Trigger, now?: Date): Promise<void> {
  const left = await queueRuns(deps, [tenant], trigger, now);
  if (left.length === 0) return;
  throw failed(
    'SEND_FAILED',
    'The queue did not take the request for a run.',
    `Try \`personio-sync requeue ${tenant.id}\`.`,
  );
}
