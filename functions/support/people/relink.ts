import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { readIndex } from '../../../shared/core/accounts/index-accounts.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import { readAgain } from '../change-tenant.ts';
import { findTenant } from '../find-tenant.ts';
import { nameOfAccount } from '../name-person.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openCompany, openTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import { recordAccount } from '../recorded-account.ts';
import { failed, Refusal } from '../refusal.ts';
import { explainInactive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';
import { draftResend } from './draft-resend.ts';
import type { Foreign } from './foreign-accounts.ts';
import { digestForeign, findForeignAccounts } from './foreign-accounts.ts';
import { sendAgain } from './send-again.ts';

type Request = Extract<SupportRequest, { operation: 'relink' }>;

/** Takes one account over, if it still is as it was listed, and records that it is the person's. */
async function takeOver(
  deps: SupportDeps,
  tenant: Tenant,
  alleo: AlleoPort,
  foreign: Foreign,
  done: number,
): Promise<void> {
  const { employeeId, account } = foreign;
  const stop = (why: string) =>
    failed(
      'RELINK_STOPPED',
      `The account ${account.id} ${why}. ${done} accounts before it were taken over, those after it were not.`,
      'Ask for the list again, without --digest.',
    );
  const live = await alleo.readAccount(account.id);
  if (live?.external_id !== account.external_id) throw stop('changed in Alleo meanwhile');
  if (live.external_id !== employeeId) {
    const updated = await alleo.updateAccount(account.id, { external_id: employeeId });
    if (updated === undefined || 'rejected' in updated) throw stop('was refused by Alleo');
  }
  await recordAccount(deps, tenant, employeeId, account);
}

/** Why what waits goes out later: a run is or was at work, or the customer was paused. */
const LATER: ReadonlySet<string> = new Set(['LEASE_TAKEN', 'MEMORY_CHANGED', 'TENANT_PAUSED']);

/** Sends what waits for these people at once, where that can be; else a later run offers it. */
async function sendWaiting(
  deps: SupportDeps,
  open: OpenTenant,
  planned: Planned,
  now: Date,
  foreign: readonly Foreign[],
): Promise<number> {
  const { policies, onceReadable } = open.tenant;
  const context = { ...planned, plan: planned.resolved.plan, policies, onceReadable, fingerprints: open.fingerprints };
  const known = foreign.filter(({ employeeId }) => planned.memory.employees.has(employeeId));
  const emissions = known.flatMap(({ employeeId }) => [...draftResend(employeeId, context).emissions]);
  if (emissions.length === 0) return 0;
  try {
    await sendAgain(deps, open, planned, now, emissions);
    return emissions.length;
  } catch (error) {
    if (error instanceof Refusal && LATER.has(error.problem.code)) return 0;
    throw error;
  }
}

function refuseChanged(tenantId: string): Refusal {
  const hint = `\`personio-sync relink ${tenantId}\` shows it as it is now, with its digest.`;
  return failed('DIGEST_CHANGED', 'The list is not the one with this digest any more. Nothing was done.', hint);
}

/**
 * The accounts of people who are in that delivery does not touch, because they carry another id or say somebody else;
 * with their digest exactly these are given the Personio id, and what waits for them is sent (docs/decisions: 12, sending again).
 */
export async function relink(deps: SupportDeps, request: Request): Promise<SupportAnswer<'relink'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const paused = tenant.status === 'paused' ? explainInactive(tenant) : undefined;
  if (request.digest !== undefined && paused !== undefined) throw new Refusal(paused);
  const now = deps.clock();
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, now, 'unapproved');
  const alleo = await openCompany(deps, open);
  const index = await readIndex(alleo, tenant.id);
  const foreign = await findForeignAccounts(deps, tenant, planned, index);
  const digest = digestForeign(foreign, open.fingerprints);
  const accounts = foreign.map(({ employeeId, name, account }) => ({
    employeeId,
    name,
    alleoId: account.id,
    accountName: nameOfAccount(account),
    currentExternalId: account.external_id,
    email: account.email,
  }));
  const answer = { tenantId: tenant.id, digest, accounts };
  if (request.digest === undefined) return { ...answer, relinked: false, sent: 0 };
  if (request.digest !== digest || foreign.length === 0) throw refuseChanged(tenant.id);
  // Reading took minutes: by now the company may be another tenant's.
  await readAgain(deps, tenant);
  for (const [done, one] of foreign.entries()) await takeOver(deps, tenant, alleo, one, done);
  const isRunning = tenant.status === 'active' && tenant.activatedAt !== undefined;
  const sent = isRunning ? await sendWaiting(deps, open, planned, now, foreign) : 0;
  return { ...answer, relinked: true, sent };
}
