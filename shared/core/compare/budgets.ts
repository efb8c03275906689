import type { HoldCode } from '../../contracts/codes/reasons.ts';
import type { Policies } from '../../contracts/policies.ts';
import type { Issue } from '../../contracts/run-report.ts';
import { daysBetween } from '../ground/calendar.ts';
import type { Employee, Reading } from '../ground/employee.ts';
import { ABSENT, EMPTY } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { BudgetMemory, EmployeeMemory, GrantNumbers, Reservation } from '../ground/memory.ts';
import { UNKNOWN } from '../ground/memory.ts';
import type { Cents } from '../ground/money.ts';
import { moneyOf, parseMoney } from '../ground/money.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { categoryOfKey, categoryOfStream, grantStream, isMonthly } from '../ground/streams.ts';
import { budgetAttribute } from '../read/gates.ts';
import type { Draft } from './draft.ts';
import { budgetContent } from './draft.ts';

/** What budgets depend on beside the person. */
export interface BudgetContext {
  readonly today: string;
  readonly policies: Policies;
  readonly fingerprints: Fingerprints;
  /** Fields emptied for everyone: read as absent. */
  readonly frozen: ReadonlySet<BudgetKey>;
  /** What this person was granted before they were forgotten: the last number per category. */
  readonly pastGrants?: GrantNumbers | undefined;
  /** The other id under which the same human being was granted an amount of this field, or may have been. */
  readonly grantedUnder?: ((key: BudgetKey) => string | undefined) | undefined;
  /** The day of the last run that read a complete listing before this one; none yet where it is left out. */
  readonly lastCompleteOn?: string | undefined;
}

/** What one person's budget fields lead to. */
export interface BudgetOutcome {
  readonly drafts: readonly Draft[];
  readonly issues: readonly Issue[];
  /** Changed marks of one-off fields (`emptySince`), by budget key; `undefined` where nothing changes. */
  readonly marks: ReadonlyMap<BudgetKey, BudgetMemory>;
}

/** Collects one person's outcome. */
interface Collector {
  readonly employeeId: string;
  readonly drafts: Draft[];
  readonly issues: Issue[];
  readonly marks: Map<BudgetKey, BudgetMemory>;
}

/** A budget field's reading as an amount: `undefined` where there is none, `invalid` where there is nonsense. */
export function amountOf(reading: Reading): Cents | 'invalid' | undefined {
  if (reading === ABSENT || reading === EMPTY) return undefined;
  if (typeof reading !== 'string') return 'invalid';
  return parseMoney(reading) ?? 'invalid';
}

function addIssue(collector: Collector, code: string, key: BudgetKey, otherId?: string): void {
  const { employeeId } = collector;
  const other = otherId === undefined ? {} : { otherId };
  collector.issues.push({ employeeId, code, attribute: budgetAttribute(key), ...other });
}

interface Wanted {
  readonly key: BudgetKey;
  readonly cents: Cents;
  readonly grant?: number;
  readonly reserved?: Reservation | undefined;
  readonly hold?: HoldCode | undefined;
  readonly otherId?: string | undefined;
}

function addDraft(collector: Collector, wanted: Wanted, fingerprints: Fingerprints): void {
  const { key, cents, grant, reserved, hold, otherId } = wanted;
  const category = categoryOfKey(key);
  const budget = { key, category, cents, ...(grant === undefined ? {} : { grant }) };
  const content = budgetContent(budget, fingerprints);
  const common = { employeeId: collector.employeeId, reason: 'EMPLOYED', changed: [], content, budget };
  const draft: Draft =
    grant === undefined
      ? { ...common, kind: 'set-monthly-budget', stream: key }
      : { ...common, kind: 'grant-one-off-budget', stream: grantStream(category, grant) };
  if (reserved !== undefined && reserved.content === content) {
    collector.drafts.push({ ...draft, repeat: reserved });
    return;
  }
  if (hold !== undefined) addIssue(collector, hold, key, otherId);
  const other = otherId === undefined ? {} : { otherId };
  collector.drafts.push(hold === undefined ? draft : { ...draft, hold, ...other });
}

