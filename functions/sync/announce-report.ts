import { thisRelease } from '../../shared/contracts/release.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Log } from '../../shared/runtime/logger.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import type { Counter } from '../../shared/runtime/metrics.ts';

/** A human has to hand in the tenant's Personio credential anew. */
const REFUSALS: ReadonlySet<string> = new Set(['CREDENTIALS_REFUSED', 'SECRET_MISSING', 'SECRET_INVALID']);

/** One log line with a run's figures, and its metrics. Issues are counted only: the report has them by employee id. */
export function announceReport(deps: { readonly log: Log; readonly counter: Counter }, report: RunReport): void {
  const { log, counter } = deps;
  const { issues, ...figures } = report;
  log.info('run finished', { ...figures, ...thisRelease(), approval: report.approval?.result, issues: issues.length });
  counter.add(METRICS.runFinished, 1);
  if (report.status === 'held') counter.add(METRICS.runHeld, 1);
  if (report.status === 'failed') counter.add(METRICS.runFailed, 1);
  if (report.code !== null && REFUSALS.has(report.code)) counter.add(METRICS.credentialsRefused, 1);
  counter.add(METRICS.peopleListed, report.listed);
  const sent = Object.values(report.mutations).reduce((sum, count) => sum + count, 0);
  counter.add(METRICS.mutationsSent, sent);
  counter.add(METRICS.mutationsOpen, report.open.count);
  counter.addDuration(METRICS.runDuration, report.durationMs);
}
