import type { Tenant } from '../../contracts/tenant.ts';
import type { UserMutation } from '../../contracts/user-mutation.ts';
import type { Draft } from '../compare/draft.ts';
import type { Pass } from '../compare/pass.ts';
import type { EmployeeMemory, LedgerDay, OpenItem, Reservation, TenantMemory } from '../ground/memory.ts';
import { categoryOfStream, grantStream, isGrant, isMonthly, streamKey } from '../ground/streams.ts';
import type { Emission } from '../hold/assemble.ts';
import type { MutationQueuePort } from '../ports/queues.ts';
import type { Lease, MemoryPort, MemoryWrite } from '../ports/table.ts';
import { WRITES_PER_TRANSACTION } from '../ports/table.ts';
import { buildMutation } from './mutation.ts';
import type { RememberContext } from './remember.ts';
import { confirm, countEmission, newLedgerDay, newMemory, reserve } from './remember.ts';

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

/** The most writes that one emission needs, beside the open items that a deactivation closes: employee and open item. */
const WRITES_PER_EMISSION = 2;

/** Four whole batches of the queue's ten: a chunk that ends within a batch would cost one more send. */
const EMISSIONS_PER_CHUNK = 40;

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

interface Reserved {
  readonly emission: Emission;
  readonly reservation: Reservation;
}

function memoryOf(state: EmitState, changed: ReadonlyMap<string, EmployeeMemory>, employeeId: string): EmployeeMemory {
  const { keyId } = state.context.fingerprints;
  return changed.get(employeeId) ?? state.employees.get(employeeId) ?? newMemory(employeeId, keyId);
}

/** A deactivation cancels budgets, so monthly amounts that are still open are no longer wanted. */
function closeMonthly(state: EmitState, employeeId: string): MemoryWrite[] {
  const streams = [...(state.openStreams.get(employeeId) ?? [])].filter((stream) => isMonthly(stream));
  return streams.map((stream) => ({ delete: 'open', employeeId, stream }));
}

/**
 * The old id's memory goes in the same transaction in which the new one's comes: nobody is ever remembered twice, or not.
 * A grant that may be on its way keeps its open item, too: whoever delivers it first closes both.
 */
function movePassing(state: EmitState, { from, open }: Pass): MemoryWrite[] {
  const version = state.employees.get(from)?.version ?? 0;
  const streams = [...(state.openStreams.get(from) ?? [])].filter((stream) => !isGrant(stream));
  return [
    { delete: 'employee', employeeId: from, version },
    ...streams.map((stream): MemoryWrite => ({ delete: 'open', employeeId: from, stream })),
    ...open.map((item): MemoryWrite => ({ put: 'open', item })),
  ];
}

