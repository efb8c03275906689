import type { Issue } from '../../contracts/run-report.ts';
import type { Verdict } from '../decide/decide.ts';
import type { Employee } from '../ground/employee.ts';
import type { BudgetMemory, EmployeeMemory, OpenItem } from '../ground/memory.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { isMonthly, withoutMonthly } from '../ground/streams.ts';
import type { Frozen } from '../read/gates.ts';
import { clearAbsence } from '../read/missing.ts';
import { compareBudgets } from './budgets.ts';
import { compareProfile } from './compare.ts';
import type { Listed } from './decide-all.ts';
import type { Draft } from './draft.ts';
import type { FindGranted } from './granted-under.ts';
import { findRefilled, forgetEmptiness } from './one-off-memory.ts';
import { moveOpen, type Pass } from './pass.ts';
import type { PlanInput } from './plan-input.ts';
import { settledFingerprint } from './profile.ts';

/** What comparing a person depends on beside the person. */
export interface PersonContext {
  readonly input: PlanInput;
  readonly frozen: Frozen;
  /** By new id. */
  readonly passes: ReadonlyMap<string, Pass>;
  readonly findGranted: FindGranted;
}

/** What became of one person today. */
export interface PersonPlan {
  readonly drafts: readonly Draft[];
  readonly issues: readonly Issue[];
  /** To be remembered once nothing is left to do for them. */
  readonly settled?: string | undefined;
  /** Memory that changes without a mutation. */
  readonly remember?: EmployeeMemory | undefined;
}

const NOTHING: PersonPlan = { drafts: [], issues: [] };

function forgetMonthly(memory: EmployeeMemory): EmployeeMemory {
  // Settled was the person with these amounts: what has to be set again may wait for days.
  const { settled: _, ...rest } = memory;
  return { ...rest, budgets: withoutMonthly(memory.budgets), reservations: withoutMonthly(memory.reservations) };
}

function withMarks(memory: EmployeeMemory, marks: ReadonlyMap<BudgetKey, BudgetMemory>): EmployeeMemory {
  if (marks.size === 0) return memory;
  // The old `settled` would hide an amount that comes back: what is stored here speaks of the amounts before.
  const { settled: _, ...rest } = memory;
  return { ...rest, budgets: { ...memory.budgets, ...Object.fromEntries(marks) } };
}

/** What goes along to a new id: grants, and monthly amounts unless the account is activated again. */
const isMoved = ({ stream }: OpenItem, activates: boolean) => stream !== 'profile' && !(activates && isMonthly(stream));

function draftPerson(
  { input, frozen, findGranted }: PersonContext,
  { employee, verdict }: Listed,
  memory: EmployeeMemory | undefined,
  passes: boolean,
) {
  const { today, policies, fingerprints, onceReadable, lastCompleteOn, pastGrants } = input;
  const { language } = policies;
  const hireDateKnown = onceReadable.includes('hire_date');
  const draft = compareProfile(employee, verdict, memory, { today, fingerprints, language, hireDateKnown, passes });
  const budgets =
    verdict.decision === 'in'
      ? compareBudgets(employee, memory, draft?.kind === 'activate', {
          today,
          policies,
          fingerprints,
          frozen: frozen.budgets,
          lastCompleteOn,
          pastGrants: pastGrants?.get(employee.id),
          grantedUnder: (key) => findGranted(employee, key),
        })
      : { drafts: [], issues: [], marks: findRefilled(employee, memory, frozen.budgets) };
  return { draft, budgets };
}

/**
 * What is settled for somebody who is in. A frozen field is read as absent: what was done by that is not settled for the
 * day on which it is read again.
 */
function settle(employee: Employee, verdict: Verdict, { input, frozen }: PersonContext): string | undefined {
  const isFrozen = [...frozen.budgets].some((key) => employee.budgets.has(key));
  if (verdict.decision !== 'in' || isFrozen) return undefined;
  return settledFingerprint(employee, input.policies, input.fingerprints);
}

/** Somebody's first day under a new id: their account and all that is remembered go along with one mutation. */
function comparePassing(context: PersonContext, listed: Listed, pass: Pass): PersonPlan {
  const { employee, verdict } = listed;
  const { madeAnew, open: allOpen } = context.input.memory;
  const memory = forgetEmptiness(madeAnew.has(pass.from) ? forgetMonthly(pass.memory) : pass.memory);
  const { draft, budgets } = draftPerson(context, listed, memory, true);
  if (draft === undefined) throw new Error('whoever passes to a new id has a profile to send');
  const moves = (item: OpenItem) => item.employeeId === pass.from && isMoved(item, draft.kind === 'activate');
  const open = allOpen.filter(moves).map((item) => moveOpen(item, employee.id));
  const passed = { ...draft, pass: { from: pass.from, memory: withMarks(memory, budgets.marks), open } };
  const settled = settle(employee, verdict, context);
  return { drafts: [passed, ...budgets.drafts], issues: budgets.issues, settled };
}

/** Compares one person with what is remembered of them; whoever is settled already is not looked at again. */
export function comparePerson(context: PersonContext, listed: Listed): PersonPlan {
  const { employee, stored, verdict } = listed;
  if (stored === undefined && verdict.decision !== 'in') return NOTHING;
  const pass = context.passes.get(employee.id);
  if (pass !== undefined) return comparePassing(context, listed, pass);
  const isAnew = context.input.memory.madeAnew.has(employee.id);
  const wasAway = stored?.missing !== undefined || stored?.goneSince !== undefined;
  const present = wasAway ? forgetEmptiness(clearAbsence(stored)) : stored;
  const memory = present !== undefined && isAnew ? forgetMonthly(present) : present;
  const settled = settle(employee, verdict, context);
  const nothingToDo = memory?.settled !== undefined && memory.settled === settled && memory.status === 'active';
  if (nothingToDo && !isAnew && Object.keys(memory.reservations).length === 0) {
    return memory === stored ? NOTHING : { ...NOTHING, remember: memory };
  }
  const { draft, budgets } = draftPerson(context, listed, memory, false);
  const drafts = [...(draft === undefined ? [] : [draft]), ...budgets.drafts];
  const marked = memory === undefined ? undefined : withMarks(memory, budgets.marks);
  return { drafts, issues: budgets.issues, settled, remember: marked === stored ? undefined : marked };
}