function compareMonthly(
  collector: Collector,
  key: BudgetKey,
  reading: Reading,
  known: { readonly budget: BudgetMemory | undefined; readonly reserved: Reservation | undefined },
  context: BudgetContext,
): void {
  const { policies, fingerprints } = context;
  const cents = amountOf(reading);
  if (cents === 'invalid') {
    addIssue(collector, 'INVALID_BUDGET', key);
    return;
  }
  const { budget, reserved } = known;
  const remembered = reserved === undefined ? budget?.amount : undefined;
  if (cents === undefined) {
    const filled = reserved !== undefined || (budget !== undefined && budget.amount !== fingerprints.ofAmount(0n));
    if (reading === EMPTY && filled && policies.onBudgetCleared === 'remove') {
      addDraft(collector, { key, cents: 0n, reserved }, fingerprints);
    }
    return;
  }
  if (remembered === fingerprints.ofAmount(cents)) return;
  const hold = cents > moneyOf(policies.maxMonthlyBudget) ? 'BUDGET_ABOVE_CEILING' : undefined;
  addDraft(collector, { key, cents, reserved, hold }, fingerprints);
}

/** Alleo knows one monthly budget per person: with two filled, which one counts is for HR to say. */
function holdSeveralMonthly(collector: Collector, employee: Employee, context: BudgetContext): void {
  const filled = [...employee.budgets].filter(([key, reading]) => {
    const cents = isMonthly(key) && !context.frozen.has(key) ? amountOf(reading) : undefined;
    return typeof cents === 'bigint' && cents > 0n;
  });
  if (filled.length < 2) return;
  for (const [key] of filled) addIssue(collector, 'SEVERAL_MONTHLY_BUDGETS', key);
  for (const [index, draft] of collector.drafts.entries()) {
    if (draft.kind === 'set-monthly-budget' && draft.repeat === undefined) {
      collector.drafts[index] = { ...draft, hold: 'SEVERAL_MONTHLY_BUDGETS' };
    }
  }
}

/** The reservation of the newest grant of a category that may have been sent and was not confirmed. */
function findReservedGrant(memory: EmployeeMemory | undefined, key: BudgetKey): Reservation | undefined {
  const category = categoryOfKey(key);
  const found = Object.entries(memory?.reservations ?? {}).filter(
    ([stream, one]) => one.grant !== undefined && stream === grantStream(category, one.grant),
  );
  return found.map(([, one]) => one).sort((a, b) => b.sequence - a.sequence)[0];
}

function withoutEmptySince(budget: BudgetMemory): BudgetMemory {
  const { emptySince: _, ...rest } = budget;
  return rest;
}

/** Whether a field was empty for `rearmDays`, as far as it was looked at: a day without a complete run proves nothing. */
function isRearmed(emptySince: string, { today, lastCompleteOn = emptySince, policies }: BudgetContext): boolean {
  const seen = daysBetween(emptySince, lastCompleteOn) + 1;
  return Math.min(seen, daysBetween(emptySince, today)) >= policies.rearmDays;
}

/**
 * Marks of one-off fields that are not empty on somebody who is not in today: emptiness is counted only while it is seen,
 * and a refill is one whatever the person's decision.
 */
export function findRefilled(
  employee: Employee,
  memory: EmployeeMemory | undefined,
  frozen: ReadonlySet<BudgetKey>,
): ReadonlyMap<BudgetKey, BudgetMemory> {
  const marks = new Map<BudgetKey, BudgetMemory>();
  for (const [key, budget] of Object.entries(memory?.budgets ?? {}) as [BudgetKey, BudgetMemory][]) {
    const isEmpty = employee.budgets.get(key) === EMPTY && !frozen.has(key);
    if (budget.emptySince !== undefined && !isEmpty) marks.set(key, withoutEmptySince(budget));
  }
  return marks;
}

/** The number of the last grant of each category, one that may have been sent included. */
export function lastGrants(memory: EmployeeMemory): GrantNumbers {
  const last: { [category: string]: number } = {};
  const note = (category: string, grant: number | undefined) => {
    if (grant !== undefined) last[category] = Math.max(last[category] ?? 0, grant);
  };
  for (const [key, { grant }] of Object.entries(memory.budgets)) note(categoryOfKey(key as BudgetKey), grant);
  for (const [stream, { grant }] of Object.entries(memory.reservations)) {
    if (grant !== undefined) note(categoryOfStream(stream), grant);
  }
  return last;
}

/** Whether somebody has a one-off amount of a category in which nothing is remembered: their first grant, or one after years. */
export function hasUnknownGrant(employee: Employee, memory: EmployeeMemory | undefined): boolean {
  if (employee.status === 'inactive') return false;
  for (const [key, reading] of employee.budgets) {
    if (key.startsWith('oneoff:') && typeof reading === 'string' && memory?.budgets[key] === undefined) return true;
  }
  return false;
}

/** The memory of somebody who was away: while they were, nobody saw their fields empty. */
export function forgetEmptiness(memory: EmployeeMemory): EmployeeMemory {
  const budgets = Object.entries(memory.budgets).map(([key, budget]) => [key, withoutEmptySince(budget)]);
  return { ...memory, budgets: Object.fromEntries(budgets) as EmployeeMemory['budgets'] };
}

