import type { Draft } from '../compare/draft.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import type { Emission } from '../hold/assemble.ts';
import { WRITES_PER_TRANSACTION } from '../ports/table.ts';
import type { EmitDeps, EmitState } from './emit-state.ts';
import { memoryOf, storeEmployees } from './emit-state.ts';
import type { RememberContext } from './remember.ts';
import { confirm } from './remember.ts';

/** The memory with one-off amounts that count as sent. */
function withSilent(memory: EmployeeMemory, drafts: readonly Draft[], context: RememberContext): EmployeeMemory {
  return drafts.reduce((before, draft) => confirm(before, draft, context, true), memory);
}

/**
 * Remembers as sent what support wants to be only remembered. Before anything is sent: of somebody who leaves after a run
 * that died nothing is compared any more, and their amount would be paid as a first one when they are back. Whoever passes
 * to this id in this plan has no memory under it yet: theirs comes with the passing. Gives what is to be sent, or nothing
 * where it stopped early, near the deadline.
 */
export async function rememberSilent(
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
