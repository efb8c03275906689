import * as z from '../../contracts/zod.ts';
import { TenantError } from '../../core/ground/errors.ts';
import type {
  EmployeeMemory,
  GrantNumbers,
  LedgerDay,
  OpenItem,
  PastGrants,
  TenantMemory,
} from '../../core/ground/memory.ts';
import { AWAITS_GROUP } from '../../core/ground/memory.ts';
import type { MemoryPort } from '../../core/ports/table.ts';
import { lazily } from '../lazily.ts';
import { parseStored } from '../parse-stored.ts';
import { deleteTenantItems } from './delete-tenant-items.ts';
import { ApprovalItemSchema, toApprovalItem } from './items/approval-item.ts';
import { EmployeeItemSchema, fromEmployeeItem } from './items/employee-item.ts';
import { fromLedgerItem, LedgerItemSchema, withoutExpired } from './items/ledger-item.ts';
import { fromOpenItem, OpenItemSchema } from './items/open-item.ts';
import { fromPastGrants, PastGrantsItemSchema } from './items/past-grants-item.ts';
import { carryUnknown } from './items/unknown-attributes.ts';
import {
  APPROVAL,
  employeeSort,
  LEASE,
  MADE_ANEW,
  MEMORY_RANGE,
  OPEN_PREFIX,
  openPrefix,
  PAST_GRANTS_PREFIX,
  previewPartition,
  splitOpenSort,
  tenantPartition,
} from './keys.ts';
import { Leases } from './leases.ts';
import { putPlan, readPlan } from './plans.ts';
import { type Item, Table, type TableDeps } from './table.ts';

export interface MemoryDeps extends TableDeps {
  /** Milliseconds by which leases lapse: real time, also in a run of another day. @default Date.now */
  readonly leaseClock?: () => number;
}

/** A tenant's memory on DynamoDB. Throws `TenantError` MEMORY_UNREADABLE: an unreadable person is never an unknown one. */
export function createMemory(deps: MemoryDeps): MemoryPort {
  const table = new Table(deps);
  const leases = new Leases(table, deps.leaseClock ?? Date.now);
  return {
    takeLease: (tenantId, runId) => leases.take(tenantId, runId),
    releaseLease: (lease) => leases.release(lease),
    write: async (lease, writes) => leases.write(lease, writes),
    readMemory: (tenantId) => readMemory(table, tenantId),
    countOnTheWay: (tenantId) => countOnTheWay(table, tenantId),
    readWaiting: (tenantId) => readWaiting(table, tenantId),
    readEmployee: (tenantId, employeeId) => readEmployee(table, tenantId, employeeId),
    readPastGrants: (tenantId) => readPastGrants(table, tenantId),
    putApproval: async (tenantId, approval) => {
      const item = { pk: tenantPartition(tenantId), sk: APPROVAL, ...toApprovalItem(approval) };
      return table.put({ operation: 'put approval', tenantId }, item, {
        expression: 'attribute_not_exists(pk) OR #state = :spent OR approvedAt <= :approvedAt',
        names: { '#state': 'state' },
        values: { ':approvedAt': approval.approvedAt, ':spent': 'spent' },
      });
    },
    putPlan: (tenantId, digest, entries, now) =>
      putPlan(table, { tenantId, pk: tenantPartition(tenantId), digest }, entries, now),
    readPlan: (tenantId, digest) => readPlan(table, { tenantId, pk: tenantPartition(tenantId), digest }),
    putPreviewed: (tenantId, digest, entries, now) =>
      putPlan(table, { tenantId, pk: previewPartition(tenantId), digest }, entries, now),
    readPreviewed: (tenantId, digest) => readPlan(table, { tenantId, pk: previewPartition(tenantId), digest }),
    deleteAll: (tenantId) => deleteTenantItems(table, tenantId),
    capacity: () => table.capacity(),
  };
}

/** Only for reading it whole, as deliver does once a week. Throws like `createMemory`. */
export function createMemoryReader(deps: TableDeps): Pick<MemoryPort, 'readMemory'> {
  const table = new Table(deps);
  return { readMemory: (tenantId) => readMemory(table, tenantId) };
}

type Collected = {
  employees: Map<string, EmployeeMemory>;
  open: OpenItem[];
  awaitingGroup: OpenItem[];
  ledger: LedgerDay[];
  madeAnew: Set<string>;
  approval?: NonNullable<TenantMemory['approval']>;
};

async function readMemory(table: Table, tenantId: string): Promise<TenantMemory> {
  const memory: Collected = { employees: new Map(), open: [], awaitingGroup: [], ledger: [], madeAnew: new Set() };
  const condition = {
    expression: 'pk = :pk AND sk BETWEEN :from AND :to',
    values: { ':pk': tenantPartition(tenantId), ':from': MEMORY_RANGE.from, ':to': MEMORY_RANGE.to },
  };
  for await (const page of table.query({ operation: 'read memory', tenantId }, condition)) {
    for (const item of page) collect(memory, tenantId, item);
  }
  return { ...memory, ledger: withoutExpired(memory.ledger) };
}

