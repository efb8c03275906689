import type { DecideContext, Decided, Verdict } from '../decide/decide.ts';
import { blockDuplicates, decide } from '../decide/decide.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import { isActive } from '../ground/memory.ts';
import type { Humans } from '../read/humans.ts';
import { findSuccessions, type Pass, type Successions } from './pass.ts';
import type { PlanInput } from './plan-input.ts';

/** A person of the listing, with what was decided and what is remembered of them. */
export interface Listed extends Decided {
  readonly stored: EmployeeMemory | undefined;
}

/** What was decided of everybody, and who goes on under another id. */
export interface Decisions {
  readonly listed: readonly Listed[];
  /** By id. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** By new id. */
  readonly passes: ReadonlyMap<string, Pass>;
  /** Old ids whose human being goes on under a new one: nothing is decided about them. */
  readonly passing: ReadonlySet<string>;
}

type Verdicts = Decisions['verdicts'];

/** Nobody stands under this id any more: it is out, or absent. */
export function hasLeft(employeeId: string, verdicts: Verdicts): boolean {
  return (verdicts.get(employeeId)?.decision ?? 'out') === 'out';
}

/**
 * Who of the newcomers is the human being of somebody who left. Nothing is looked for where all who are new are out or
 * wait, whatever they were before: nothing could pass to them, and none of them keeps anybody.
 */
function findWhoGoesOn(
  newcomers: readonly Listed[],
  { memory }: PlanInput,
  context: DecideContext,
  verdicts: Verdicts,
  findHumans: () => Humans,
): Successions {
  const isOut = ({ decision }: Verdict) => decision === 'out' || decision === 'waiting';
  const areOut = newcomers.every(({ employee, verdict }) => isOut(verdict) && isOut(decide(employee, context, true)));
  if (memory.employees.size === 0 || areOut) return { passes: new Map(), successors: new Map() };
  const employees = newcomers.map(({ employee }) => employee).sort((a, b) => (a.id < b.id ? -1 : 1));
  return findSuccessions(employees, findHumans(), (id) => hasLeft(id, verdicts));
}

/**
 * A newcomer who is in takes over. Where all that could are blocked, the old id is kept as it is: the human being is
 * employed, and blocked is never out. Any other newcomer changes nothing for it.
 */
function keepOnlyPassing(found: Successions, verdicts: Verdicts): Pick<Decisions, 'passes' | 'passing'> {
  const passes = new Map<string, Pass>();
  const passing = new Set<string>();
  for (const [id, pass] of found.passes) {
    if (verdicts.get(id)?.decision !== 'in') continue;
    passes.set(id, pass);
    passing.add(pass.from);
  }
  for (const [old, ids] of found.successors) {
    const decisions = new Set(ids.map((id) => verdicts.get(id)?.decision));
    if (decisions.has('blocked') && !decisions.has('in')) passing.add(old);
  }
  return { passes, passing };
}

/** Decides about everybody listed, with those in view who go on under a new id. */
export function decideAll(input: PlanInput, findHumans: () => Humans): Decisions {
  const { listing, memory, today, policies, eligibility } = input;
  const context = { today, onLeave: policies.onLeave, eligibility };
  const listed: Listed[] = [];
  const newcomers: Listed[] = [];
  const verdicts = new Map<string, Verdict>();
  for (const employee of listing.employees.values()) {
    const stored = memory.employees.get(employee.id);
    const one = { employee, stored, verdict: decide(employee, context, stored !== undefined && isActive(stored)) };
    listed.push(one);
    verdicts.set(employee.id, one.verdict);
    if (stored === undefined && employee.status !== 'inactive') newcomers.push(one);
  }
  const found = findWhoGoesOn(newcomers, input, context, verdicts, findHumans);
  for (const one of newcomers) {
    // Whoever goes on under a new id is active already, as the rules see it.
    const pass = found.passes.get(one.employee.id);
    if (pass?.memory.status === 'active') one.verdict = decide(one.employee, context, true);
  }
  blockDuplicates(listed);
  for (const { employee, verdict } of listed) verdicts.set(employee.id, verdict);
  return { listed, verdicts, ...keepOnlyPassing(found, verdicts) };
}
