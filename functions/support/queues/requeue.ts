import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { findTenant } from '../find-tenant.ts';
import { queueRun, queueRuns } from '../queue-run.ts';
import { refuseUnlessActive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'requeue' }>;

/** The manual run: of one tenant, or of all active ones. */
export async function requeue(deps: SupportDeps, request: Request): Promise<SupportAnswer<'requeue'>> {
  if (request.tenantId !== undefined) {
    const tenant = await findTenant(deps, request.tenantId);
    refuseUnlessActive(tenant);
    await queueRun(deps, tenant, 'requeue');
    return { queued: [tenant.id], failed: [] };
  }
  const active = (await deps.directory.listTenants()).filter((tenant) => tenant.status === 'active');
  const failed = await queueRuns(deps, active, 'requeue');
  const left = new Set(failed);
  return { queued: active.map(({ id }) => id).filter((id) => !left.has(id)), failed: [...failed] };
}