function collect(memory: Collected, tenantId: string, item: Item): void {
  const sk = String(item['sk']);
  if (sk.startsWith('EMP#')) {
    const employee = parseEmployee(tenantId, item);
    memory.employees.set(employee.employeeId, employee);
  } else if (sk.startsWith('OPEN#')) {
    const { employeeId, stream } = splitOpenSort(sk);
    if (stream === MADE_ANEW) memory.madeAnew.add(employeeId);
    else {
      const open = parseOpen(tenantId, item);
      (open.code === AWAITS_GROUP ? memory.awaitingGroup : memory.open).push(open);
    }
  } else if (sk.startsWith('LEDGER#')) {
    const day = parseStored(LedgerItemSchema, item, unreadable('ledger day', tenantId));
    memory.ledger.push({ ...fromLedgerItem(day), ...carryUnknown(item, LedgerItemSchema.shape) });
  } else if (sk === APPROVAL) {
    const { v: _, ...approval } = parseStored(ApprovalItemSchema, item, unreadable('approval', tenantId));
    memory.approval = { ...approval, ...carryUnknown(item, ApprovalItemSchema.shape) };
  } else if (sk !== LEASE) {
    // A newer release put it there: what it means for a person, this one cannot know.
    const { kind: _, ...facts } = unreadable('memory', tenantId);
    throw new TenantError(facts, 'an item of a kind that this release does not know lies among it');
  }
}

async function countOnTheWay(table: Table, tenantId: string): Promise<number> {
  let count = 0;
  const condition = {
    expression: 'pk = :pk AND begins_with(sk, :prefix)',
    values: { ':pk': tenantPartition(tenantId), ':prefix': OPEN_PREFIX },
  };
  const facts = { operation: 'count open items', tenantId };
  for await (const page of table.query(facts, condition, { ProjectionExpression: 'sk, c' })) {
    count += page.filter((item) => item['c'] === undefined && !isMadeAnew(item)).length;
  }
  return count;
}

async function readWaiting(table: Table, tenantId: string): Promise<Pick<TenantMemory, 'open' | 'approval'>> {
  const memory: Collected = { employees: new Map(), open: [], awaitingGroup: [], ledger: [], madeAnew: new Set() };
  const pk = tenantPartition(tenantId);
  const facts = { operation: 'read what waits', tenantId };
  const approval = await table.get(facts, { pk, sk: APPROVAL });
  if (approval !== undefined) collect(memory, tenantId, approval);
  const condition = {
    expression: 'pk = :pk AND begins_with(sk, :prefix)',
    values: { ':pk': pk, ':prefix': OPEN_PREFIX },
  };
  for await (const page of table.query(facts, condition)) for (const item of page) collect(memory, tenantId, item);
  return { open: memory.open, ...(memory.approval !== undefined && { approval: memory.approval }) };
}

const isMadeAnew = (item: Item) => splitOpenSort(String(item['sk'])).stream === MADE_ANEW;

async function readPastGrants(table: Table, tenantId: string): Promise<PastGrants> {
  const past = new Map<string, GrantNumbers>();
  const condition = {
    expression: 'pk = :pk AND begins_with(sk, :prefix)',
    values: { ':pk': tenantPartition(tenantId), ':prefix': PAST_GRANTS_PREFIX },
  };
  for await (const page of table.query({ operation: 'read past grants', tenantId }, condition)) {
    for (const item of page) {
      const { sk, grants } = parseStored(PastGrantsItemSchema, item, unreadable('past grants', tenantId));
      past.set(sk.slice(PAST_GRANTS_PREFIX.length), fromPastGrants(grants));
    }
  }
  return past;
}

async function readEmployee(table: Table, tenantId: string, employeeId: string) {
  const facts = { operation: 'read employee', tenantId };
  const pk = tenantPartition(tenantId);
  const item = await table.get(facts, { pk, sk: employeeSort(employeeId) });
  const open: OpenItem[] = [];
  const condition = {
    expression: 'pk = :pk AND begins_with(sk, :prefix)',
    values: { ':pk': pk, ':prefix': openPrefix(employeeId) },
  };
  for await (const page of table.query(facts, condition)) {
    for (const found of page) {
      if (isMadeAnew(found)) continue;
      const one = parseOpen(tenantId, found);
      if (one.code !== AWAITS_GROUP) open.push(one);
    }
  }
  return { ...(item !== undefined && { memory: parseEmployee(tenantId, item) }), open };
}

/** Also for deliver, which reads single open items. */
export function parseOpen(tenantId: string, item: Item): OpenItem {
  const open = fromOpenItem(parseStored(OpenItemSchema, item, unreadable('open item', tenantId)));
  return { ...open, ...carryUnknown(item, OpenItemSchema.shape) };
}

/** Compiled, because a run reads one per person; that takes a quarter of the time. On first use, because deliver reads none. */
const compiledEmployeeItem = /* @__PURE__ */ lazily(() => z.compile(EmployeeItemSchema));

function parseEmployee(tenantId: string, item: Item): EmployeeMemory {
  const stored = parseStored(compiledEmployeeItem(), item, unreadable('employee memory', tenantId));
  return fromEmployeeItem(stored, item);
}

function unreadable(kind: string, tenantId: string) {
  return { operation: 'read memory', tenantId, kind, code: 'MEMORY_UNREADABLE' };
}
