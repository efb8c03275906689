import type { DateName } from '../../contracts/attributes.ts';
import { isDate, OPTIONAL_ATTRIBUTES } from '../../contracts/attributes.ts';
import type { ReasonCode } from '../../contracts/codes/reasons.ts';
import type { Policies } from '../../contracts/policies.ts';
import { isCalendarDate } from '../../contracts/primitives.ts';
import type { Issue } from '../../contracts/run-report.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type { Employee, Reading } from '../ground/employee.ts';
import { ABSENT, EMPTY, TOO_LONG, UNREADABLE } from '../ground/employee.ts';
import { cleanText, foldText } from '../ground/text.ts';
import { doubtDate, EARLIEST } from './doubt-date.ts';

/** Whether a person belongs into Alleo today. */
export type Decision = 'in' | 'out' | 'waiting' | 'blocked';

/** The answer for one person, with the row of the table that gave it. */
export interface Verdict {
  readonly decision: Decision;
  readonly reason: ReasonCode;
  /** The row of the table in behaviour, "Decide", from 1. */
  readonly row: number;
  readonly issues: readonly Issue[];
  /** For someone who has not started: the hire date, where there is one. */
  readonly startDate?: string;
}

/** What a decision depends on beside the person. */
export interface DecideContext {
  /** The run's date in the tenant's time zone. */
  readonly today: string;
  readonly onLeave: Policies['onLeave'];
  readonly eligibility: Eligibility;
}

const YES: ReadonlySet<string> = new Set(['yes', 'ja', 'true', '1']);
const NO: ReadonlySet<string> = new Set(['no', 'nein', 'nee', 'false', '0']);

/** What the value of the attribute for selective sync says; `undefined` for one that says neither. */
export function readYesNo(text: string): 'yes' | 'no' | undefined {
  const value = foldText(text);
  if (YES.has(value)) return 'yes';
  return NO.has(value) ? 'no' : undefined;
}

/** Personio's statuses, as they are read: in lower case. */
export const STATUSES: ReadonlySet<string> = new Set(['onboarding', 'active', 'leave', 'inactive']);

/** Alleo's limit (Customer API, `email` max 100). */
const EMAIL_MAX = 100;
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@.<>()[\]\\,;:"]+(?:\.[^\s@.<>()[\]\\,;:"]+)+$/u;

/** Whether this can be an address at all; Alleo has the last word. */
export function isEmail(text: string): boolean {
  return (
    text.length <= EMAIL_MAX &&
    EMAIL.test(text) &&
    !text.includes('..') &&
    !/^\.|\.@/.test(text) &&
    cleanText(text) === text
  );
}

const verdict = (decision: Decision, reason: ReasonCode, row: number, issues: readonly Issue[] = []): Verdict => ({
  decision,
  reason,
  row,
  issues,
});

const blocked = (employee: Employee, reason: ReasonCode, row: number, attribute: string): Verdict =>
  verdict('blocked', reason, row, [{ employeeId: employee.id, code: reason, attribute }]);

/** What most people get, every day: one answer for all of them. */
const EMPLOYED = verdict('in', 'EMPLOYED', 12);
const INACTIVE = verdict('out', 'STATUS_INACTIVE', 1);

/** A date reading that should be compared: text that is a real day. */
const dateOf = (reading: Reading): string | undefined => (typeof reading === 'string' ? reading : undefined);
const isUnreadableDate = (reading: Reading): boolean =>
  reading === UNREADABLE || reading === TOO_LONG || (typeof reading === 'string' && !isCalendarDate(reading));

function decideEligibility(employee: Employee, eligibility: Eligibility, active: boolean): Verdict | undefined {
  if (eligibility.mode !== 'attribute') return undefined;
  const reading = employee.eligibility;
  const said = typeof reading === 'string' ? readYesNo(reading) : undefined;
  if (said === 'no') return verdict('out', 'NOT_ELIGIBLE', 2);
  if (reading === EMPTY) {
    return active ? blocked(employee, 'ELIGIBILITY_EMPTIED', 3, eligibility.label) : verdict('out', 'NOT_ELIGIBLE', 3);
  }
  if (said === 'yes') return undefined;
  return blocked(employee, 'ELIGIBILITY_VALUE_UNKNOWN', 4, eligibility.label);
}

function findContactIssues(employee: Employee): readonly (Issue & { readonly code: ReasonCode })[] {
  const issues: (Issue & { readonly code: ReasonCode })[] = [];
  const { id: employeeId, email } = employee;
  if (email === EMPTY || email === ABSENT) issues.push({ employeeId, code: 'MISSING_EMAIL', attribute: 'email' });
  else if (typeof email !== 'string' || !isEmail(email)) {
    issues.push({ employeeId, code: 'INVALID_EMAIL', attribute: 'email' });
  }
  for (const attribute of ['first_name', 'last_name'] as const) {
    const name = employee[attribute];
    if (typeof name === 'string') continue;
    issues.push({ employeeId, code: name === TOO_LONG ? 'TEXT_TOO_LONG' : 'MISSING_NAME', attribute });
  }
  return issues;
}

