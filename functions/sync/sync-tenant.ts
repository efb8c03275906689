import type { TenantSecret } from '../../shared/contracts/credentials.ts';
import type { TenantMessage, Trigger } from '../../shared/contracts/tenant-message.ts';
import { boundOpen } from '../../shared/core/emit/bound-open.ts';
import { emitPlan } from '../../shared/core/emit/emit-plan.ts';
import { startEmitting } from '../../shared/core/emit/emit-state.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { Lease } from '../../shared/core/ports/table.ts';
import type { Prepared } from '../../shared/core/prepare-plan.ts';
import { preparePlan } from '../../shared/core/prepare-plan.ts';
import { keepLease } from '../../shared/runtime/keep-lease.ts';
import { askToVerify } from './ask-to-verify.ts';
import { awaitRoom, continueLater, continueWithRoom, refuseToStandStill } from './continue-run.ts';
import { fail, failByDefect, failTransiently, stop } from './fail-run.ts';
import { finishRun } from './finish-run.ts';
import { storeSideChanges } from './store-side-changes.ts';
import type { Run, SyncDeps, SyncResult } from './sync-work.ts';
import { reportEmitted } from './sync-work.ts';

/** Asked for by a person, who wants what is open to arrive now. Not one that continues: it would never end. */
const ASKED_FOR: ReadonlySet<Trigger> = new Set(['requeue', 'approve', 'rotate']);

/** A run stops emitting this long before its deadline: enough for one more chunk, the report and the message to itself. */
const MARGIN_MS = 45_000;

/** Steps 2 to 6: nothing is emitted yet. The lease is renewed while Personio is read. */
async function prepare(deps: SyncDeps, run: Run, secret: TenantSecret): Promise<Prepared> {
  const { tenant, lease } = run;
  let next: TenantSecret | undefined = secret;
  const readSecret = async () => {
    const given = next ?? (await deps.secrets.readSecret(tenant.id, tenant.secretArn));
    next = undefined;
    return given;
  };
  const personio = deps.openPersonio(tenant, readSecret);
  const fingerprints = createFingerprints(secret.fingerprintKey);
  try {
    return await keepLease(deps.memory, lease, () =>
      preparePlan({ personio, memory: deps.memory, fingerprints }, tenant, run.startedAt, {
        offerAll: ASKED_FOR.has(run.message.trigger),
      }),
    );
  } finally {
    run.requests = personio.requestCount();
  }
}

async function runTenant(deps: SyncDeps, run: Run): Promise<SyncResult> {
  const { tenant, message, lease, startedAt } = run;
  const secret = await deps.secrets.readSecret(tenant.id, tenant.secretArn);
  const prepared = await prepare(deps, run, secret);
  if ('gate' in prepared) {
    return { result: 'reported', report: await fail(deps, run, prepared.gate.code, prepared.gate.attribute) };
  }
  const { resolved, memory, today, base } = prepared;
  const context = { today, startedAt, fingerprints: createFingerprints(secret.fingerprintKey) };
  const state = startEmitting(lease, tenant, memory, context, base);
  if (resolved.approval !== undefined) await deps.memory.write(lease, [{ put: 'approval', item: resolved.approval }]);
  await storeSideChanges(deps, state, resolved, memory);
  const emitDeps = {
    memory: deps.memory,
    mutations: deps.mutations,
    keepsOpenItems: deps.deliveryMode === 'customer-api',
    mayGoOn: () => deps.remainingMs() > MARGIN_MS,
  };
  const { emissions } = resolved.plan;
  const most = deps.deliveryMode === 'queue' ? emissions.length : deps.mostOpen;
  const bounded = boundOpen(emissions, memory.open, most);
  if (!(await emitPlan(emitDeps, state, bounded))) {
    refuseToStandStill(run, state);
    return continueLater(deps, run);
  }
  const unsent = emissions.length - bounded.length;
  if (unsent > 0) return continueWithRoom(deps, run, prepared, state, unsent);
  await askToVerify(deps, tenant, message.trigger, context);
  const report = reportEmitted(deps, run, prepared, state);
  await finishRun(deps, { tenant, lease, report, resolved, prepared, state });
  deps.announce(report);
  return { result: 'reported', report };
}

async function giveBack(deps: SyncDeps, lease: Lease): Promise<void> {
  try {
    await deps.memory.releaseLease(lease);
  } catch (error) {
    deps.explainLease(error, lease);
  }
}

/**
 * One run of one tenant (behaviour: "One run of one tenant"). A gate or a refused credential ends in a `failed` report
 * and is not retried. Throws, after reporting it, `TransientError` for what another try may fix, and any other error as
 * it came; LEASE_TAKEN where another run of this tenant is at work, OPEN_LIMIT where a run that goes on has no room yet.
 */
export async function syncTenant(deps: SyncDeps, message: TenantMessage): Promise<SyncResult> {
  const tenant = await deps.directory.readTenant(message.tenantId);
  if (tenant === undefined) return { result: 'dropped', why: 'TENANT_UNKNOWN' };
  if (tenant.registration !== message.registration) return { result: 'dropped', why: 'OTHER_REGISTRATION' };
  if (tenant.status !== 'active') {
    return { result: 'dropped', why: tenant.status === 'paused' ? 'TENANT_PAUSED' : 'TENANT_PENDING' };
  }
  if (message.trigger === 'continue') await awaitRoom(deps, tenant);
  const startedAt = deps.clock();
  const runId = deps.newRunId(startedAt);
  const lease = await deps.memory.takeLease(tenant.id, runId);
  if (lease === undefined) {
    const facts = { tenantId: tenant.id, operation: 'take lease', code: 'LEASE_TAKEN', retryAfterSeconds: 60 };
    throw new TransientError(facts, 'another run of this tenant is at work');
  }
  const run: Run = { tenant, message, runId, startedAt, begunMs: performance.now(), lease, requests: 0 };
  try {
    return await runTenant(deps, run);
  } catch (error) {
    if (error instanceof TenantError) return await stop(deps, run, error);
    if (error instanceof TransientError) await failTransiently(deps, run, error);
    else await failByDefect(deps, run);
    throw error;
  } finally {
    await giveBack(deps, lease);
  }
}
