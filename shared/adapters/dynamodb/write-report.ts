import type { RunReport } from '../../contracts/run-report.ts';
import type { ReportWriterPort } from '../../core/ports/table.ts';
import { chunkRows } from './items/json-text.ts';
import { reportSort, tenantPartition } from './keys.ts';
import { Table, type TableDeps } from './table.ts';
import { KEPT_DAYS, ttlAfter } from './ttl.ts';

/** Issues past this size go into items of their own. */
const ISSUES_BYTES = 100_000;

/** Writes run reports to DynamoDB. */
export function createReportWriter(deps: TableDeps): ReportWriterPort {
  const table = new Table(deps);
  return { putReport: (report, now) => putReport(table, report, now) };
}

async function putReport(table: Table, { issues, ...report }: RunReport, now: Date): Promise<void> {
  const { tenantId, runId } = report;
  const facts = { operation: 'put report', tenantId };
  const pk = tenantPartition(tenantId);
  const ttl = ttlAfter(now.getTime(), KEPT_DAYS.report);
  const [first, ...parts] = chunkRows(issues, ISSUES_BYTES);
  // The report itself comes last, so that it is never seen without its parts.
  for (const [index, text] of parts.entries()) {
    await table.put(facts, { pk, sk: reportSort(runId, index + 1), v: 1, issues: text, ttl });
  }
  await table.put(facts, { pk, sk: reportSort(runId), v: 1, report, issues: first, parts: parts.length, ttl });
}
