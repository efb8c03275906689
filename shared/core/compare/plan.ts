import type { Policies } from '../../contracts/policies.ts';
import type { Issue } from '../../contracts/run-report.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type { Decided, Verdict } from '../decide/decide.ts';
import { blockDuplicates, decide } from '../decide/decide.ts';
import { daysBetween } from '../ground/calendar.ts';
import type { Employee } from '../ground/employee.ts';
import { ABSENT } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { BudgetMemory, EmployeeMemory, OpenItem, PastGrants, TenantMemory } from '../ground/memory.ts';
import { AWAITS_GROUP, countActive, isActive } from '../ground/memory.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { categoryOfKey, isMonthly, withoutMonthly } from '../ground/streams.ts';
import { foldText, noteName } from '../ground/text.ts';
import type { Frozen } from '../read/gates.ts';
import { findFrozen } from '../read/gates.ts';
import { addTo, type Humans, indexHumans } from '../read/humans.ts';
import type { CompleteListing } from '../read/listing.ts';
import { clearAbsence, countMissingDay } from '../read/missing.ts';
import { amountOf, compareBudgets, findRefilled, forgetEmptiness, lastGrants } from './budgets.ts';
import { compareProfile, draftDeactivate } from './compare.ts';
import type { Draft } from './draft.ts';
import { findSuccessions, moveOpen, type Pass } from './pass.ts';
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
  /** What is open is offered again, whatever was offered today: somebody asked for the run. */
  readonly offerAll?: boolean | undefined;
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

/** What goes along to a new id: grants, and monthly amounts unless the account is activated again. */
const isMoved = ({ stream }: OpenItem, activates: boolean) => stream !== 'profile' && !(activates && isMonthly(stream));

/** A person of the listing, with what was decided and what is remembered of them. */
interface Listed extends Decided {
  readonly stored: EmployeeMemory | undefined;
}

const nameOf = ({ first_name, last_name }: Employee) => JSON.stringify([String(first_name), String(last_name)]);

const hasOtherBirthday = (a: Employee, b: Employee) =>
  typeof a.birthday === 'string' && typeof b.birthday === 'string' && a.birthday !== b.birthday;