/** A later grant of a category was decided with the older one's fate known: what is still open of that is not paid beside it. */
function closeOlderGrants(state: EmitState, { employeeId, budget }: Draft): MemoryWrite[] {
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
async function reserveChunk(
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

function toMutation(state: EmitState, reserved: Reserved): UserMutation {
  const { tenant, context } = state;
  const target = {
    tenantId: tenant.id,
    companyId: tenant.company.id,
    registration: tenant.registration,
    currency: tenant.policies.currency,
  };
  const { draft } = reserved.emission;
  const formerIds = state.employees.get(draft.employeeId)?.formerIds ?? [];
  return buildMutation(draft, reserved.reservation, { ...target, formerIds }, context.fingerprints);
}

/** Step "emit" for a chunk. Gives what the queue will never take: that one is set aside, the others are sent. */
async function send(deps: EmitDeps, state: EmitState, reserved: readonly Reserved[]): Promise<ReadonlySet<Emission>> {
  const emissions = new Map(reserved.map((one) => [toMutation(state, one), one.emission]));
  const refused = new Set(await deps.mutations.sendMutations(state.tenant.id, [...emissions.keys()]));
  return new Set([...emissions].flatMap(([mutation, emission]) => (refused.has(mutation) ? [emission] : [])));
}

/** Step "confirm" for a chunk, in one transaction. What was only offered again is confirmed already. */
async function confirmChunk(deps: EmitDeps, state: EmitState, chunk: readonly Emission[]): Promise<void> {
  const changed = new Map<string, EmployeeMemory>();
  for (const { draft } of chunk) {
    if (draft.reoffer !== undefined) continue;
    changed.set(draft.employeeId, confirm(memoryOf(state, changed, draft.employeeId), draft, state.context));
  }
  if (changed.size > 0) await storeEmployees(deps, state, changed, []);
}

/** The memory with one-off amounts that count as sent. The rest of the person is still to be sent: nothing is settled by it. */
function withSilent(memory: EmployeeMemory, drafts: readonly Draft[], context: RememberContext): EmployeeMemory {
  return drafts.reduce((before, draft) => {
    const { settles: _, ...alone } = draft;
    return confirm(before, alone, context, true);
  }, memory);
}

/**
 * Remembers as sent what support wants to be only remembered. Before anything is sent: of somebody who leaves after a run
 * that died nothing is compared any more, and their amount would be paid as a first one when they are back. Whoever passes
 * to this id in this plan has no memory under it yet: theirs comes with the passing. Gives what is to be sent, or nothing
 * where it stopped early, near the deadline.
 */
async function rememberSilent(
  deps: EmitDeps,
  state: EmitState,
  emissions: readonly Emission[],
): Promise<readonly Emission[] | undefined> {
  const silent = Map.groupBy(
    emissions.filter((one) => one.silent).map(({ draft }) => draft),
    ({ employeeId }) => employeeId,
  );
  const sent = emissions
    .filter((one) => !one.silent)
    .map((emission) => {
      const { draft } = emission;
      const drafts = silent.get(draft.employeeId);
      if (draft.pass === undefined || drafts === undefined) return emission;
      silent.delete(draft.employeeId);
      const memory = withSilent(draft.pass.memory, drafts, state.context);
      return { ...emission, draft: { ...draft, pass: { ...draft.pass, memory } } };
    });
  const all = [...silent].map(
    ([id, drafts]) => [id, withSilent(memoryOf(state, new Map(), id), drafts, state.context)] as const,
  );
  for (let at = 0; at < all.length; at += WRITES_PER_TRANSACTION) {
    if (!deps.mayGoOn()) return undefined;
    await storeEmployees(deps, state, new Map(all.slice(at, at + WRITES_PER_TRANSACTION)), []);
  }
  return sent;
}

/** Cuts the emissions into chunks that fit one transaction. */
function cutChunks(state: EmitState, emissions: readonly Emission[]): Emission[][] {
  const chunks: Emission[][] = [];
  let chunk: Emission[] = [];
  let writes = 1;
  for (const emission of emissions) {
    const { draft } = emission;
    const monthly = draft.kind === 'deactivate' ? closeMonthly(state, draft.employeeId).length : 0;
    const closes = monthly + closeOlderGrants(state, draft).length;
    const moves = draft.pass === undefined ? 0 : movePassing(state, draft.pass).length;
    const needed = WRITES_PER_EMISSION + closes + moves;
    const isFull = chunk.length === EMISSIONS_PER_CHUNK || writes + needed > WRITES_PER_TRANSACTION;
    if (isFull && chunk.length > 0) {
      chunks.push(chunk);
      chunk = [];
      writes = 1;
    }
    chunk.push(emission);
    writes += needed;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

/**
 * Step 7 of a run: per chunk of mutations *reserve* in the memory, *emit*, *confirm* in the memory; chunk after chunk in
 * the order of emission. Gives false where it stopped early, near the deadline; nothing is left half-done then.
 */
export async function emitPlan(deps: EmitDeps, state: EmitState, emissions: readonly Emission[]): Promise<boolean> {
  const sent = await rememberSilent(deps, state, emissions);
  if (sent === undefined) return false;
  for (const chunk of cutChunks(state, sent)) {
    if (!deps.mayGoOn()) return false;
    const reserved = await reserveChunk(deps, state, chunk);
    const refused = await send(deps, state, reserved);
    const taken = chunk.filter((emission) => !refused.has(emission));
    await confirmChunk(deps, state, taken);
    for (const { draft } of taken) state.emitted.push(draft);
    for (const { draft } of refused) state.refused.push(draft);
  }
  return true;
}
