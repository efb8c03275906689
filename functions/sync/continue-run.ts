import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantMessage } from '../../shared/contracts/tenant-message.ts';
import type { EmitState } from '../../shared/core/emit/emit-state.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import { leave, recordRun } from './finish-run.ts';
import type { Plan, Run, SyncDeps, SyncResult } from './sync-work.ts';
import { reportEmitted } from './sync-work.ts';

/** How soon a run asks again whether it may go on. */
const ROOM_AFTER_SECONDS = 300;

/** A run that goes on has room for half of what may be on its way; until then its message waits. So it gets further. */
export async function awaitRoom(deps: SyncDeps, { id: tenantId }: Tenant): Promise<void> {
  if (deps.deliveryMode === 'queue') return;
  const onTheWay = await deps.memory.countOnTheWay(tenantId);
  if (onTheWay <= deps.mostOpen / 2) return;
  const facts = { tenantId, operation: 'continue run', code: 'OPEN_LIMIT', retryAfterSeconds: ROOM_AFTER_SECONDS };
  throw new TransientError(facts, `${onTheWay} mutations are on their way to Alleo`);
}

export async function continueLater(deps: SyncDeps, run: Run): Promise<SyncResult> {
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

/** Lambda does not stop this loop (infra/pipeline/sync.ts): only a run that got further goes on in another. */
export function refuseToStandStill({ tenant }: Run, { emitted }: EmitState): void {
  if (emitted.length > 0) return;
  const facts = { tenantId: tenant.id, operation: 'emit plan', code: 'NEAR_DEADLINE' };
  throw new TransientError(facts, 'there was no time to send anything');
}

/** What is on its way is as much as may be: the run says so, and the rest goes out in another one. */
export async function continueWithRoom(
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
