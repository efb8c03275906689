import type { TenantSecret } from '../../shared/contracts/credentials.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantMessage, Trigger } from '../../shared/contracts/tenant-message.ts';
import { boundOpen } from '../../shared/core/emit/bound-open.ts';
import { type EmitState, emitPlan, startEmitting } from '../../shared/core/emit/emit-plan.ts';
import { dateIn } from '../../shared/core/ground/calendar.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { PersonioPort } from '../../shared/core/ports/personio.ts';
import type { MutationQueuePort, TenantQueuePort, VerifyQueuePort } from '../../shared/core/ports/queues.ts';
import type { SecretsPort } from '../../shared/core/ports/secrets.ts';
import type { DirectoryPort, Lease, MemoryPort, ReportWriterPort } from '../../shared/core/ports/table.ts';
import type { Prepared } from '../../shared/core/prepare-plan.ts';
import { preparePlan } from '../../shared/core/prepare-plan.ts';
import type { RunFacts } from '../../shared/core/report/report.ts';
import { addRefused, reportFailure, reportPlan } from '../../shared/core/report/report.ts';
import { explain } from '../../shared/runtime/error-facts.ts';
import { keepLease } from '../../shared/runtime/keep-lease.ts';
import { askToVerify } from './ask-to-verify.ts';
import { finishRun, leave, recordRun } from './finish-run.ts';
import { storeSideChanges } from './store-side-changes.ts';

export interface SyncDeps {
  readonly directory: DirectoryPort;
  readonly memory: MemoryPort;
  readonly reports: ReportWriterPort;
  readonly secrets: Pick<SecretsPort, 'readSecret'>;
  readonly tenantQueue: TenantQueuePort;
  readonly mutations: MutationQueuePort;
  /** Asks for the weekly look at Alleo. */
  readonly verifyQueue: VerifyQueuePort;
  readonly openPersonio: (tenant: Tenant, readSecret: () => Promise<TenantSecret>) => PersonioPort;
  readonly deliveryMode: 'customer-api' | 'queue';
  /** How many mutations of one tenant may be on their way (mode `customer-api`: in the other nobody can tell). */
  readonly mostOpen: number;
  /** The clock that a run's date is taken from. */
  readonly clock: () => Date;
  readonly newRunId: (now: Date) => string;
  /** Milliseconds until this invocation is cut off. */
  readonly remainingMs: () => number;
  /** Called with every report, to log and count it. */
  readonly announce: (report: RunReport) => void;
  /** Called with what stopped a run, or kept its report from being written, to log it: a report tells its code alone. */
  readonly explainStop: (error: unknown, run: { readonly tenantId: string; readonly runId: string }) => void;
  /** Called where a lease could not be given back, to log it: it lapses by itself, and the run is what it was. */
  readonly explainLease: (error: unknown, run: { readonly tenantId: string; readonly runId: string }) => void;
}

/** What became of a tenant message. */
export type SyncResult =
  | { readonly result: 'reported'; readonly report: RunReport }
  | { readonly result: 'continued'; readonly runId: string }
  | {
      readonly result: 'dropped';
      readonly why: 'TENANT_UNKNOWN' | 'OTHER_REGISTRATION' | 'TENANT_PAUSED' | 'TENANT_PENDING';
    };

/** Asked for by a person, who wants what is open to arrive now. Not one that continues: it would never end. */
const ASKED_FOR: ReadonlySet<Trigger> = new Set(['requeue', 'approve', 'rotate']);

/** A run stops emitting this long before its deadline: enough for one more chunk, the report and the message to itself. */
const MARGIN_MS = 45_000;

type Plan = Exclude<Prepared, { readonly gate: unknown }>;

interface Run {
  readonly tenant: Tenant;
  readonly message: TenantMessage;
  readonly runId: string;
  readonly startedAt: Date;
  readonly begunMs: number;
  readonly lease: Lease;
  requests: number;
}

function factsOf(deps: SyncDeps, run: Run): RunFacts {
  return {
    tenantId: run.tenant.id,
    runId: run.runId,
    date: dateIn(run.tenant.policies.timeZone, run.startedAt),
    startedAt: run.startedAt.toISOString(),
    trigger: run.message.trigger,
    requests: { personio: run.requests, alleo: 0 },
    capacity: deps.memory.capacity(),
    durationMs: Math.round(performance.now() - run.begunMs),
  };
}

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