/** A one-off amount that differs from the last one sent, or was entered again: a new grant, held, or nothing. */
function compareSentOneOff(
  collector: Collector,
  key: BudgetKey,
  cents: Cents,
  sent: BudgetMemory,
  context: BudgetContext,
): HoldCode | 'grant' | 'nothing' {
  const { policies, fingerprints } = context;
  const same = sent.amount === fingerprints.ofAmount(cents);
  if (sent.emptySince !== undefined) {
    if (isRearmed(sent.emptySince, context)) return 'grant';
    collector.marks.set(key, withoutEmptySince(sent));
    if (same) addIssue(collector, 'ONE_OFF_REFILLED', key);
  }
  if (same) return 'nothing';
  // Whether it changed at all is not known of an amount whose key was lost: it may be the one that was paid.
  return policies.onOneOffChanged === 'grant' && sent.amount !== UNKNOWN ? 'grant' : 'ONE_OFF_CHANGED';
}

function compareOneOff(
  collector: Collector,
  key: BudgetKey,
  reading: Reading,
  memory: EmployeeMemory | undefined,
  context: BudgetContext,
): void {
  const { policies, fingerprints, today } = context;
  const cents = amountOf(reading);
  const sent = memory?.budgets[key];
  const reserved = findReservedGrant(memory, key);
  if (cents === 'invalid') addIssue(collector, 'INVALID_BUDGET', key);
  if (reading === EMPTY) {
    if (reserved !== undefined) addIssue(collector, 'GRANT_UNCERTAIN', key);
    else if (sent !== undefined && sent.emptySince === undefined) {
      collector.marks.set(key, { ...sent, emptySince: today });
    }
    return;
  }
  if (cents === undefined || cents === 'invalid' || cents === 0n) {
    if (cents === 0n && reserved !== undefined) addIssue(collector, 'GRANT_UNCERTAIN', key);
    // Absent, unreadable or zero is not empty: the days of emptiness start again.
    if (sent?.emptySince !== undefined) collector.marks.set(key, withoutEmptySince(sent));
    return;
  }
  const above = cents > moneyOf(policies.maxOneOffBudget) ? 'BUDGET_ABOVE_CEILING' : undefined;
  if (reserved?.grant !== undefined) {
    const again = { key, category: categoryOfKey(key), cents, grant: reserved.grant };
    const identical = budgetContent(again, fingerprints) === reserved.content;
    if (identical) addDraft(collector, { key, cents, grant: reserved.grant, reserved }, fingerprints);
    else addDraft(collector, { key, cents, grant: reserved.grant + 1, hold: 'GRANT_UNCERTAIN' }, fingerprints);
    return;
  }
  const verdict = sent === undefined ? 'grant' : compareSentOneOff(collector, key, cents, sent, context);
  if (verdict === 'nothing') return;
  const otherId = sent === undefined ? context.grantedUnder?.(key) : undefined;
  const own = verdict === 'grant' ? undefined : verdict;
  const hold = otherId === undefined ? (above ?? own) : 'GRANTED_UNDER_ANOTHER_ID';
  // Whoever approves it as paid to one human being sees that it is above the ceiling, too.
  if (above !== undefined && otherId !== undefined) addIssue(collector, above, key);
  const last = Math.max(sent?.grant ?? 0, context.pastGrants?.[categoryOfKey(key)] ?? 0);
  addDraft(collector, { key, cents, grant: last + 1, hold, otherId }, fingerprints);
}

/**
 * One person's budgets (behaviour: "Budgets"); only for someone who is in. `forgetMonthly`: the account was or is being
 * activated anew, so the monthly amount is set again. A field that is not on the row is frozen.
 */
export function compareBudgets(
  employee: Employee,
  memory: EmployeeMemory | undefined,
  forgetMonthly: boolean,
  context: BudgetContext,
): BudgetOutcome {
  const collector: Collector = { employeeId: employee.id, drafts: [], issues: [], marks: new Map() };
  const keys = new Set([...employee.budgets.keys(), ...(Object.keys(memory?.budgets ?? {}) as BudgetKey[])]);
  for (const key of [...keys].sort()) {
    const reading = context.frozen.has(key) ? ABSENT : (employee.budgets.get(key) ?? ABSENT);
    if (isMonthly(key)) {
      const budget = forgetMonthly ? undefined : memory?.budgets[key];
      compareMonthly(collector, key, reading, { budget, reserved: memory?.reservations[key] }, context);
    } else compareOneOff(collector, key, reading, memory, context);
  }
  holdSeveralMonthly(collector, employee, context);
  return collector;
}