/** Listed people of one name. */
function groupNamesakes(listed: readonly Listed[]): ReadonlyMap<string, readonly Employee[]> {
  const groups = new Map<string, Employee[]>();
  for (const { employee } of listed) addTo(groups, nameOf(employee), employee);
  return groups;
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
  /** By new id. */
  readonly #passes = new Map<string, Pass>();
  /** By old id: the newcomers who are the same human being. */
  readonly #successors = new Map<string, readonly string[]>();
  /** Old ids whose human being goes on under a new one: nothing is decided about them. */
  readonly #passing = new Set<string>();
  #humans: Humans | undefined;
  #namesakes: ReadonlyMap<string, readonly Employee[]> | undefined;

  constructor(input: PlanInput) {
    this.#input = input;
    this.#frozen = findFrozen(input.listing, input.memory, input.onceReadable, input.fingerprints);
    this.issues.push(...this.#frozen.issues);
  }

  decideAll(): void {
    const { listing, memory, today, policies, eligibility } = this.#input;
    const context = { today, onLeave: policies.onLeave, eligibility };
    const newcomers: Listed[] = [];
    for (const employee of listing.employees.values()) {
      const stored = memory.employees.get(employee.id);
      const one = { employee, stored, verdict: decide(employee, context, stored !== undefined && isActive(stored)) };
      this.#listed.push(one);
      this.verdicts.set(employee.id, one.verdict);
      if (stored === undefined && employee.status !== 'inactive') newcomers.push(one);
    }
    this.#findPasses(newcomers);
    for (const one of newcomers) {
      // Whoever goes on under a new id is active already, as the rules see it.
      const pass = this.#passes.get(one.employee.id);
      if (pass?.memory.status === 'active') one.verdict = decide(one.employee, context, true);
    }
    blockDuplicates(this.#listed);
    for (const { employee, verdict } of this.#listed) this.verdicts.set(employee.id, verdict);
    this.#keepOnlyPassing();
  }

  /** Who of the newcomers is the human being of somebody who left. Nothing is looked for where nobody is new. */
  #findPasses(newcomers: readonly Listed[]): void {
    const { memory } = this.#input;
    if (newcomers.length === 0 || memory.employees.size === 0) return;
    const employees = newcomers.map(({ employee }) => employee).sort((a, b) => (a.id < b.id ? -1 : 1));
    const { passes, successors } = findSuccessions(employees, this.#findHumans(), (id) => this.#hasLeft(id));
    for (const [id, pass] of passes) this.#passes.set(id, pass);
    for (const [old, ids] of successors) this.#successors.set(old, ids);
  }

  /** Nobody stands under this id any more: it is out, or absent. */
  #hasLeft(employeeId: string): boolean {
    return (this.verdicts.get(employeeId)?.decision ?? 'out') === 'out';
  }

  /**
   * A newcomer who is in takes over. Where all that could are blocked, the old id is kept as it is: the human being is
   * employed, and blocked is never out. Any other newcomer changes nothing for it.
   */
  #keepOnlyPassing(): void {
    for (const [id, { from }] of this.#passes) {
      if (this.verdicts.get(id)?.decision === 'in') this.#passing.add(from);
      else this.#passes.delete(id);
    }
    for (const [old, ids] of this.#successors) {
      const decisions = new Set(ids.map((id) => this.verdicts.get(id)?.decision));
      if (decisions.has('blocked') && !decisions.has('in')) this.#passing.add(old);
    }
  }

  #findHumans(): Humans {
    this.#humans ??= indexHumans(this.#input.memory, this.#input.fingerprints);
    return this.#humans;
  }

  compareAll(): void {
    for (const one of this.#listed) {
      for (const issue of one.verdict.issues) this.issues.push(issue);
      if (!this.#passing.has(one.employee.id)) this.#comparePerson(one);
    }
  }

  #comparePerson({ employee, stored, verdict }: Listed): void {
    const { memory: all, fingerprints, policies } = this.#input;
    if (stored === undefined && verdict.decision !== 'in') return;
    const pass = this.#passes.get(employee.id);
    if (pass !== undefined) {
      this.#comparePassing(employee, verdict, pass);
      return;
    }
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
    const { draft, budgets } = this.#draft(employee, verdict, memory, false);
    const drafts = [...(draft === undefined ? [] : [draft]), ...budgets.drafts];
    this.#add({ drafts, issues: budgets.issues, ...(settled === undefined ? {} : { settled }) }, employee.id);
    const marked = memory === undefined ? undefined : withMarks(memory, budgets.marks);
    if (marked !== undefined && marked !== stored) this.remember.push(marked);
  }

  /** Somebody's first day under a new id: their account and all that is remembered go along with one mutation. */
  #comparePassing(employee: Employee, verdict: Verdict, pass: Pass): void {
    const { memory: all, policies, fingerprints } = this.#input;
    const own = all.madeAnew.has(pass.from) ? forgetMonthly(pass.memory) : pass.memory;
    const memory = forgetEmptiness(own);
    const { draft, budgets } = this.#draft(employee, verdict, memory, true);
    if (draft === undefined) throw new Error('whoever passes to a new id has a profile to send');
    const stays = (item: OpenItem) => item.employeeId === pass.from && isMoved(item, draft.kind === 'activate');
    const open = all.open.filter(stays).map((item) => moveOpen(item, employee.id));
    const passed = { ...draft, pass: { from: pass.from, memory: withMarks(memory, budgets.marks), open } };
    const isFrozen = [...this.#frozen.budgets].some((key) => employee.budgets.has(key));
    const settled = isFrozen ? {} : { settled: settledFingerprint(employee, policies, fingerprints) };
    this.#add({ drafts: [passed, ...budgets.drafts], issues: budgets.issues, ...settled }, employee.id);
  }

  #draft(employee: Employee, verdict: Verdict, memory: EmployeeMemory | undefined, passes: boolean) {
    const { today, policies, fingerprints, onceReadable, lastCompleteOn, pastGrants } = this.#input;
    const { language } = policies;
    const hireDateKnown = onceReadable.includes('hire_date');
    const draft = compareProfile(employee, verdict, memory, { today, fingerprints, language, hireDateKnown, passes });
    const budgets =
      verdict.decision === 'in'
        ? compareBudgets(employee, memory, draft?.kind === 'activate', {
            today,
            policies,
            fingerprints,
            frozen: this.#frozen.budgets,
            lastCompleteOn,
            pastGrants: pastGrants?.get(employee.id),
            grantedUnder: (key) => this.#findGranted(employee, key),
          })
        : { drafts: [], issues: [], marks: findRefilled(employee, memory, this.#frozen.budgets) };
    return { draft, budgets };
  }

  /** The other id under which this human being was, or may have been, granted an amount of this field. */
  #findGranted(employee: Employee, key: BudgetKey): string | undefined {
    const twin = this.#findTwin(employee, key);
    if (twin !== undefined || this.#input.memory.employees.size === 0) return twin;
    const category = categoryOfKey(key);
    const others = this.#findHumans().find(employee);
    return others.find(({ memory }) => lastGrants(memory)[category] !== undefined)?.memory.employeeId;
  }

  /** Somebody of the same name, and of no other birthday, of a lower id, who is in and gets an amount of the same field. */
  #findTwin(employee: Employee, key: BudgetKey): string | undefined {
    this.#namesakes ??= groupNamesakes(this.#listed);
    const namesakes = this.#namesakes.get(nameOf(employee)) ?? [];
    const isPositive = (amount: ReturnType<typeof amountOf>) => typeof amount === 'bigint' && amount > 0n;
    const gets = (one: Employee) => one.id < employee.id && isPositive(amountOf(one.budgets.get(key) ?? ABSENT));
    const isTwin = (one: Employee) => gets(one) && !hasOtherBirthday(one, employee);
    return namesakes.find((one) => isTwin(one) && this.verdicts.get(one.id)?.decision === 'in')?.id;
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
      if (stored === undefined || this.#passing.has(id)) continue;
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
      if (this.#passing.has(one.employeeId)) continue;
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

  /** An id that somebody has again is nobody's former one. */
  #releaseFormerIds(): void {
    for (const stored of this.#input.memory.employees.values()) {
      if (stored.formerIds === undefined || this.#passing.has(stored.employeeId)) continue;
      const formerIds = stored.formerIds.filter((id) => this.#hasLeft(id));
      if (formerIds.length === stored.formerIds.length) continue;
      const at = this.remember.findIndex(({ employeeId }) => employeeId === stored.employeeId);
      const changed = { ...(this.remember[at] ?? stored), formerIds };
      if (at < 0) this.remember.push(changed);
      else this.remember[at] = changed;
    }
  }

  finish(): DraftedPlan {
    const { memory } = this.#input;
    this.#releaseFormerIds();
    for (const item of memory.open) {
      if (item.code === undefined) continue;
      const attribute = item.attribute === undefined ? {} : { attribute: item.attribute };
      this.issues.push({ employeeId: item.employeeId, code: item.code, ...attribute });
    }
    for (const attribute of this.#listGroupless()) this.issues.push({ code: AWAITS_GROUP, attribute });
    const { verdicts, drafts, settled, issues, remember, forget, missing } = this;
    const reoffers = draftReoffers(this.#input, verdicts, drafts, this.#passing);
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
