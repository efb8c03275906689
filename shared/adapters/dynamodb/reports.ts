import type { RunReport } from '../../contracts/run-report.ts';
import type { ReportPort } from '../../core/ports.ts';
import { parseStored } from '../parse-stored.ts';
import { chunkRows } from './items/json-text.ts';
import { ReportItemSchema, type ReportPartItem, ReportPartItemSchema } from './items/report-item.ts';
import { reportSort, tenantPartition } from './keys.ts';
import { type Item, Table, type TableDeps } from './table.ts';
import { KEPT_DAYS, ttlAfter } from './ttl.ts';

/** Issues past this size go into items of their own. */
const ISSUES_BYTES = 100_000;

/** Room in a page of the query for the parts of long reports. */
const PARTS_READ_ALONG = 5;

/** Run reports on DynamoDB. Throws `TenantError` ITEM_UNREADABLE for an item that does not parse. */
export function createReports(deps: TableDeps): ReportPort {
  const table = new Table(deps);
  return {
    putReport: (report, now) => putReport(table, report, now),
    listReports: (tenantId, limit) => listReports(table, tenantId, limit),
  };
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

async function listReports(table: Table, tenantId: string, limit: number): Promise<readonly RunReport[]> {
  const reports: RunReport[] = [];
  if (limit < 1) return reports;
  const facts = { operation: 'list reports', tenantId };
  const condition = {
    expression: 'pk = :pk AND begins_with(sk, :prefix)',
    values: { ':pk': tenantPartition(tenantId), ':prefix': 'RUN#' },
  };
  // Backwards, a report's parts come before the report.
  let parts: ReportPartItem[] = [];
  for await (const page of table.query(facts, condition, {
    ScanIndexForward: false,
    Limit: limit + PARTS_READ_ALONG,
  })) {
    for (const item of page) {
      if (String(item['sk']).split('#').length > 2) {
        parts.unshift(parsePart(tenantId, item));
        continue;
      }
      const report = assemble(tenantId, item, parts);
      parts = [];
      if (report !== undefined) reports.push(report);
      if (reports.length === limit) return reports;
    }
  }
  return reports;
}

/** `undefined` where a part has expired before the report itself. */
function assemble(tenantId: string, item: Item, parts: readonly ReportPartItem[]): RunReport | undefined {
  const stored = parseStored(ReportItemSchema, item, unreadable(tenantId));
  const own = parts.filter(({ sk }) => sk.startsWith(`${stored.sk}#`)).slice(0, stored.parts);
  if (own.length < stored.parts) return undefined;
  return { ...stored.report, issues: [stored, ...own].flatMap(({ issues }) => issues) };
}

function parsePart(tenantId: string, item: Item): ReportPartItem {
  return parseStored(ReportPartItemSchema, item, unreadable(tenantId));
}

function unreadable(tenantId: string) {
  return { operation: 'list reports', tenantId, kind: 'run report', code: 'ITEM_UNREADABLE' };
}