/** Rows 5 to 9: has the person started, and do status and dates agree? `undefined`: go on with row 10. */
function decideEmployment(employee: Employee, context: DecideContext, active: boolean): Verdict | undefined {
  const { today } = context;
  const { status, hire_date: hire } = employee;
  if (typeof status !== 'string' || !STATUSES.has(status)) return blocked(employee, 'STATUS_UNKNOWN', 5, 'status');
  if (isUnreadableDate(hire)) return blocked(employee, 'INVALID_DATE', 6, 'hire_date');
  const start = dateOf(hire);
  const startsLater = start === undefined ? status === 'onboarding' : start > today;
  if (startsLater) {
    const issues = active ? [{ employeeId: employee.id, code: 'ACTIVE_BUT_NOT_STARTED', attribute: 'hire_date' }] : [];
    return { ...verdict('waiting', 'NOT_STARTED', 7, issues), ...(start === undefined ? {} : { startDate: start }) };
  }
  const end = isUnreadableDate(employee.termination_date) ? undefined : dateOf(employee.termination_date);
  if (end !== undefined && end < today && !active) {
    return blocked(employee, 'STATUS_DATES_DISAGREE', 8, 'termination_date');
  }
  if (status === 'leave' && context.onLeave === 'out') return verdict('out', 'ON_LEAVE', 9);
  if (status === 'leave' && context.onLeave === 'keep' && !active) return verdict('waiting', 'ON_LEAVE', 9);
  return undefined;
}

/** Tells of a date that is not believed (behaviour: "Text and dates"). */
function addOddDate(issues: Issue[], employee: Employee, attribute: DateName, today: string): void {
  const { id: employeeId, oddTimes } = employee;
  const code = doubtDate(employee, attribute, today) ?? (oddTimes?.includes(attribute) && 'IMPLAUSIBLE_DATE');
  // An unreadable hire date is row 6's to tell.
  if (!code || (code === 'INVALID_DATE' && attribute === 'hire_date')) return;
  issues.push({ employeeId, code, attribute });
}

/** What nearly every hire date is: nothing more has to be looked at. */
const isOrdinary = ({ hire_date: hire, oddTimes }: Employee, today: string) =>
  typeof hire === 'string' && hire >= EARLIEST && hire <= today && oddTimes === undefined;

/** Whether a date has to be looked at, in the order in which they are told. */
const MAY_BE_ODD: { readonly [N in DateName]: (employee: Employee, today: string) => boolean } = {
  hire_date: (employee, today) => !isOrdinary(employee, today),
  termination_date: ({ termination_date }) => termination_date !== EMPTY,
  birthday: () => true,
};
const DATES = Object.keys(MAY_BE_ODD) as readonly DateName[];
const OPTIONAL_TEXTS = OPTIONAL_ATTRIBUTES.filter((name) => !isDate(name));

/** Issues that change no decision: optional values that cannot be used, and dates that contradict the status. */
function findSideIssues(employee: Employee, today: string, decision: Decision, active: boolean): readonly Issue[] {
  const issues: Issue[] = [];
  const { id: employeeId, termination_date: termination } = employee;
  const end = isUnreadableDate(termination) ? undefined : dateOf(termination);
  if (decision === 'out') {
    if (employee.status === 'inactive' && end !== undefined && end > today) {
      issues.push({ employeeId, code: 'STATUS_DATES_DISAGREE', attribute: 'termination_date' });
    }
    return issues;
  }
  for (const name of DATES) if (MAY_BE_ODD[name](employee, today)) addOddDate(issues, employee, name, today);
  for (const attribute of OPTIONAL_TEXTS) {
    if (employee[attribute] === TOO_LONG) issues.push({ employeeId, code: 'TEXT_TOO_LONG', attribute });
  }
  const staysActive = decision === 'in' || (decision === 'blocked' && active);
  if (staysActive && end !== undefined && end < today) {
    issues.push({ employeeId, code: 'STATUS_DATES_DISAGREE', attribute: 'termination_date' });
  }
  return issues;
}

function decideRows(employee: Employee, context: DecideContext, active: boolean): Verdict {
  if (employee.status === 'inactive') return INACTIVE;
  const earlier =
    decideEligibility(employee, context.eligibility, active) ?? decideEmployment(employee, context, active);
  if (earlier !== undefined) return earlier;
  const contact = findContactIssues(employee);
  const [first] = contact;
  if (first !== undefined) return verdict('blocked', first.code, 10, contact);
  return EMPLOYED;
}

/**
 * Is this person in or out today? The first row of the table that fits (behaviour: "Decide"); row 11 needs everybody,
 * see `blockDuplicates`. `active`: an active managed user.
 */
export function decide(employee: Employee, context: DecideContext, active: boolean): Verdict {
  const rows = decideRows(employee, context, active);
  const issues = findSideIssues(employee, context.today, rows.decision, active);
  return issues.length === 0 ? rows : { ...rows, issues: [...rows.issues, ...issues] };
}

/** A person of the listing and what was decided; row 11 may replace the verdict. */
export interface Decided {
  readonly employee: Employee;
  verdict: Verdict;
}

function blockForDuplicate(one: Decided): void {
  if (one.verdict.decision === 'blocked') return;
  const issue = { employeeId: one.employee.id, code: 'DUPLICATE_EMAIL', attribute: 'email' };
  one.verdict = verdict('blocked', 'DUPLICATE_EMAIL', 11, [issue, ...one.verdict.issues]);
}

/**
 * Row 11: people who would be in with the same e-mail, ignoring case, are blocked, all of them.
 * Changes their verdicts in place: the list is as long as the company.
 */
export function blockDuplicates(people: readonly Decided[]): void {
  const firstWith = new Map<string, Decided>();
  for (const one of people) {
    const { email } = one.employee;
    if (typeof email !== 'string' || one.verdict.decision !== 'in') continue;
    const folded = foldText(email);
    const other = firstWith.get(folded);
    if (other === undefined) firstWith.set(folded, one);
    else {
      blockForDuplicate(other);
      blockForDuplicate(one);
    }
  }
}
