import type { RunReport } from '../../../shared/contracts/run-report.ts';
import type { RunFigures } from '../../../shared/contracts/support/customers.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { addDays, dateIn } from '../../../shared/core/ground/calendar.ts';
import { nextAfter } from '../../../shared/core/ground/schedule.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'recent-runs' }>;

/** More runs than these nobody asks for within the days. */
const MOST = 400;
const DAY_MS = 86_400_000;

function figuresOf(report: RunReport): RunFigures {
  const { runId, date, startedAt, trigger, status, code, listed, missing, mutations, held, open, approval } = report;
  return {
    runId,
    date,
    startedAt,
    trigger,
    status,
    code,
    listed,
    missing,
    mutations,
    held,
    open,
    ...(approval === undefined ? {} : { approval }),
    employed: report.decisions['EMPLOYED'] ?? 0,
    issueCount: report.issues.length,
  };
}

/** The runs of the last days, in figures, of the named customers; of one that is not there none. One query each. */
export async function recentRuns(deps: SupportDeps, request: Request): Promise<SupportAnswer<'recent-runs'>> {
  const { tenantIds, days } = request;
  const now = deps.clock();
  const since = addDays(dateIn(deps.config.schedule.timeZone, now), 1 - days);
  // A day earlier: a run's date is that of the customer's zone.
  const begin = new Date(now.getTime() - (days + 1) * DAY_MS);
  const customers = await settleAll(
    tenantIds.map(async (tenantId) => {
      const reports = await deps.reports.listReports(tenantId, MOST, begin);
      return { tenantId, runs: reports.filter(({ date }) => date >= since).map(figuresOf) };
    }),
  );
  return { nextRunAt: nextAfter(deps.config.schedule, now).toISOString(), customers };
}