/** How soon a run asks again whether it may go on. */
const ROOM_AFTER_SECONDS = 300;

/** A run that goes on has room for half of what may be on its way; until then its message waits. So it gets further. */
async function awaitRoom(deps: SyncDeps, { id: tenantId }: Tenant): Promise<void> {
  if (deps.deliveryMode === 'queue') return;
  const onTheWay = await deps.memory.countOnTheWay(tenantId);
  if (onTheWay <= deps.mostOpen / 2) return;
  const facts = { tenantId, operation: 'continue run', code: 'OPEN_LIMIT', retryAfterSeconds: ROOM_AFTER_SECONDS };
  throw new TransientError(facts, `${onTheWay} mutations are on their way to Alleo`);
}

async function continueLater(deps: SyncDeps, run: Run): Promise<SyncResult> {
  const { tenant, runId } = run;
  const requestedAt = deps.clock().toISOString();
  const message: TenantMessage = { ...run.message, trigger: 'continue', requestedAt };
  const { failed } = await deps.tenantQueue.sendTenantMessages([{ message, deduplicationId: `continue-${runId}` }]);
  if (failed.length > 0) {
    const facts = { tenantId: tenant.id, operation: 'continue run', code: 'SEND_FAILED' };
    throw new TransientError(facts, 'the message that continues this run was not taken');
  }
  return { result: 'continued', runId };
}

async function fail(deps: SyncDeps, run: Run, code: string, attribute?: string): Promise<RunReport> {
  const report = reportFailure(factsOf(deps, run), code, attribute);
  await deps.reports.putReport(report, run.startedAt);
  await recordRun(deps.directory, run.tenant, report, attribute);
  deps.announce(report);
  return report;
}

/** Reports what another try may fix. Where even that fails, both failures are told: the run's own is the cause. */
async function failTransiently(deps: SyncDeps, run: Run, error: TransientError): Promise<void> {
  try {
    await fail(deps, run, error.code);
  } catch (failure) {
    const { operation, code, retryAfterSeconds } = error;
    const facts = { tenantId: run.tenant.id, operation, code, cause: error };
    const waiting = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    throw new TransientError({ ...facts, ...waiting }, `and its report could not be written: ${explain(failure)}`);
  }
}

/** Reports a fault of our own, which is thrown all the same: every end of a run has its report. */
async function failByDefect(deps: SyncDeps, run: Run): Promise<void> {
  try {
    await fail(deps, run, 'RUN_BROKE_OFF');
  } catch (failure) {
    deps.explainStop(failure, { tenantId: run.tenant.id, runId: run.runId });
  }
}

/** Reports what nobody but a human fixes. Explained first: the report may fail as well. */
async function stop(deps: SyncDeps, run: Run, error: TenantError): Promise<SyncResult> {
  deps.explainStop(error, { tenantId: run.tenant.id, runId: run.runId });
  return { result: 'reported', report: await fail(deps, run, error.code) };
}

/** Lambda does not stop this loop (infra/pipeline/sync.ts): only a run that got further goes on in another. */
function refuseToStandStill({ tenant }: Run, { emitted }: EmitState): void {
  if (emitted.length > 0) return;
  const facts = { tenantId: tenant.id, operation: 'emit plan', code: 'NEAR_DEADLINE' };
  throw new TransientError(facts, 'there was no time to send anything');
}

function reportEmitted(deps: SyncDeps, run: Run, { resolved, memory }: Plan, state: EmitState): RunReport {
  return addRefused(reportPlan(factsOf(deps, run), resolved, state.emitted, memory.open), state.refused);
}

/** What is on its way is as much as may be: the run says so, and the rest goes out in another one. */
async function continueWithRoom(
  deps: SyncDeps,
  run: Run,
  prepared: Plan,
  state: EmitState,
  unsent: number,
): Promise<SyncResult> {
  const { tenant, startedAt } = run;
  const { resolved } = prepared;
  const { held, digest, entries } = resolved.plan;
  const planned = reportEmitted(deps, run, prepared, state);
  const report = { ...planned, issues: [{ code: 'OPEN_LIMIT' }, ...planned.issues] };
  if (held.length > 0) await deps.memory.putPlan(tenant.id, digest, entries, startedAt);
  await deps.reports.putReport(report, startedAt);
  const left = leave(tenant, report, { setAside: state.refused.length, unsent });
  await recordRun(deps.directory, tenant, report, undefined, { left });
  deps.announce(report);
  return continueLater(deps, run);
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
