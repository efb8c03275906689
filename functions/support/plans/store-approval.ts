import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Approval, PlanEntry } from '../../../shared/core/ground/memory.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';

/** Stores an approval with what it covers. Refuses where somebody approved after this one was asked for. */
export async function storeApproval(
  deps: Pick<SupportDeps, 'memory'>,
  tenant: Tenant,
  approval: Approval,
  entries: readonly PlanEntry[],
): Promise<void> {
  await deps.memory.putPlan(tenant.id, approval.digest, entries, new Date(approval.approvedAt));
  if (await deps.memory.putApproval(tenant.id, approval)) return;
  throw failed(
    'APPROVED_MEANWHILE',
    `Somebody else approved for ${tenant.name} meanwhile. Theirs stands; nothing was changed by this.`,
    `Look at \`personio-sync status ${tenant.id}\`, then preview again where something is still held.`,
  );
}
