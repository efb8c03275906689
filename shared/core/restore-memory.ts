import type { ComparedField } from '../contracts/attributes.ts';
import type { Profile } from '../contracts/user-mutation.ts';
import type { AccountIndex } from './accounts/index-accounts.ts';
import { desiredProfile, rememberFolded } from './compare/profile.ts';
import type { Employee, Reading } from './ground/employee.ts';
import { EMPTY } from './ground/employee.ts';
import type { Fingerprints } from './ground/fingerprint.ts';
import type { BudgetMemory, EmployeeMemory, OpenItem, Reservation } from './ground/memory.ts';
import { UNKNOWN } from './ground/memory.ts';
import { parseMoney } from './ground/money.ts';
import type { BudgetKey } from './ground/streams.ts';
import { budgetKey, categoryOfStream, isGrant, isMonthly } from './ground/streams.ts';
import { foldText } from './ground/text.ts';
import type { AlleoAccount } from './ports/alleo.ts';

/** What both sides have now, and the key that people are remembered under from now on. */
export interface RestoreContext {
  readonly employees: ReadonlyMap<string, Employee>;
  readonly accounts: AccountIndex;
  /** Ids of Alleo's groups by their folded names. */
  readonly groups: ReadonlyMap<string, number>;
  readonly today: string;
  readonly fingerprints: Fingerprints;
}

/** A person's memory under another key. */
export interface RestoredMemory {
  readonly memory: EmployeeMemory;
  /** Grants that nobody knows to be delivered: what asked for them goes, support decides about the next one. */
  readonly uncertain: readonly OpenItem[];
}

/** What Personio asks for; nothing of somebody who is not listed, or blocked. */
function wantedProfile(employee: Employee | undefined, memory: EmployeeMemory, today: string): Partial<Profile> {
  if (employee === undefined) return {};
  const { email, first_name, last_name } = employee;
  const isUsable = [email, first_name, last_name].every((reading) => typeof reading === 'string');
  return isUsable ? desiredProfile(employee, memory, today) : {};
}

/** Of somebody who is active by our doing the active account alone: another one would be activated by the next update. */
function findAccount(memory: EmployeeMemory, accounts: AccountIndex): AlleoAccount | undefined {
  const { employeeId, formerIds = [], status } = memory;
  const found = [employeeId, ...formerIds].map((id) => accounts.byExternalId(id)).find((one) => one !== undefined);
  return status === 'active' && found?.is_active === false ? undefined : found;
}

/** Whether the account is in the group that the department asks for, where Alleo has one. */
function isInGroup(wanted: string | null | undefined, account: AlleoAccount, { groups }: RestoreContext): boolean {
  if (typeof wanted !== 'string') return wanted === null && account.company_group_id === null;
  const group = groups.get(foldText(wanted));
  return group === undefined || group === account.company_group_id;
}

/**
 * A field's value from what Alleo has: Personio's own text where it says the same. Of what Alleo does not know (then
 * `undefined`), or has otherwise, the next run sends an update. Without an account that could be updated: what Personio
 * says, so that it does not.
 */
function valueNow(
  field: ComparedField,
  wanted: string | null | undefined,
  account: AlleoAccount | undefined,
  context: RestoreContext,
): string | null | undefined {
  if (account === undefined) return wanted;
  if (field === 'offboarding_date') return undefined;
  if (field === 'department') return isInGroup(wanted, account, context) ? wanted : undefined;
  const has = account[field];
  return wanted !== undefined && foldText(has ?? '') === foldText(wanted ?? '') ? wanted : has;
}

