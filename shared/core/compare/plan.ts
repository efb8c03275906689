import type { Policies } from '../../contracts/policies.ts';
import type { Issue } from '../../contracts/run-report.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type { Decided, Verdict } from '../decide/decide.ts';
import { blockDuplicates, decide } from '../decide/decide.ts';
import { daysBetween } from '../ground/calendar.ts';
import type { Employee } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { BudgetMemory, EmployeeMemory, PastGrants, TenantMemory } from '../ground/memory.ts';
import { AWAITS_GROUP, countActive, isActive } from '../ground/memory.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { withoutMonthly } from '../ground/streams.ts';
import { foldText, noteName } from '../ground/text.ts';
import type { Frozen } from '../read/gates.ts';
import { findFrozen } from '../read/gates.ts';
import type { CompleteListing } from '../read/listing.ts';
import { clearAbsence, countMissingDay } from '../read/missing.ts';
import { compareBudgets, findRefilled, forgetEmptiness } from './budgets.ts';
import { compareProfile, draftDeactivate } from './compare.ts';
import type { Draft } from './draft.ts';
import { settledFingerprint } from './profile.ts';
import { draftReoffers } from './reoffer.ts';

/** Everything that a plan depends on. */
export interface PlanInput {
  /** Complete, those found by look-up included. */
  readonly listing: CompleteListing;
  readonly memory: TenantMemory;
  /** The run's date in the tenant's time zone. */
  readonly today: string;
  readonly policies: Policies;
  readonly eligibility: Eligibility;
  /** Optional attributes and budget keys that were ever readable for this tenant. */
  readonly onceReadable: readonly string[];
  readonly fingerprints: Fingerprints;
  /** Active people who are absent and whose look-up said 404. */
  readonly gone: readonly string[];
  /** Departments without an Alleo group of their name, as deliver found. */
  readonly departmentsWithoutGroup: readonly string[];
  /** Absent people who were not looked up, because there are too many of them. */
  readonly tooManyMissing: readonly string[];
  /** Of people who were forgotten and may be back. */
  readonly pastGrants?: PastGrants | undefined;
  /** The day, in the tenant's time zone, of the last run that read a complete listing. */
  readonly lastCompleteOn?: string | undefined;
}

/** What became of one person today. `settled`: to be remembered once nothing is left to do for them. */
interface PersonPlan {
  readonly drafts: readonly Draft[];
  readonly issues: readonly Issue[];
  readonly settled?: string;
}

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

/** An inactive person who is absent from the listing is forgotten after this many days. */
export const FORGET_AFTER_DAYS = 90;

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

/** A person of the listing, with what was decided and what is remembered of them. */
interface Listed extends Decided {
  readonly stored: EmployeeMemory | undefined;
}

/** Collects a plan person by person. */
class Planner {
  readonly verdicts = new Map<string, Verdict>();
  readonly drafts: Draft[] = [];
  readonly settled = new Map<string, string>();
  readonly issues: Issue[] = [];
  readonly remember: EmployeeMemory[] = [];
  readonly forget: EmployeeMemory[] = [];
  readonly missing: string[] = [];
  readonly #input: PlanInput;
  readonly #frozen: Frozen;
  readonly #listed: Listed[] = [];

