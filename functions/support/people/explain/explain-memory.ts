import { inWords } from '../../../../shared/contracts/codes/codes.ts';
import type { MutationKind } from '../../../../shared/contracts/mutation-kind.ts';
import { changedFields, desiredProfile } from '../../../../shared/core/compare/profile.ts';
import { dateIn } from '../../../../shared/core/ground/calendar.ts';
import type { Employee } from '../../../../shared/core/ground/employee.ts';
import { type Change, readHistory } from '../../../../shared/core/ground/history.ts';
import { type EmployeeMemory, wasManaged } from '../../../../shared/core/ground/memory.ts';
import { parseMoney } from '../../../../shared/core/ground/money.ts';
import { budgetAttribute } from '../../../../shared/core/read/gates.ts';
import type { Explained, Step } from './explained.ts';
import { sayInstant } from './explained.ts';

/** Only fingerprints are kept: they tell whether a value is the one last sent, not what it was. */
function compareFields(employee: Employee, memory: EmployeeMemory, explained: Explained): string {
  const { email, first_name, last_name } = employee;
  if (typeof email !== 'string' || typeof first_name !== 'string' || typeof last_name !== 'string') {
    return 'The profile last sent cannot be compared: Personio shows no full one now.';
  }
  const changed = changedFields(
    desiredProfile(employee, memory, explained.today, explained.fingerprints),
    memory,
    explained.fingerprints,
  );
  return changed.length === 0
    ? 'The profile last sent is the one that Personio shows now.'
    : `Changed in Personio since it was last sent: ${changed.join(', ')}.`;
}

function describeBudgets(employee: Employee | undefined, memory: EmployeeMemory, explained: Explained): string[] {
  return Object.entries(memory.budgets).map(([key, budget]) => {
    const reading = [...(employee?.budgets ?? [])].find(([name]) => name === key)?.[1];
    const cents = typeof reading === 'string' ? parseMoney(reading) : undefined;
    const isSame = cents !== undefined && explained.fingerprints.ofAmount(cents) === budget.amount;
    const grant = budget.grant === undefined ? '' : `, grant ${budget.grant}`;
    const empty = budget.emptySince === undefined ? '' : `, seen empty since ${budget.emptySince}`;
    if (cents === undefined)
      return `${budgetAttribute(key)}: ${budget.grant === undefined ? 'sent' : 'granted'} before${grant}${empty}. Personio does not show it now, so it cannot be compared.`;
    const now = isSame ? 'the amount that Personio shows now' : 'another amount than Personio shows now';
    // One that was paid by hand before is remembered as if it had been sent.
    const last = budget.grant === undefined ? 'last sent was' : 'last granted, here or by hand before, was';
    return `${budgetAttribute(key)}: ${last} ${now}${grant}${empty}.`;
  });
}

function describeReservations(memory: EmployeeMemory, explained: Explained): string[] {
  return Object.values(memory.reservations).map(
    ({ kind, at }) =>
      `${kind} of ${sayInstant(explained, at)} may have been sent: that run ended before it could tell.`,
  );
}

const DONE: { readonly [K in MutationKind]: string } = {
  activate: 'activated',
  update: 'updated',
  deactivate: 'deactivated',
  'set-monthly-budget': 'a monthly budget was handed on',
  'grant-one-off-budget': 'a one-off budget was handed on',
};

/** Sent on that day, and still open: nobody may read it as done. */
export function isOpen({ date, kind }: Change, { open, tenant }: Explained): boolean {
  const { timeZone } = tenant.policies;
  return open.some(
    ({ reservation }) => reservation.kind === kind && dateIn(timeZone, new Date(reservation.at)) === date,
  );
}

/** Since a reason that is the usual one explains nothing, it is left out. */
function describeChange(change: Change, explained: Explained): string {
  const { date, kind, reason } = change;
  const done = isOpen(change, explained) ? `${kind} was sent, and is not applied yet` : DONE[kind];
  return `${date}: ${done}${reason === 'EMPLOYED' ? '' : ` (${reason}: ${inWords(reason)})`}.`;
}

const sayMissing = ({ since, lastDay }: NonNullable<EmployeeMemory['missing']>) =>
  `Missing since ${since}${lastDay === undefined ? '' : `, last on ${lastDay}`}.`;

const sayPassed = (passedTo: string) =>
  `All of it is remembered under ${passedTo}: the same human being, who has that id in Personio now.`;

/** Step 3: what is remembered. */
export function explainMemory(explained: Explained): Step {
  const { memory, employee, passedTo } = explained;
  const step = { step: 'remember', title: 'Remembered' } as const;
  if (memory === undefined) {
    const nobody = 'Nothing: never activated by this sync, or left so long ago that it is forgotten (90 days).';
    return { ...step, lines: [passedTo === undefined ? nobody : sayPassed(passedTo)] };
  }
  const { status, missing, goneSince, formerIds = [] } = memory;
  return {
    ...step,
    lines: [
      `Last told to Alleo: ${wasManaged(memory) ? (status === 'active' ? 'active' : 'not active') : 'nothing'}.`,
      ...(formerIds.length === 0 ? [] : [`Had other Personio ids before: ${formerIds.join(', ')}.`]),
      ...(employee === undefined || status === 'inactive' ? [] : [compareFields(employee, memory, explained)]),
      ...readHistory(memory.history).map((change) => describeChange(change, explained)),
      ...describeBudgets(employee, memory, explained),
      ...describeReservations(memory, explained),
      ...(missing === undefined ? [] : [sayMissing(missing)]),
      ...(goneSince === undefined ? [] : [`Gone from Personio since ${goneSince}.`]),
    ],
  };
}
