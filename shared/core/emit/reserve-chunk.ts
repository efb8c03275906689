import type { Draft } from '../compare/draft.ts';
import type { Pass } from '../compare/pass.ts';
import type { EmployeeMemory, OpenItem, Reservation } from '../ground/memory.ts';
import { categoryOfStream, grantStream, isGrant, isMonthly, streamKey } from '../ground/streams.ts';
import type { Emission } from '../hold/assemble.ts';
import type { MemoryWrite } from '../ports/table.ts';
import type { EmitDeps, EmitState } from './emit-state.ts';
import { memoryOf, storeEmployees } from './emit-state.ts';
import { countEmission, reserve } from './remember.ts';

export interface Reserved {
  readonly emission: Emission;
  readonly reservation: Reservation;
}

/** A deactivation cancels budgets, so monthly amounts that are still open are no longer wanted. */
export function closeMonthly(state: EmitState, employeeId: string): MemoryWrite[] {
  const streams = [...(state.openStreams.get(employeeId) ?? [])].filter((stream) => isMonthly(stream));
  return streams.map((stream) => ({ delete: 'open', employeeId, stream }));
}

/**
 * The old id's memory goes in the same transaction in which the new one's comes: nobody is ever remembered twice, or not.
 * A grant that may be on its way keeps its open item, too: whoever delivers it first closes both.
 */
export function movePassing(state: EmitState, { from, open }: Pass): MemoryWrite[] {
  const version = state.employees.get(from)?.version ?? 0;
  const streams = [...(state.openStreams.get(from) ?? [])].filter((stream) => !isGrant(stream));
  return [
    { delete: 'employee', employeeId: from, version },
    ...streams.map((stream): MemoryWrite => ({ delete: 'open', employeeId: from, stream })),
    ...open.map((item): MemoryWrite => ({ put: 'open', item })),
  ];
}

/** A later grant of a category was decided with the older one's fate known: what is still open of that is not paid beside it. */
export function closeOlderGrants(state: EmitState, { employeeId, budget }: Draft): MemoryWrite[] {
  if (budget?.grant === undefined) return [];
  const { category, grant } = budget;
  const isOlder = (stream: string) =>
    isGrant(stream) && categoryOfStream(stream) === category && stream !== grantStream(category, grant);
  const streams = [...(state.openStreams.get(employeeId) ?? [])].filter(isOlder);
  return streams.map((stream) => ({ delete: 'open', employeeId, stream }));
}

function openItem(state: EmitState, { draft, again }: Emission, reservation: Reservation): MemoryWrite {
  const { employeeId, stream, hold, budget } = draft;
  // A held draft goes out by approval alone; one sent again was in order when it was sent.
  const aboveCeiling = budget !== undefined && (hold !== undefined || again === true);
  const item: OpenItem = {
    employeeId,
    stream,
    reservation,
    offeredOn: state.context.today,
    ...(aboveCeiling && { aboveCeiling }),
  };
  return { put: 'open', item };
}

/** An open item that passes to a new id, and the newer one of its stream that goes out with it: only the newer is kept. */
function replaceOpen(writes: readonly MemoryWrite[]): readonly MemoryWrite[] {
  const newest = new Map<string, MemoryWrite>();
  for (const write of writes) if ('put' in write && write.put === 'open') newest.set(streamKey(write.item), write);
  return writes.filter(
    (write) => !('put' in write && write.put === 'open') || newest.get(streamKey(write.item)) === write,
  );
}

/** Step "reserve" for a chunk, in one transaction: memory, open items and ledger. */
export async function reserveChunk(
  deps: EmitDeps,
  state: EmitState,
  chunk: readonly Emission[],
): Promise<readonly Reserved[]> {
  const changed = new Map<string, EmployeeMemory>();
  const others: MemoryWrite[] = [];
  const reserved: Reserved[] = [];
  for (const emission of chunk) {
    const { draft, approved, again = false } = emission;
    const before = draft.pass?.memory ?? memoryOf(state, changed, draft.employeeId);
    if (draft.reoffer === undefined) {
      const { memory, reservation } = reserve(before, draft, state.context);
      reserved.push({ emission, reservation });
      if (draft.repeat !== undefined) continue;
      changed.set(draft.employeeId, memory);
      if (!again) state.ledger = countEmission(state.ledger, draft, approved);
      if (draft.kind === 'deactivate') others.push(...closeMonthly(state, draft.employeeId));
      others.push(...closeOlderGrants(state, draft));
      if (draft.pass !== undefined) others.push(...movePassing(state, draft.pass));
      if (deps.keepsOpenItems) others.push(openItem(state, emission, reservation));
    } else {
      const { reservation } = draft.reoffer;
      reserved.push({ emission, reservation });
      others.push({ put: 'open', item: { ...draft.reoffer, offeredOn: state.context.today } });
    }
  }
  const passed = chunk.flatMap(({ draft }) => (draft.pass === undefined ? [] : [draft.pass.from]));
  if (changed.size + others.length > 0) {
    const ledger: MemoryWrite[] = changed.size > 0 ? [{ put: 'ledger', item: state.ledger }] : [];
    await storeEmployees(deps, state, changed, [...replaceOpen(others), ...ledger]);
    for (const from of passed) state.employees.delete(from);
  }
  return reserved;
}