  constructor(input: PlanInput) {
    this.#input = input;
    this.#frozen = findFrozen(input.listing, input.memory, input.onceReadable, input.fingerprints);
    this.issues.push(...this.#frozen.issues);
  }

  decideAll(): void {
    const { listing, memory, today, policies, eligibility } = this.#input;
    const context = { today, onLeave: policies.onLeave, eligibility };
    for (const employee of listing.employees.values()) {
      const stored = memory.employees.get(employee.id);
      const verdict = decide(employee, context, stored !== undefined && isActive(stored));
      this.#listed.push({ employee, stored, verdict });
    }
    blockDuplicates(this.#listed);
    for (const { employee, verdict } of this.#listed) this.verdicts.set(employee.id, verdict);
  }

  compareAll(): void {
    for (const one of this.#listed) {
      for (const issue of one.verdict.issues) this.issues.push(issue);
      this.#comparePerson(one);
    }
  }

  #comparePerson({ employee, stored, verdict }: Listed): void {
    const { memory: all, fingerprints, policies } = this.#input;
    if (stored === undefined && verdict.decision !== 'in') return;
    const anew = all.madeAnew.has(employee.id);
    const wasAway = stored?.missing !== undefined || stored?.goneSince !== undefined;
    const present = wasAway ? forgetEmptiness(clearAbsence(stored)) : stored;
    const memory = present !== undefined && anew ? forgetMonthly(present) : present;
    // A frozen field is read as absent: what was done by that is not settled for the day on which it is read again.
    const isFrozen = [...this.#frozen.budgets].some((key) => employee.budgets.has(key));
    const settles = verdict.decision === 'in' && !isFrozen;
    const settled = settles ? settledFingerprint(employee, policies, fingerprints) : undefined;
    const nothingToDo = memory?.settled !== undefined && memory.settled === settled && memory.status === 'active';
    if (nothingToDo && !anew && Object.keys(memory.reservations).length === 0) {
      if (memory !== stored) this.remember.push(memory);
      return;
    }
    this.#compareSlowly(employee, verdict, stored, memory, settled);
  }

  #compareSlowly(
    employee: Employee,
    verdict: Verdict,
    stored: EmployeeMemory | undefined,
    memory: EmployeeMemory | undefined,
    settled: string | undefined,
  ): void {
    const { today, policies, fingerprints, onceReadable, lastCompleteOn, pastGrants } = this.#input;
    const { language } = policies;
    const hireDateKnown = onceReadable.includes('hire_date');
    const draft = compareProfile(employee, verdict, memory, { today, fingerprints, language, hireDateKnown });
    const budgets =
      verdict.decision === 'in'
        ? compareBudgets(employee, memory, draft?.kind === 'activate', {
            today,
            policies,
            fingerprints,
            frozen: this.#frozen.budgets,
            lastCompleteOn,
            pastGrants: pastGrants?.get(employee.id),
          })
        : { drafts: [], issues: [], marks: findRefilled(employee, memory, this.#frozen.budgets) };
    const drafts = [...(draft === undefined ? [] : [draft]), ...budgets.drafts];
    this.#add({ drafts, issues: budgets.issues, ...(settled === undefined ? {} : { settled }) }, employee.id);
    const marked = memory === undefined ? undefined : withMarks(memory, budgets.marks);
    if (marked !== undefined && marked !== stored) this.remember.push(marked);
  }

  #add(person: PersonPlan, employeeId: string): void {
    this.drafts.push(...person.drafts);
    this.issues.push(...person.issues);
    if (person.settled !== undefined && person.issues.length === 0) this.settled.set(employeeId, person.settled);
  }

  countMissing(): void {
    const { memory, gone, tooManyMissing, today, policies, fingerprints } = this.#input;
    for (const id of gone) {
      const stored = memory.employees.get(id);
      if (stored === undefined) continue;
      this.missing.push(id);
      const counted = countMissingDay(stored, today);
      if (counted !== stored) this.remember.push(counted);
      if ((counted.missing?.days ?? 0) >= policies.missingDays) {
        this.drafts.push(draftDeactivate(id, counted, 'GONE_FROM_PERSONIO', fingerprints));
      } else this.issues.push({ employeeId: id, code: 'MISSING' });
    }
    for (const id of tooManyMissing) {
      const stored = memory.employees.get(id);
      if (stored === undefined) continue;
      this.missing.push(id);
      this.issues.push({ employeeId: id, code: 'MISSING' });
      // Not a deactivation yet: approving this one only lets the days of absence be counted.
      const content = fingerprints.of('missing', '');
      const { repeat: _, ...draft } = draftDeactivate(id, stored, 'MISSING', fingerprints);
      this.drafts.push({ ...draft, reason: 'MISSING', content, hold: 'TOO_MANY_MISSING' });
    }
  }

  forgetLongGone(): void {
    const { memory, listing, today } = this.#input;
    // Somebody whose deactivation Alleo has not taken is still active there: it has to be offered until it is.
    const open = new Set(memory.open.flatMap(({ stream, employeeId }) => (stream === 'profile' ? [employeeId] : [])));
    for (const one of memory.employees.values()) {
      if (isActive(one) || open.has(one.employeeId) || listing.employees.has(one.employeeId)) continue;
      if (one.goneSince === undefined) this.remember.push({ ...one, goneSince: today });
      else if (daysBetween(one.goneSince, today) >= FORGET_AFTER_DAYS) this.forget.push(one);
    }
  }

  /** Departments without a group, as long as somebody who takes part is in them. */
  #listGroupless(): readonly string[] {
    const { departmentsWithoutGroup, memory } = this.#input;
    if (departmentsWithoutGroup.length === 0) return [];
    const needed = new Set<string>();
    for (const { employee, verdict } of this.#listed) {
      const stored = memory.employees.get(employee.id);
      const takesPart = verdict.decision === 'in' || (stored !== undefined && isActive(stored));
      if (takesPart && typeof employee.department === 'string') needed.add(foldText(noteName(employee.department)));
    }
    return departmentsWithoutGroup.filter((name) => needed.has(foldText(name)));
  }

  finish(): DraftedPlan {
    const { memory } = this.#input;
    for (const item of memory.open) {
      if (item.code === undefined) continue;
      const attribute = item.attribute === undefined ? {} : { attribute: item.attribute };
      this.issues.push({ employeeId: item.employeeId, code: item.code, ...attribute });
    }
    for (const attribute of this.#listGroupless()) this.issues.push({ code: AWAITS_GROUP, attribute });
    const { verdicts, drafts, settled, issues, remember, forget, missing } = this;
    const reoffers = draftReoffers(this.#input, verdicts, drafts);
    const active = countActive(memory.employees.values());
    return { verdicts, drafts: [...drafts, ...reoffers], settled, issues, remember, forget, missing, active };
  }
}

/** Decides every person, compares them with what is remembered, and drafts what the rules ask for. Pure. */
export function draftPlan(input: PlanInput): DraftedPlan {
  const planner = new Planner(input);
  planner.decideAll();
  planner.compareAll();
  planner.countMissing();
  planner.forgetLongGone();
  return planner.finish();
}
