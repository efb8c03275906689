import { TransientError } from '../../shared/core/ground/errors.ts';
import { AWAITS_GROUP } from '../../shared/core/ground/memory.ts';
import {
  type Lease,
  type MemoryPort,
  type MemoryWrite,
  WRITES_PER_TRANSACTION,
} from '../../shared/core/ports/table.ts';
import { storedApproval, storedEmployee, storedLedger, storedOpen, storedPastGrants, storedPlan } from './as-stored.ts';
import { frozen } from './frozen.ts';
import { inKeyOrder, openKey, type StoreState, stateOf, type TenantState } from './store-state.ts';

const LEASE_MS = 60_000;
const LEDGER_MS = 40 * 86_400_000;

export type FakeMemoryDeps = {
  readonly state: StoreState;
  readonly leaseClock: () => number;
  /** Leases of which a write failed without an answer: the adapter refuses them as well. */
  readonly unsure: WeakSet<object>;
};

export function createFakeMemory(deps: FakeMemoryDeps): MemoryPort {
  const of = (tenantId: string) => stateOf(deps.state, tenantId);
  return {
    takeLease: async (tenantId, runId) => takeLease(deps, tenantId, runId),
    releaseLease: async ({ tenantId, runId }) => {
      if (of(tenantId).lease?.runId === runId) delete of(tenantId).lease;
    },
    readMemory: async (tenantId) => {
      const { employees, open, ledger, madeAnew, approval } = of(tenantId);
      const days = inKeyOrder(ledger);
      const newest = Math.max(...days.map(({ date }) => Date.parse(date)));
      return {
        employees: new Map([...employees].sort(([a], [b]) => (a < b ? -1 : 1))),
        open: inKeyOrder(open).filter(({ code }) => code !== AWAITS_GROUP),
        awaitingGroup: inKeyOrder(open).filter(({ code }) => code === AWAITS_GROUP),
        ledger: days.filter(({ date }) => newest - Date.parse(date) <= LEDGER_MS),
        madeAnew: new Set(madeAnew),
        ...(approval !== undefined && { approval }),
      };
    },
    countOnTheWay: async (tenantId) => inKeyOrder(of(tenantId).open).filter(({ code }) => code === undefined).length,
    readWaiting: async (tenantId) => {
      const { open, approval } = of(tenantId);
      const waiting = inKeyOrder(open).filter(({ code }) => code !== AWAITS_GROUP);
      return { open: waiting, ...(approval !== undefined && { approval }) };
    },
    readEmployee: async (tenantId, employeeId) => {
      const memory = of(tenantId).employees.get(employeeId);
      const open = inKeyOrder(of(tenantId).open).filter(
        (item) => item.employeeId === employeeId && item.code !== AWAITS_GROUP,
      );
      return { ...(memory !== undefined && { memory }), open };
    },
    readPastGrants: async (tenantId) => new Map(of(tenantId).pastGrants),
    write: async (lease, writes) => write(deps, lease, writes),
    putApproval: async (tenantId, approval) => {
      const stored = of(tenantId).approval;
      if (stored !== undefined && stored.state !== 'spent' && stored.approvedAt > approval.approvedAt) return false;
      of(tenantId).approval = frozen(storedApproval(approval));
      return true;
    },
    putPlan: async (tenantId, digest, entries) => {
      of(tenantId).plans.set(digest, frozen(storedPlan(entries)));
    },
    readPlan: async (tenantId, digest) => of(tenantId).plans.get(digest),
    putPreviewed: async (tenantId, digest, entries) => {
      of(tenantId).previewed.set(digest, frozen(storedPlan(entries)));
    },
    readPreviewed: async (tenantId, digest) => of(tenantId).previewed.get(digest),
    deleteAll: async (tenantId) => {
      deps.state.tenants.delete(tenantId);
    },
    capacity: () => ({ read: 0, write: 0 }),
  };
}

function takeLease({ state, leaseClock }: FakeMemoryDeps, tenantId: string, runId: string): Lease | undefined {
  const tenant = stateOf(state, tenantId);
  const held = tenant.lease;
  const free = held === undefined || held.expires <= leaseClock() || (held.runId === runId && held.step === 0);
  if (!free) return undefined;
  tenant.lease = { runId, step: 0, expires: leaseClock() + LEASE_MS };
  return { tenantId, runId, step: 0 };
}

function write({ state, leaseClock, unsure }: FakeMemoryDeps, lease: Lease, writes: readonly MemoryWrite[]): void {
  const { tenantId, runId, step } = lease;
  if (writes.length > WRITES_PER_TRANSACTION) throw new Error(`${writes.length} writes in one transaction`);
  if (new Set(writes.map(itemName)).size < writes.length) throw new Error('two writes to one item in one transaction');
  const tenant = stateOf(state, tenantId);
  const fault = (code: string) =>
    new TransientError({ operation: 'write memory', tenantId, code }, 'as the adapter says');
  const held = tenant.lease;
  if (unsure.has(lease) || held === undefined || held.runId !== runId || held.step !== step) throw fault('LEASE_LOST');
  if (!writes.every((item) => isUnchanged(tenant, item))) throw fault('MEMORY_CHANGED');
  for (const item of writes) apply(tenant, item);
  tenant.lease = { runId, step: step + 1, expires: leaseClock() + LEASE_MS };
  lease.step += 1;
}

function itemName(write: MemoryWrite): string {
  if ('delete' in write) return `${write.delete} ${write.employeeId} ${'stream' in write ? write.stream : ''}`;
  if (write.put === 'past-grants') return `past grants ${write.employeeId}`;
  if (write.put === 'employee') return `employee ${write.item.employeeId} `;
  if (write.put === 'open') return `open ${write.item.employeeId} ${write.item.stream}`;
  return write.put === 'ledger' ? `ledger ${write.item.date}` : 'approval';
}

function isUnchanged(tenant: TenantState, write: MemoryWrite): boolean {
  if ('delete' in write) {
    return write.delete !== 'employee' || (tenant.employees.get(write.employeeId)?.version ?? 0) === write.version;
  }
  if (write.put === 'approval') {
    const { approval = write.item } = tenant;
    return approval.digest === write.item.digest && approval.approvedAt === write.item.approvedAt;
  }
  if (write.put !== 'employee') return true;
  return (tenant.employees.get(write.item.employeeId)?.version ?? 0) === write.item.version;
}

function apply(tenant: TenantState, write: MemoryWrite): void {
  if ('delete' in write) {
    if (write.delete === 'employee') tenant.employees.delete(write.employeeId);
    else if (write.delete === 'open') tenant.open.delete(openKey(write.employeeId, write.stream));
    else if (write.delete === 'outcome') tenant.outcomes.delete(write.employeeId);
    else tenant.madeAnew.delete(write.employeeId);
  } else if (write.put === 'past-grants') {
    tenant.pastGrants.set(write.employeeId, frozen(storedPastGrants(write.employeeId, write.grants, write.now)));
  } else if (write.put === 'employee') {
    tenant.employees.set(write.item.employeeId, frozen(storedEmployee(write.item)));
  } else if (write.put === 'open') {
    tenant.open.set(openKey(write.item.employeeId, write.item.stream), frozen(storedOpen(write.item)));
  } else if (write.put === 'ledger') {
    tenant.ledger.set(write.item.date, frozen(storedLedger(write.item)));
  } else {
    tenant.approval = frozen(storedApproval(write.item));
  }
}
