import { writeArgument } from '../../../shared/contracts/command-line.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import { changeTenant } from '../change-tenant.ts';
import { findEligibilityLike } from '../eligibility-labels.ts';
import { findTenant } from '../find-tenant.ts';
import { openTenant } from '../open-tenant.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import { queueRun } from '../queue-run.ts';
import { failed, wrongUsage } from '../refusal.ts';
import { refuseTakenCompany } from '../refuse-taken-company.ts';
import type { SupportDeps } from '../support-deps.ts';
import { takeMoment } from '../take-moment.ts';
import { viewTenant } from '../view-tenant.ts';
import { explainChangedPlan } from './changed-plan.ts';
import { writeFirstMessage } from './repeat-message.ts';
import { storeApproval } from './store-approval.ts';

type Request = Extract<SupportRequest, { operation: 'activate' }>;

/** What the approved plan was made of and where it will go: settings of another plan are not taken live with it. */
const BEHIND_PLAN = ['status', 'activatedAt', 'company', 'personioUrl', 'alleoUrl', 'eligibility', 'policies'] as const;

/** A killed `activate` may have made the tenant active without its first run: that one may be repeated. */
async function refuseByStatus(deps: SupportDeps, tenant: Tenant, request: Request): Promise<void> {
  if (tenant.status === 'pending') return;
  if (tenant.status === 'paused') {
    throw failed('TENANT_PAUSED', `${tenant.name} is paused.`, `\`personio-sync tenant resume ${tenant.id}\` first.`);
  }
  const { approval } = await deps.memory.readMemory(tenant.id);
  const halfDone =
    tenant.activatedAt === undefined && approval?.state === 'approved' && approval.digest === request.digest;
  if (halfDone) return;
  const hint = `What a run holds is released with \`personio-sync approve ${tenant.id} --digest D\`.`;
  throw failed('ALREADY_ACTIVE', `${tenant.name} is active already.`, hint);
}

function refuseUndecided(tenant: Tenant, listing: CompleteListing): void {
  if (tenant.eligibility.mode !== 'undecided') return;
  const [label] = findEligibilityLike(listing.attributes.values());
  if (label === undefined) return;
  const command = `personio-sync tenant set ${tenant.id} --eligibility`;
  throw failed(
    'ELIGIBILITY_UNDECIDED',
    `Personio shows an attribute "${oneLine(label)}", and nobody decided whether it selects the people who take part.`,
    `Ask the customer, then \`${command} ${writeArgument(label, 'LABEL')}\` (only those with yes) or \`${command} none\` (everyone).`,
  );
}

/**
 * Takes a customer live: the first plan is made again and must be the one with this digest; then it is approved, the
 * tenant becomes active, and its first run is asked for. Can be repeated until that run has ended.
 */
export async function activate(deps: SupportDeps, request: Request): Promise<SupportAnswer<'activate'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const { now, forecast } = takeMoment(deps, tenant, request.asOf);
  if (forecast) throw wrongUsage('FORECAST', 'Only the plan of today can be approved.', 'Leave out --as-of.');
  await refuseByStatus(deps, tenant, request);
  // Again: an earlier release took another spelling of an address for another Alleo.
  refuseTakenCompany(await deps.directory.listTenants(), tenant.id, tenant.company.id, tenant.alleoUrl);
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, now, 'first');
  refuseUndecided(tenant, planned.listing);
  const { plan } = planned.resolved;
  if (plan.digest !== request.digest) throw await explainChangedPlan(deps, request, plan);
  const message = await writeFirstMessage(deps, open, planned, request.withoutOneOff);
  const { digest, withoutOneOff } = request;
  const approvedAt = now.toISOString();
  const approval = { digest, first: true, withoutOneOff, approvedAt, state: 'approved' } as const;
  await storeApproval(deps, tenant, approval, plan.entries);
  const asRead = Object.fromEntries(BEHIND_PLAN.map((name) => [name, tenant[name]]));
  const active = await changeTenant(deps, tenant, { status: 'active' }, asRead);
  await queueRun(deps, tenant, 'activate', now);
  return { tenant: viewTenant(active, now), digest, message };
}
