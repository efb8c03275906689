import { ApprovalItemSchema, toApprovalItem } from '../../shared/adapters/dynamodb/items/approval-item.ts';
import {
  EmployeeItemSchema,
  fromEmployeeItem,
  toEmployeeItem,
} from '../../shared/adapters/dynamodb/items/employee-item.ts';
import { fromLedgerItem, LedgerItemSchema, toLedgerItem } from '../../shared/adapters/dynamodb/items/ledger-item.ts';
import { fromOpenItem, OpenItemSchema, toOpenItem } from '../../shared/adapters/dynamodb/items/open-item.ts';
import { OutcomeItemSchema } from '../../shared/adapters/dynamodb/items/outcome-item.ts';
import { PastGrantsItemSchema, toPastGrantsItem } from '../../shared/adapters/dynamodb/items/past-grants-item.ts';
import { fromPlanRow, PlanItemSchema, toPlanRow } from '../../shared/adapters/dynamodb/items/plan-item.ts';
import { ReportItemSchema } from '../../shared/adapters/dynamodb/items/report-item.ts';
import { TenantItemSchema } from '../../shared/adapters/dynamodb/items/tenant-item.ts';
import { carryUnknown } from '../../shared/adapters/dynamodb/items/unknown-attributes.ts';
import { employeeSort, openSort, pastGrantsSort } from '../../shared/adapters/dynamodb/keys.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type * as z from '../../shared/contracts/zod.ts';
import type {
  Approval,
  EmployeeMemory,
  GrantNumbers,
  LedgerDay,
  OpenItem,
  PlanEntry,
} from '../../shared/core/ground/memory.ts';
import type { Outcome } from '../../shared/core/ports/table.ts';

/**
 * What a store gives back of what it was given: written and read by the adapter's own items, so that a fake refuses what
 * the table would refuse on the next day.
 */
function readBack<T>(schema: z.ZodMiniType<T> & { shape: object }, item: object) {
  // As on the wire: without properties that are `undefined`, and nobody else's object.
  const raw = JSON.parse(JSON.stringify(item)) as Record<string, unknown>;
  return { raw, read: schema.parse(raw), carried: carryUnknown(raw, schema.shape) };
}

export function storedEmployee(memory: EmployeeMemory): EmployeeMemory {
  const item = { sk: employeeSort(memory.employeeId), ...toEmployeeItem(memory, memory.version + 1) };
  const { raw, read } = readBack(EmployeeItemSchema, item);
  return fromEmployeeItem(read, raw);
}

export function storedOpen(open: OpenItem): OpenItem {
  const item = { sk: openSort(open.employeeId, open.stream), ...toOpenItem(open) };
  const { read, carried } = readBack(OpenItemSchema, item);
  return { ...fromOpenItem(read), ...carried };
}

export function storedLedger(day: LedgerDay): LedgerDay {
  const { read, carried } = readBack(LedgerItemSchema, toLedgerItem(day));
  return { ...fromLedgerItem(read), ...carried };
}

export function storedApproval(approval: Approval): Approval {
  const { read, carried } = readBack(ApprovalItemSchema, toApprovalItem(approval));
  const { v: _, ...rest } = read;
  return { ...rest, ...carried };
}

export function storedOutcome({ employeeId, unknown, ...outcome }: Outcome): Outcome {
  const item = { ...unknown, v: 1, ...outcome, version: outcome.version + 1 };
  const { read, carried } = readBack(OutcomeItemSchema, item);
  const { v: _, ...rest } = read;
  return { employeeId, ...rest, ...carried };
}

export function storedTenant(tenant: Tenant): Tenant {
  const { v: _, ...rest } = readBack(TenantItemSchema, { v: 1, ...tenant }).read;
  return rest;
}

export function storedPlan(entries: readonly PlanEntry[]): readonly PlanEntry[] {
  const item = { v: 1, of: 1, entries: JSON.stringify(entries.map(toPlanRow)) };
  return readBack(PlanItemSchema, item).read.entries.map(fromPlanRow);
}

export function storedPastGrants(employeeId: string, grants: GrantNumbers, now: Date) {
  const item = { sk: pastGrantsSort(employeeId), ...toPastGrantsItem(grants, now) };
  return readBack(PastGrantsItemSchema, item).read.grants;
}

export function storedReport({ issues, ...report }: RunReport): RunReport {
  const item = { v: 1, sk: 'RUN#', report, issues: JSON.stringify(issues), parts: 0 };
  const { read } = readBack(ReportItemSchema, item);
  return { ...read.report, issues: read.issues };
}
