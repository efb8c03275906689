import { lastGrants } from '../../shared/core/compare/one-off-memory.ts';
import type { EmitState } from '../../shared/core/emit/emit-state.ts';
import { storeEmployees } from '../../shared/core/emit/emit-state.ts';
import { inChunks } from '../../shared/core/ground/in-chunks.ts';
import type { EmployeeMemory, TenantMemory } from '../../shared/core/ground/memory.ts';
import type { ResolvedPlan } from '../../shared/core/hold/approval.ts';
import type { MemoryPort, MemoryWrite } from '../../shared/core/ports/table.ts';
import { WRITES_PER_TRANSACTION } from '../../shared/core/ports/table.ts';
import { allowMissing } from '../../shared/core/read/missing.ts';

function forgetWrites(forgotten: EmployeeMemory, memory: TenantMemory, now: Date): MemoryWrite[] {
  const { employeeId, version, formerIds = [] } = forgotten;
  const grants = lastGrants(forgotten);
  const open = [...memory.open, ...memory.awaitingGroup].filter((item) => item.employeeId === employeeId);
  return [
    ...(Object.keys(grants).length === 0 ? [] : [{ put: 'past-grants', employeeId, grants, now } as const]),
    { delete: 'employee', employeeId, version },
    ...[employeeId, ...formerIds].map((id): MemoryWrite => ({ delete: 'outcome', employeeId: id })),
    ...open.map((item): MemoryWrite => ({ delete: 'open', employeeId, stream: item.stream })),
  ];
}

/**
 * Stores what changes in the memory without a mutation: absences, emptied fields, accounts made anew, people forgotten
 * whole after 90 days. Before the first emission, so that a crash later never counts a day twice.
 */
export async function storeSideChanges(
  deps: { readonly memory: Pick<MemoryPort, 'write'> },
  state: EmitState,
  resolved: ResolvedPlan,
  memory: TenantMemory,
): Promise<void> {
  const { plan, allowedMissing } = resolved;
  const changed = new Map(plan.remember.map((one) => [one.employeeId, one]));
  for (const id of allowedMissing) {
    const stored = changed.get(id) ?? memory.employees.get(id);
    if (stored !== undefined) changed.set(id, allowMissing(stored, state.context.today));
  }
  const anew = [...memory.madeAnew];
  // Half of a transaction: a memory and the mark that asked for its change go together.
  for (const chunk of inChunks([...changed], Math.floor(WRITES_PER_TRANSACTION / 2))) {
    const ids = new Set(chunk.map(([id]) => id));
    const marks = anew
      .filter((id) => ids.has(id))
      .map((employeeId): MemoryWrite => ({ delete: 'made-anew', employeeId }));
    await storeEmployees(deps, state, new Map(chunk), marks);
  }
  const idle = anew.filter((id) => !changed.has(id) && !memory.employees.has(id));
  for (const chunk of inChunks(idle, WRITES_PER_TRANSACTION)) {
    await deps.memory.write(
      state.lease,
      chunk.map((employeeId): MemoryWrite => ({ delete: 'made-anew', employeeId })),
    );
  }
  for (const forgotten of plan.forget) {
    const writes = forgetWrites(forgotten, memory, state.context.startedAt);
    for (const chunk of inChunks(writes, WRITES_PER_TRANSACTION)) await deps.memory.write(state.lease, chunk);
    state.employees.delete(forgotten.employeeId);
  }
}
