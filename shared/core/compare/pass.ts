import type { Employee } from '../ground/employee.ts';
import type { BudgetMemory, EmployeeMemory, OpenItem } from '../ground/memory.ts';
import { addTo, type Humans, type Match } from '../read/humans.ts';

/** What a human being takes along from an old id to a new one (behaviour: "One human, several ids"). */
export interface Pass {
  /** The old id: its memory goes as the new one's comes. */
  readonly from: string;
  /** What is remembered, under the new id; not stored yet. */
  readonly memory: EmployeeMemory;
  /** What is still open of the account or of grants, under the new id. */
  readonly open: readonly OpenItem[];
}

/** How many old ids are kept of one human being. */
const FORMER_IDS = 5;

/** The old id that counts: the one that is active, then the one of the same address, then the one used last. */
function compareMatches(a: Match, b: Match): number {
  const active = (one: Match) => (one.memory.status === 'active' ? 0 : 1);
  const email = (one: Match) => (one.sameEmail ? 0 : 1);
  return active(a) - active(b) || email(a) - email(b) || b.memory.sequence - a.memory.sequence;
}

/** Marks of all old ids together: what was granted under any of them was granted. */
function mergeOneOff(matches: readonly Match[]): { readonly [key: string]: BudgetMemory } {
  const merged: { [key: string]: BudgetMemory } = {};
  for (const { memory } of matches) {
    for (const [key, budget] of Object.entries(memory.budgets)) {
      if (budget.grant === undefined) continue;
      const known = merged[key];
      if (known?.grant === undefined) merged[key] = budget;
      else if (budget.grant > known.grant) merged[key] = { ...known, grant: budget.grant };
    }
  }
  return merged;
}

/** A grant that may have been sent under the old id is never taken for the identical one: it waits for support. */
function keepUncertain(memory: EmployeeMemory): EmployeeMemory['reservations'] {
  const kept = Object.entries(memory.reservations).filter(([, one]) => one.grant !== undefined);
  return Object.fromEntries(kept.map(([stream, one]) => [stream, { ...one, content: '' }]));
}

function moveMemory(
  employeeId: string,
  matches: readonly Match[],
  first: Match,
  hasLeft: (employeeId: string) => boolean,
): EmployeeMemory {
  const { memory } = first;
  const { settled: _settled, missing: _missing, goneSince: _gone, unknown: _unknown, ...rest } = memory;
  const formerIds = [memory.employeeId, ...(memory.formerIds ?? [])].filter((id) => id !== employeeId && hasLeft(id));
  return {
    ...rest,
    employeeId,
    version: 0,
    // Something about the account may have been sent under the old id: what is sent now has to make it so, whole.
    status: memory.reservations['profile'] === undefined ? memory.status : 'inactive',
    sequence: Math.max(...matches.map((one) => one.memory.sequence)),
    budgets: { ...memory.budgets, ...mergeOneOff(matches) },
    reservations: keepUncertain(memory),
    formerIds: formerIds.slice(0, FORMER_IDS),
  };
}

/** An open budget under the new id; whether it was applied under the old one, delivery looks up there. */
export function moveOpen(item: OpenItem, employeeId: string): OpenItem {
  const formerIds = [item.employeeId, ...(item.formerIds ?? [])].slice(0, FORMER_IDS);
  return { ...item, employeeId, formerIds };
}

/** Which newcomers are the same human beings as people who left. */
export interface Successions {
  /** By new id: what passes to it. */
  readonly passes: ReadonlyMap<string, Pass>;
  /** By old id: all newcomers who are the same human being. */
  readonly successors: ReadonlyMap<string, readonly string[]>;
}

/**
 * For newcomers who are the same human beings as people who left: what passes to them. `hasLeft`: whether nobody stands
 * under an old id any more. Where it is not plain who goes on as whom, nothing passes.
 */
export function findSuccessions(
  newcomers: readonly Employee[],
  humans: Humans,
  hasLeft: (employeeId: string) => boolean,
): Successions {
  const found = newcomers.map((employee) => {
    const isSame = ({ likeness, memory }: Match) => likeness === 'same' && hasLeft(memory.employeeId);
    return { id: employee.id, matches: humans.find(employee).filter(isSame).sort(compareMatches) };
  });
  const claims = new Map<string, { readonly id: string; readonly sameEmail: boolean }[]>();
  for (const { id, matches } of found) {
    for (const { memory, sameEmail } of matches) addTo(claims, memory.employeeId, { id, sameEmail });
  }
  const isPlain = ({ memory, sameEmail }: Match): boolean => {
    const all = claims.get(memory.employeeId) ?? [];
    return all.length === 1 || (sameEmail && all.filter((one) => one.sameEmail).length === 1);
  };
  const passes = new Map<string, Pass>();
  for (const { id, matches } of found) {
    const plain = matches.filter(isPlain);
    const [first] = plain;
    if (first === undefined) continue;
    passes.set(id, { from: first.memory.employeeId, memory: moveMemory(id, plain, first, hasLeft), open: [] });
  }
  return { passes, successors: new Map([...claims].map(([old, all]) => [old, all.map(({ id }) => id)])) };
}
