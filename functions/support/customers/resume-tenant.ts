import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { changeTenant } from '../change-tenant.ts';
import { findTenant } from '../find-tenant.ts';
import { Refusal } from '../refusal.ts';
import { explainInactive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-resume' }>;

/** The schedule takes a paused tenant again. What came together meanwhile is under the ordinary limits. */
export async function resumeTenant(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-resume'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const problem = tenant.status === 'pending' ? explainInactive(tenant) : undefined;
  if (problem !== undefined) throw new Refusal(problem);
  const active = await changeTenant(deps, tenant, { status: 'active' }, { status: tenant.status });
  return { tenant: viewTenant(active, deps.clock()) };
}
