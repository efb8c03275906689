import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { countDifferences, type Difference } from '../../../shared/core/accounts/compare-accounts.ts';
import type { Fingerprints } from '../../../shared/core/ground/fingerprint.ts';
import { digestOf } from '../../../shared/core/hold/digest.ts';
import { findTenant } from '../find-tenant.ts';
import { openCompany, openTenant } from '../open-tenant.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';
import { draftResend } from './draft-resend.ts';
import { findDifferences } from './find-differences.ts';
import { refuseBeforeFirstRun } from './resend.ts';
import { sendAgain } from './send-again.ts';
import { showDifference } from './verify.ts';

type Request = Extract<SupportRequest, { operation: 'resend-lost' }>;

/** As many as are read by whoever approves them, and sent within one invocation; the next list has the others. */
const MOST = 500;

/** Names exactly these people and what is lost of each. */
function digestLost(lost: readonly Difference[], fingerprints: Fingerprints): string {
  const entries = lost.map(({ employeeId, access, account }) => ({
    employeeId,
    kind: 'update' as const,
    fingerprint: fingerprints.of('lost', `${access} ${account?.id ?? ''}`),
  }));
  return digestOf(entries, fingerprints);
}

/**
 * Whoever has access in Alleo otherwise than what was applied; with the digest of that list exactly these are sent again,
 * each as by `resend` (docs/decisions: 12, sending again).
 */
export async function resendLost(deps: SupportDeps, request: Request): Promise<SupportAnswer<'resend-lost'>> {
  const tenant = await findTenant(deps, request.tenantId);
  refuseBeforeFirstRun(tenant);
  const now = deps.clock();
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, now, 'unapproved');
  const differences = await findDifferences(deps, open, planned, await openCompany(deps, open));
  const allLost = differences.filter(({ kind }) => kind === 'lost');
  const lost = allLost.slice(0, MOST);
  const digest = digestLost(lost, open.fingerprints);
  const people = lost.map((one) => showDifference(one, planned));
  const answer = { tenantId: tenant.id, digest, people, others: allLost.length - lost.length };
  if (request.digest === undefined) return { ...answer, resent: false, sent: 0, unsent: [] };
  if (request.digest !== digest || lost.length === 0) {
    const hint = `\`personio-sync resend ${tenant.id} --lost\` shows it as it is now, with its digest.`;
    throw failed('DIGEST_CHANGED', 'The list is not the one with this digest any more. Nothing was sent.', hint);
  }
  const { policies, onceReadable } = tenant;
  const { fingerprints } = open;
  const context = { ...planned, plan: planned.resolved.plan, policies, onceReadable, fingerprints };
  const drafted = lost.map(({ employeeId }) => ({ employeeId, ...draftResend(employeeId, context) }));
  const emissions = drafted.flatMap((one) => [...one.emissions]);
  if (emissions.length > 0) await sendAgain(deps, open, planned, now, emissions);
  const unsent = drafted.filter((one) => one.emissions.length === 0).map((one) => one.employeeId);
  // So that nobody is told of the weekly look's people any more who are on their way now.
  const before = countDifferences(differences);
  const sentPeople = drafted.length - unsent.length;
  const counts = { ...before, lost: before.lost - sentPeople, waits: before.waits + sentPeople };
  await deps.directory.updateTenant(tenant.id, tenant.registration, { verified: { at: now.toISOString(), counts } });
  return { ...answer, resent: true, sent: emissions.length, unsent };
}
