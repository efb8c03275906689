import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { countDifferences } from '../../../shared/core/accounts/compare-accounts.ts';
import { explainCode, orProblem } from '../explain-error.ts';
import { findTenant } from '../find-tenant.ts';
import { nameOf } from '../name-person.ts';
import { type OpenTenant, openCompany, openTenant } from '../open-tenant.ts';
import { type Planned, planOrRefuse } from '../plan-or-stop.ts';
import { failed, Refusal } from '../refusal.ts';
import { refuseUnlessActive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';
import { draftResend } from './draft-resend.ts';
import { findDifferences } from './find-differences.ts';
import { findOnePerson } from './find-one-person.ts';
import { sendAgain } from './send-again.ts';

type Request = Extract<SupportRequest, { operation: 'resend' }>;

/** Whatever is sent before the first plan has gone out would change that plan, and its approval would be void. */
export function refuseBeforeFirstRun(tenant: Tenant): void {
  refuseUnlessActive(tenant);
  if (tenant.activatedAt !== undefined) return;
  const hint = `\`personio-sync status ${tenant.id}\` shows when it has ended; \`requeue ${tenant.id}\` asks for it again.`;
  throw failed('FIRST_RUN_NOT_ENDED', `The first run of ${tenant.name} has not ended yet.`, hint);
}

/**
 * Where the last look found somebody lost, they are counted again: whoever was sent something since `planned` was read is
 * on their way. What cannot be read is left to the next look; the message is out by then.
 */
async function countLostAgain(deps: SupportDeps, open: OpenTenant, planned: Planned, now: Date): Promise<void> {
  const { id, registration, verified } = open.tenant;
  if ((verified?.counts.lost ?? 0) === 0) return;
  const found = await orProblem(id, async () => findDifferences(deps, open, planned, await openCompany(deps, open)));
  if ('problem' in found) {
    deps.log.warn('who is lost was not counted again', { tenantId: id, code: found.problem.code });
    return;
  }
  const counts = countDifferences(found);
  await deps.directory.updateTenant(id, registration, { verified: { at: now.toISOString(), counts } });
}

/** Makes Alleo equal to the rules for one person again (docs/decisions: 12, sending again). */
export async function resend(deps: SupportDeps, request: Request): Promise<SupportAnswer<'resend'>> {
  const tenant = await findTenant(deps, request.tenantId);
  refuseBeforeFirstRun(tenant);
  const now = deps.clock();
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, now, 'unapproved');
  const { employeeId, employee } = findOnePerson(planned, tenant.id, request.person);
  const { policies, onceReadable } = tenant;
  const { plan } = planned.resolved;
  const { emissions, reason, heldBy } = draftResend(employeeId, {
    ...planned,
    plan,
    policies,
    onceReadable,
    fingerprints: open.fingerprints,
  });
  if (heldBy !== undefined) throw new Refusal({ ...explainCode(heldBy, tenant.id), kind: 'held' });
  if (emissions.length > 0) {
    await sendAgain(deps, open, planned, now, emissions);
    await countLostAgain(deps, open, planned, now);
  }
  const sent = emissions.map(({ draft }) => draft.kind);
  return { tenantId: tenant.id, employeeId, name: nameOf(employee), sent, reason };
}
