import type { Tenant } from '../../contracts/tenant.ts';
import type { Draft } from '../compare/draft.ts';
import type { EmployeeMemory, LedgerDay, TenantMemory } from '../ground/memory.ts';
import type { MutationQueuePort } from '../ports/queues.ts';
import type { Lease, MemoryPort, MemoryWrite } from '../ports/table.ts';
import type { RememberContext } from './remember.ts';
import { newLedgerDay, newMemory } from './remember.ts';

export interface EmitDeps {
  readonly memory: Pick<MemoryPort, 'write'>;
  readonly mutations: MutationQueuePort;
  /** In `queue` mode Alleo's own consumer applies the mutations, and nobody could close an open item. */
  readonly keepsOpenItems: boolean;
  /** False near the deadline: the rest is left to a run that continues. */
  readonly mayGoOn: () => boolean;
}

/** One run's emission: the memory as it changes, and what was sent so far. */
export interface EmitState {
  readonly lease: Lease;
  readonly tenant: Tenant;
  readonly context: RememberContext;
  /** By employee id, each as last stored. */
  readonly employees: Map<string, EmployeeMemory>;
  /** Streams with an open item, per employee. */
  readonly openStreams: Map<string, Set<string>>;
  ledger: LedgerDay;
  readonly emitted: Draft[];
  /** What the queue will never take: reserved, and left so. */
  readonly refused: Draft[];
}

/** Starts from the memory as read. `base`: active managed users that the day's limits are measured against. */
export function startEmitting(
  lease: Lease,
  tenant: Tenant,
  memory: TenantMemory,
  context: RememberContext,
  base: number,
): EmitState {
  const openStreams = new Map<string, Set<string>>();
  for (const item of [...memory.open, ...memory.awaitingGroup]) {
    const streams = openStreams.get(item.employeeId) ?? new Set();
    openStreams.set(item.employeeId, streams.add(item.stream));
  }
  const ledger = memory.ledger.find((day) => day.date === context.today) ?? newLedgerDay(context.today, base);
  return {
    lease,
    tenant,
    context,
    employees: new Map(memory.employees),
    openStreams,
    ledger,
    emitted: [],
    refused: [],
  };
}

/** Stores these memories in one transaction and keeps the raised versions. */
export async function storeEmployees(
  deps: Pick<EmitDeps, 'memory'>,
  state: EmitState,
  changed: ReadonlyMap<string, EmployeeMemory>,
  others: readonly MemoryWrite[],
): Promise<void> {
  const puts = [...changed.values()].map((item): MemoryWrite => ({ put: 'employee', item }));
  await deps.memory.write(state.lease, [...puts, ...others]);
  for (const [id, item] of changed) state.employees.set(id, { ...item, version: item.version + 1 });
}

export function memoryOf(
  state: EmitState,
  changed: ReadonlyMap<string, EmployeeMemory>,
  employeeId: string,
): EmployeeMemory {
  const { keyId } = state.context.fingerprints;
  return changed.get(employeeId) ?? state.employees.get(employeeId) ?? newMemory(employeeId, keyId);
}
