import type { Issue } from '../../contracts/run-report.ts';
import type { Verdict } from '../decide/decide.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import { AWAITS_GROUP, countActive, isActive } from '../ground/memory.ts';
import { foldText, noteName } from '../ground/text.ts';
import { findFrozen } from '../read/gates.ts';
import { type Humans, indexHumans } from '../read/humans.ts';
import { countMissing, forgetLongGone } from './absence.ts';
import { comparePerson, type PersonContext } from './compare-person.ts';
import { type Decisions, decideAll, hasLeft } from './decide-all.ts';
import type { Draft } from './draft.ts';
import { openGranted } from './granted-under.ts';
import type { PlanInput } from './plan-input.ts';
import { draftReoffers } from './reoffer.ts';

/** All mutations that the rules ask for, before limits and approvals, with what has to be remembered beside them. */
export interface DraftedPlan {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** In no particular order. */
  readonly drafts: readonly Draft[];
  /** Per person with drafts: the fingerprint to store once all of them are confirmed. */
  readonly settled: ReadonlyMap<string, string>;
  readonly issues: readonly Issue[];
  /** Memory that changes without a mutation: absences, emptied one-off fields, accounts made anew. */
  readonly remember: readonly EmployeeMemory[];
  /** Inactive people gone for 90 days: forgotten, whole. */
  readonly forget: readonly EmployeeMemory[];
  /** Active people who are absent from listing and look-up, those not looked up included. */
  readonly missing: readonly string[];
  /** Active managed users, as remembered when the run began. */
  readonly active: number;
}

/** What comparing everybody leads to. */
interface Compared {
  readonly drafts: Draft[];
  readonly settled: Map<string, string>;
  readonly issues: Issue[];
  readonly remember: EmployeeMemory[];
}

function compareAll(context: PersonContext, { listed, passing }: Decisions): Compared {
  const compared: Compared = { drafts: [], settled: new Map(), issues: [], remember: [] };
  for (const one of listed) {
    compared.issues.push(...one.verdict.issues);
    if (passing.has(one.employee.id)) continue;
    const { drafts, issues, settled, remember } = comparePerson(context, one);
    compared.drafts.push(...drafts);
    compared.issues.push(...issues);
    if (settled !== undefined && issues.length === 0) compared.settled.set(one.employee.id, settled);
    if (remember !== undefined) compared.remember.push(remember);
  }
  return compared;
}

/** Open items that wait for support or the customer, and departments without a group. */
function tellOpen({ memory, departmentsWithoutGroup }: PlanInput, { listed }: Decisions): readonly Issue[] {
  const issues: Issue[] = [];
  for (const { employeeId, code, attribute } of memory.open) {
    if (code !== undefined) issues.push({ employeeId, code, ...(attribute === undefined ? {} : { attribute }) });
  }
  if (departmentsWithoutGroup.length === 0) return issues;
  // As long as somebody who takes part is in them.
  const needed = new Set<string>();
  for (const { employee, verdict, stored } of listed) {
    const takesPart = verdict.decision === 'in' || (stored !== undefined && isActive(stored));
    if (takesPart && typeof employee.department === 'string') needed.add(foldText(noteName(employee.department)));
  }
  for (const attribute of departmentsWithoutGroup) {
    if (needed.has(foldText(attribute))) issues.push({ code: AWAITS_GROUP, attribute });
  }
  return issues;
}

/** The memory to store, where an id that somebody has again is nobody's former one. */
function releaseFormerIds(
  { memory }: PlanInput,
  { verdicts, passing }: Decisions,
  remember: readonly EmployeeMemory[],
): readonly EmployeeMemory[] {
  const changed = [...remember];
  for (const stored of memory.employees.values()) {
    if (stored.formerIds === undefined || passing.has(stored.employeeId)) continue;
    const formerIds = stored.formerIds.filter((id) => hasLeft(id, verdicts));
    if (formerIds.length === stored.formerIds.length) continue;
    const at = changed.findIndex(({ employeeId }) => employeeId === stored.employeeId);
    const one = { ...(changed[at] ?? stored), formerIds };
    if (at < 0) changed.push(one);
    else changed[at] = one;
  }
  return changed;
}

/** Decides every person, compares them with what is remembered, and drafts what the rules ask for. Pure. */
export function draftPlan(input: PlanInput): DraftedPlan {
  const { listing, memory, onceReadable, fingerprints } = input;
  let humans: Humans | undefined;
  const findHumans = () => {
    humans ??= indexHumans(memory, listing, fingerprints);
    return humans;
  };
  const frozen = findFrozen(listing, memory, onceReadable, fingerprints);
  const decisions = decideAll(input, findHumans);
  const { verdicts, passes, passing } = decisions;
  const findGranted = openGranted(decisions, memory, findHumans);
  const compared = compareAll({ input, frozen, passes, findGranted }, decisions);
  const absent = countMissing(input, passing);
  const longGone = forgetLongGone(input, passing);
  const drafts = [...compared.drafts, ...absent.drafts];
  const remember = [...compared.remember, ...absent.remember, ...longGone.remember];
  return {
    verdicts,
    drafts: [...drafts, ...draftReoffers(input, verdicts, drafts, passing)],
    settled: compared.settled,
    issues: [...frozen.issues, ...compared.issues, ...absent.issues, ...tellOpen(input, decisions)],
    remember: releaseFormerIds(input, decisions, remember),
    forget: longGone.forget,
    missing: absent.missing,
    active: countActive(memory.employees.values()),
  };
}
