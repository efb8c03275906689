import type { RunReport } from '../../shared/contracts/run-report.ts';
import { type TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import { reportFailure } from '../../shared/core/report/report.ts';
import { explain } from '../../shared/runtime/error-facts.ts';
import { recordRun } from './finish-run.ts';
import type { Run, SyncDeps, SyncResult } from './sync-work.ts';
import { factsOf } from './sync-work.ts';

export async function fail(deps: SyncDeps, run: Run, code: string, attribute?: string): Promise<RunReport> {
  const report = reportFailure(factsOf(deps, run), code, attribute);
  await deps.reports.putReport(report, run.startedAt);
  await recordRun(deps.directory, run.tenant, report, attribute);
  deps.announce(report);
  return report;
}

/** Reports what another try may fix. Where even that fails, both failures are told: the run's own is the cause. */
export async function failTransiently(deps: SyncDeps, run: Run, error: TransientError): Promise<void> {
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
export async function failByDefect(deps: SyncDeps, run: Run): Promise<void> {
  try {
    await fail(deps, run, 'RUN_BROKE_OFF');
  } catch (failure) {
    deps.explainStop(failure, { tenantId: run.tenant.id, runId: run.runId });
  }
}

/** Reports what nobody but a human fixes. Explained first: the report may fail as well. */
export async function stop(deps: SyncDeps, run: Run, error: TenantError): Promise<SyncResult> {
  deps.explainStop(error, { tenantId: run.tenant.id, runId: run.runId });
  return { result: 'reported', report: await fail(deps, run, error.code) };
}
