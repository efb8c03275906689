import { encodeTime } from 'ulid';
import type { RunReport } from '../../contracts/run-report.ts';
import type { ReportReaderPort } from '../../core/ports/table.ts';
import { parseStored } from '../parse-stored.ts';
import { ReportItemSchema, type ReportPartItem, ReportPartItemSchema } from './items/report-item.ts';
import { tenantPartition } from './keys.ts';
import { type Item, Table, type TableDeps } from './table.ts';

/** Room in a page of the query for the parts of long reports. */
const PARTS_READ_ALONG = 5;

/** Reads run reports from DynamoDB. Throws `TenantError` ITEM_UNREADABLE for an item that does not parse. */
export function createReportReader(deps: TableDeps): ReportReaderPort {
  const table = new Table(deps);
  return { listReports: (tenantId, limit, since) => listReports(table, tenantId, limit, since) };
}

/** The id of a run is a ULID: its first ten characters are the instant. */
const firstSort = (since: Date) => `RUN#${encodeTime(since.getTime(), 10)}`;
/** Behind every run: what stands behind `#`. */
const LAST_SORT = 'RUN$';

async function listReports(
  table: Table,
  tenantId: string,
  limit: number,
  since = new Date(0),
): Promise<readonly RunReport[]> {
  const reports: RunReport[] = [];
  if (limit < 1) return reports;
  const facts = { operation: 'list reports', tenantId };
  const condition = {
    expression: 'pk = :pk AND sk BETWEEN :from AND :to',
    values: { ':pk': tenantPartition(tenantId), ':from': firstSort(since), ':to': LAST_SORT },
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
