import { MUTATIONS } from '../../contracts/mutation-kind.ts';
import type { Draft } from '../compare/draft.ts';
import { rememberFields, rememberFolded } from '../compare/profile.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import { addChange } from '../ground/history.ts';
import type { EmployeeMemory, LedgerDay, Reservation } from '../ground/memory.ts';
import { formatMoney, moneyOf } from '../ground/money.ts';
import { grantStream, withoutMonthly } from '../ground/streams.ts';

/** What reserving and confirming depend on beside the draft. */
export interface RememberContext {
  readonly today: string;
  /** The run's start; a first sequence is its Unix milliseconds. */
  readonly startedAt: Date;
  readonly fingerprints: Fingerprints;
}

/** The memory of someone we know nothing of yet. */
export function newMemory(employeeId: string, keyId: string): EmployeeMemory {
  return {
    employeeId,
    version: 0,
    status: 'inactive',
    sequence: 0,
    keyId,
    fields: {},
    budgets: {},
    reservations: {},
  };
}

/**
 * Step "reserve": the memory that says this mutation may have been sent. A repeated one keeps its reservation, and so
 * its sequence, id and time.
 */
export function reserve(
  memory: EmployeeMemory,
  draft: Draft,
  context: RememberContext,
): { readonly memory: EmployeeMemory; readonly reservation: Reservation } {
  if (draft.repeat !== undefined) return { memory, reservation: draft.repeat };
  const sequence = Math.max(memory.sequence + 1, context.startedAt.getTime());
  const reservation: Reservation = {
    kind: draft.kind,
    sequence,
    content: draft.content,
    reason: draft.reason,
    changed: draft.changed,
    at: context.startedAt.toISOString(),
    ...(draft.budget?.grant === undefined ? {} : { grant: draft.budget.grant }),
  };
  const reservations = { ...memory.reservations, [draft.stream]: reservation };
  return { memory: { ...memory, sequence, reservations }, reservation };
}

function without<T>(
  record: { readonly [key: string]: T },
  drop: (key: string, value: T) => boolean,
): { [key: string]: T } {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => !drop(key, value)));
}

function confirmDeactivate(memory: EmployeeMemory, today: string): EmployeeMemory {
  const { missing, ...rest } = memory;
  return {
    ...rest,
    status: 'inactive',
    // Deactivation cancels budgets in Alleo (facts: Alleo, "Budgets"), so that a return has to set the monthly one again.
    budgets: withoutMonthly(memory.budgets),
    reservations: withoutMonthly(memory.reservations),
    ...(missing === undefined ? {} : { goneSince: today }),
  };
}

function confirmBudget(memory: EmployeeMemory, draft: Draft, fingerprints: Fingerprints): EmployeeMemory {
  const { budget } = draft;
  if (budget === undefined) throw new Error('a budget mutation without a budget');
  const amount = fingerprints.ofAmount(budget.cents);
  const { grant, category } = budget;
  if (grant === undefined) return { ...memory, budgets: { ...memory.budgets, [budget.key]: { amount } } };
  // An older grant of the category that was never confirmed was decided with this one.
  const isOlder = (stream: string, one: Reservation) =>
    one.grant !== undefined && stream === grantStream(category, one.grant) && one.grant < grant;
  return {
    ...memory,
    budgets: { ...memory.budgets, [budget.key]: { amount, grant } },
    reservations: without(memory.reservations, isOlder),
  };
}

function confirmKind(memory: EmployeeMemory, draft: Draft, context: RememberContext): EmployeeMemory {
  const { fingerprints, today } = context;
  switch (draft.kind) {
    case 'deactivate':
      return confirmDeactivate(memory, today);
    case 'activate':
    case 'update': {
      if (draft.profile === undefined) throw new Error('a profile mutation without a profile');
      const fields = rememberFields(draft.profile, memory, fingerprints);
      const budgets = draft.kind === 'activate' ? withoutMonthly(memory.budgets) : memory.budgets;
      const folded = rememberFolded(draft.profile, fingerprints);
      return { ...memory, status: 'active', fields, folded, budgets };
    }
    case 'set-monthly-budget':
    case 'grant-one-off-budget':
      return confirmBudget(memory, draft, fingerprints);
  }
}

/** Step "confirm": the memory that says this mutation was sent; with `silent` that it counts as sent. */
export function confirm(
  memory: EmployeeMemory,
  draft: Draft,
  context: RememberContext,
  silent = false,
): EmployeeMemory {
  const { settled: _, ...confirmed } = confirmKind(memory, draft, context);
  const { kind, reason } = draft;
  return {
    ...confirmed,
    ...(silent ? {} : { history: addChange(memory.history, { date: context.today, kind, reason }) }),
    reservations: without(confirmed.reservations, (stream) => stream === draft.stream),
    ...(draft.settles === undefined ? {} : { settled: draft.settles }),
  };
}

/** A day on which nothing was emitted yet. `base`: active managed users at its first emission. */
export function newLedgerDay(date: string, base: number): LedgerDay {
  return { date, base, counts: {}, fields: {}, approvedCounts: {}, budgetTotal: '0.00', approvedBudgetTotal: '0.00' };
}

/** The ledger with one more reserved mutation. What is only sent again was counted when it was reserved. */
export function countEmission(day: LedgerDay, draft: Draft, approved: boolean): LedgerDay {
  const counted = approved ? 'approvedCounts' : 'counts';
  const total = approved ? 'approvedBudgetTotal' : 'budgetTotal';
  const fields: { [field: string]: number } = { ...day.fields };
  if (MUTATIONS[draft.kind].limit === 'updates' && !approved) {
    for (const field of draft.changed) fields[field] = (fields[field] ?? 0) + 1;
  }
  return {
    ...day,
    fields,
    [counted]: { ...day[counted], [draft.kind]: (day[counted][draft.kind] ?? 0) + 1 },
    [total]: formatMoney(moneyOf(day[total]) + (draft.budget?.cents ?? 0n)),
  };
}
