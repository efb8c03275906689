import { HOLDS } from '../../../shared/contracts/codes/reasons.ts';
import type { MutationKind } from '../../../shared/contracts/mutation-kind.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Held } from '../../../shared/core/hold/assemble.ts';
import { explainCode } from '../explain-error.ts';
import { findTenant } from '../find-tenant.ts';
import { openTenant } from '../open-tenant.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import { queueRun } from '../queue-run.ts';
import { failed, wrongUsage } from '../refusal.ts';
import { refuseUnlessActive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';
import { takeMoment } from '../take-moment.ts';
import { explainChangedPlan } from './changed-plan.ts';
import { storeApproval } from './store-approval.ts';

type Request = Extract<SupportRequest, { operation: 'approve' }>;

type Released = Pick<SupportAnswer<'approve'>, 'approved' | 'remembered' | 'countedMissing'>;

/** What the approval lets out, by kind; what is only remembered or counted from now on is told apart. */
function countReleased(held: readonly Held[], withoutOneOff: boolean): Released {
  const approved: { [K in MutationKind]?: number } = {};
  let countedMissing = 0;
  let remembered = 0;
  for (const { draft, code } of held) {
    const { approval } = HOLDS[code];
    if (approval === 'counts') countedMissing += 1;
    else if (withoutOneOff && draft.hold === 'GRANTED_UNDER_ANOTHER_ID') remembered += 1;
    else if (approval === 'releases') approved[draft.kind] = (approved[draft.kind] ?? 0) + 1;
  }
  return { approved, remembered, countedMissing };
}

/** Releases exactly what is held now, if it still is what support looked at (behaviour: "Approval"), and asks for the run. */
export async function approve(deps: SupportDeps, request: Request): Promise<SupportAnswer<'approve'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const { now, forecast } = takeMoment(deps, tenant, request.asOf);
  if (forecast) throw wrongUsage('FORECAST', 'Only what is held today can be approved.', 'Leave out --as-of.');
  refuseUnlessActive(tenant);
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, now, 'unapproved');
  const { plan } = planned.resolved;
  if (plan.held.length === 0) {
    const hint = `\`personio-sync preview ${tenant.id}\` shows what the next run will do.`;
    throw failed('NOTHING_HELD', `Nothing of ${tenant.name} is held: there is nothing to approve.`, hint);
  }
  if (plan.digest !== request.digest) throw await explainChangedPlan(deps, request, plan);
  const { digest, withoutOneOff } = request;
  const released = countReleased(plan.held, withoutOneOff);
  if (Object.keys(released.approved).length + released.remembered + released.countedMissing === 0) {
    const { message, hint } = explainCode('SEVERAL_MONTHLY_BUDGETS', tenant.id);
    throw failed('SEVERAL_MONTHLY_BUDGETS', message, hint);
  }
  const approval = {
    digest,
    first: false,
    withoutOneOff,
    approvedAt: now.toISOString(),
    state: 'approved' as const,
  };
  await storeApproval(deps, tenant, approval, plan.entries);
  await queueRun(deps, tenant, 'approve', now);
  return { tenantId: tenant.id, digest, ...released };
}
