import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { Trigger } from '../../shared/contracts/tenant-message.ts';
import type { RememberContext } from '../../shared/core/emit/remember.ts';
import { buildVerifyMessage, isVerifyDue } from '../../shared/core/emit/verify-message.ts';
import type { VerifyQueuePort } from '../../shared/core/ports/queues.ts';

/** Of the schedule: a run that somebody asks for is not the weekly one. */
const BY_SCHEDULE: ReadonlySet<Trigger> = new Set(['schedule', 'continue']);

/**
 * Asks deliver, once a week, to compare what Alleo has with what is remembered, once all of this run is delivered. Not
 * where somebody else delivers. Throws `TransientError` SEND_FAILED.
 */
export async function askToVerify(
  deps: { readonly deliveryMode: 'customer-api' | 'queue'; readonly verifyQueue: VerifyQueuePort },
  tenant: Tenant,
  trigger: Trigger,
  { today, startedAt, fingerprints }: RememberContext,
): Promise<void> {
  const { activatedAt } = tenant;
  if (deps.deliveryMode !== 'customer-api' || activatedAt === undefined) return;
  // Its first plan has just gone out.
  if (activatedAt.slice(0, 10) >= today) return;
  if (!BY_SCHEDULE.has(trigger) || !isVerifyDue(tenant, today)) return;
  await deps.verifyQueue.sendVerify(buildVerifyMessage(tenant, startedAt.toISOString(), fingerprints));
}
