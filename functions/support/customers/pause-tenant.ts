import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { changeTenant } from '../change-tenant.ts';
import { findTenant } from '../find-tenant.ts';
import { Refusal } from '../refusal.ts';
import { explainInactive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-pause' }>;

/**
 * Nothing runs any more, and what is on its way is parked: its open items stay, and the runs after `resume` offer them
 * again. Nobody is deactivated. Only an active tenant can be paused, so that a paused one is always one that was active.
 */
export async function pauseTenant(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-pause'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const problem = tenant.status === 'pending' ? explainInactive(tenant) : undefined;
  if (problem !== undefined) {
    throw new Refusal({ ...problem, message: `${problem.message} Nothing runs for it: there is nothing to pause.` });
  }
  const paused = await changeTenant(deps, tenant, { status: 'paused' }, { status: tenant.status });
  return { tenant: viewTenant(paused, deps.clock()) };
}
