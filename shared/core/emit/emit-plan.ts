import type { UserMutation } from '../../contracts/user-mutation.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import type { Emission } from '../hold/assemble.ts';
import { WRITES_PER_TRANSACTION } from '../ports/table.ts';
import type { EmitDeps, EmitState } from './emit-state.ts';
import { memoryOf, storeEmployees } from './emit-state.ts';
import { buildMutation } from './mutation.ts';
import { confirm } from './remember.ts';
import { rememberSilent } from './remember-silent.ts';
import type { Reserved } from './reserve-chunk.ts';
import { closeMonthly, closeOlderGrants, movePassing, reserveChunk } from './reserve-chunk.ts';

/** The most writes that one emission needs, beside the open items that a deactivation closes: employee and open item. */
const WRITES_PER_EMISSION = 2;

/** Four whole batches of the queue's ten: a chunk that ends within a batch would cost one more send. */
const EMISSIONS_PER_CHUNK = 40;

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