/** The fields that were sent before, and no other: what Alleo's admins entered stays theirs. */
function fieldsNow(memory: EmployeeMemory, context: RestoreContext): Pick<EmployeeMemory, 'fields' | 'folded'> {
  const { fingerprints } = context;
  const wanted = wantedProfile(context.employees.get(memory.employeeId), memory, context.today);
  const account = findAccount(memory, context.accounts);
  const fields = Object.keys(memory.fields) as ComparedField[];
  const values = fields.map((field) => [field, valueNow(field, wanted[field], account, context)] as const);
  const print = (field: ComparedField, value: string | null | undefined) =>
    value === undefined ? UNKNOWN : fingerprints.ofField(field, value);
  return {
    fields: Object.fromEntries(values.map(([field, value]) => [field, print(field, value)])),
    folded: rememberFolded(Object.fromEntries(values), fingerprints),
  };
}

/** What Personio shows now counts as sent, so that nothing is paid; what it does not show is held should it come back. */
function amountNow(key: string, reading: Reading | undefined, { fingerprints }: RestoreContext): string {
  const cents = typeof reading === 'string' ? parseMoney(reading) : undefined;
  if (isMonthly(key)) {
    const shown = reading === EMPTY ? 0n : cents;
    return shown === undefined ? UNKNOWN : fingerprints.ofAmount(shown);
  }
  return cents === undefined || cents === 0n ? UNKNOWN : fingerprints.ofAmount(cents);
}

/** A monthly amount that was not delivered yet is forgotten: the next run sets it, under the ordinary limits. */
function budgetsNow(
  memory: EmployeeMemory,
  open: readonly OpenItem[],
  context: RestoreContext,
): EmployeeMemory['budgets'] {
  const readings = context.employees.get(memory.employeeId)?.budgets;
  const waiting = new Set<string>(open.map(({ stream }) => stream));
  const budgets: { [key: string]: BudgetMemory } = {};
  for (const [key, budget] of Object.entries(memory.budgets)) {
    if (waiting.has(key)) continue;
    budgets[key] = { ...budget, amount: amountNow(key, readings?.get(key as BudgetKey), context) };
  }
  return budgets;
}

/** The grants that may be on their way: nobody can tell any more whether the amount is still the one that was sent. */
function findUncertain({ budgets, reservations }: EmployeeMemory, open: readonly OpenItem[]): readonly OpenItem[] {
  return open.filter(({ stream, reservation }) => {
    if (!isGrant(stream)) return false;
    const last = budgets[budgetKey('oneoff', categoryOfStream(stream))]?.grant;
    return reservations[stream] !== undefined || reservation.grant === last;
  });
}

/**
 * A change of somebody active is compared anew. What may have made somebody active or inactive stays, for a later
 * deactivation; a grant's holds the next one until support decides (GRANT_UNCERTAIN).
 */
function reservationsNow(memory: EmployeeMemory, uncertain: readonly OpenItem[]): EmployeeMemory['reservations'] {
  const reservations: { [stream: string]: Reservation } = {};
  for (const [stream, one] of Object.entries(memory.reservations)) {
    if (stream === 'profile' && memory.status === 'active' && one.kind !== 'deactivate') continue;
    reservations[stream] = isGrant(stream) ? { ...one, content: UNKNOWN } : one;
  }
  for (const { stream, reservation } of uncertain) reservations[stream] = { ...reservation, content: UNKNOWN };
  return reservations;
}

/**
 * One person's memory under another key, where the one that it was written under is lost (behaviour: "A lost key"): status,
 * sequence, grant numbers, absence, former ids and history stay; what only the key could tell is taken from what Alleo and
 * Personio have now, so that nobody is activated, deactivated or paid by it. `open`: what is open of this person.
 */
export function restoreMemory(
  before: EmployeeMemory,
  open: readonly OpenItem[],
  context: RestoreContext,
): RestoredMemory {
  const { settled: _, ...memory } = before;
  const uncertain = findUncertain(memory, open);
  return {
    memory: {
      ...memory,
      keyId: context.fingerprints.keyId,
      ...fieldsNow(memory, context),
      budgets: budgetsNow(memory, open, context),
      reservations: reservationsNow(memory, uncertain),
    },
    uncertain,
  };
}
