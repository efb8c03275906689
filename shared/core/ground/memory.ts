import type { ComparedField, SpelledField } from '../../contracts/attributes.ts';
import type { MutationKind } from '../../contracts/mutation-kind.ts';
import type { Stream } from './streams.ts';

/**
 * In place of a fingerprint whose text nobody knows any more, because its key is lost: it equals that of nothing, so that
 * it counts as another value.
 */
export const UNKNOWN = '-';

/** Attributes that a newer release stored and this one does not know: only ever carried along. */
export interface Carried {
  readonly unknown?: { readonly [attribute: string]: unknown };
}

/** A mutation that may have been sent: everything needed to send the identical message again, but no personal data. */
export interface Reservation {
  readonly kind: MutationKind;
  readonly sequence: number;
  /** Keyed fingerprint of what the message says. */
  readonly content: string;
  readonly reason: string;
  readonly changed: readonly string[];
  /** The message's `time`, ISO 8601 UTC. */
  readonly at: string;
  /** Grants only: the grant number. */
  readonly grant?: number;
}

/** What we remember of one budget field of one person. */
export interface BudgetMemory {
  /** Keyed fingerprint of the amount last sent. */
  readonly amount: string;
  /** One-off: the number of the last grant sent. */
  readonly grant?: number;
  /** One-off: the day since which the field has been seen empty. */
  readonly emptySince?: string;
}

/** What we remember of one managed user. Keyed fingerprints only. */
export interface EmployeeMemory extends Carried {
  readonly employeeId: string;
  /** Version of the item as read; 0 for one not stored yet. Every write checks it and raises it by one. */
  readonly version: number;
  /** What was last confirmed as sent to Alleo. */
  readonly status: 'active' | 'inactive';
  /** The highest sequence used for this person. */
  readonly sequence: number;
  /** Id of the fingerprint key that this memory was written under. */
  readonly keyId: string;
  /** Fingerprint of everything compared (profile and budgets) where that is settled: the same tomorrow means nothing to do. */
  readonly settled?: string;
  readonly fields: { readonly [F in ComparedField]?: string };
  /**
   * The same of the values in folded spelling, by which a human being is known again under another id; left out where the
   * value is spelled so. None at all in what a release before this stored.
   */
  readonly folded?: { readonly [F in SpelledField]?: string };
  readonly budgets: { readonly [key: string]: BudgetMemory };
  readonly reservations: { readonly [stream: string]: Reservation };
  /**
   * Absent from complete listings and from the look-up, on `days` days so far, the last of them `lastDay` (none yet
   * where that is left out). `allowed`: support approved the count beyond the limit.
   */
  readonly missing?: {
    readonly since: string;
    readonly lastDay?: string;
    readonly days: number;
    readonly allowed?: boolean;
  };
  /** Inactive and absent from the listing since this day; forgotten after 90 days. */
  readonly goneSince?: string;
  /** Ids that this human being had in Personio before, the last one first; their account may still carry one of them. */
  readonly formerIds?: readonly string[];
  /** The last changes that were sent, as `history.ts` writes them. */
  readonly history?: string;
}

/** A mutation that was reserved and not yet applied by deliver. */
export interface OpenItem extends Carried {
  readonly employeeId: string;
  readonly stream: Stream;
  readonly reservation: Reservation;
  /** The run date on which it was last offered to the queue. */
  readonly offeredOn: string;
  /** Support approved an amount above the tenant's ceiling, or sent one again that was approved. */
  readonly aboveCeiling?: true;
  /** Of a budget that passed to a new id: those under which it may have been applied. */
  readonly formerIds?: readonly string[];
  /** Why it is still open, where deliver or Alleo said so; code and field only. */
  readonly code?: string;
  readonly attribute?: string;
}

/** An open item with this code is applied, but for the group of the person's department, which Alleo does not have yet. */
export const AWAITS_GROUP = 'NO_GROUP_FOR_DEPARTMENT';

/** Nothing that changes by our doing: it only lets delivery look whether the person's department has a group by now. */
export const looksForGroup = ({ reoffer }: { readonly reoffer?: { readonly code?: string } }): boolean =>
  reoffer?.code === AWAITS_GROUP;

/**
 * One day's emissions of one tenant. `counts`, `fields` and `budgetTotal` leave approved mutations out; later days are
 * measured against both totals together.
 */
export interface LedgerDay extends Carried {
  readonly date: string;
  /** Active managed users that the day's limits are a percentage of. */
  readonly base: number;
  readonly counts: { readonly [K in MutationKind]?: number };
  /** Updates that contained a field, per field. */
  readonly fields: { readonly [field: string]: number };
  readonly approvedCounts: { readonly [K in MutationKind]?: number };
  /** Decimal text. */
  readonly budgetTotal: string;
  readonly approvedBudgetTotal: string;
}

/** An entry of a plan as kept for approval: what, for whom, saying what (keyed). */
export interface PlanEntry {
  readonly employeeId: string;
  readonly kind: MutationKind;
  readonly fingerprint: string;
}

/**
 * Of people who were forgotten since: the number of their last grant per category, by employee id. Whoever applies grants
 * remembers an id for ever, so that somebody who returns must not get a number again.
 */
export type PastGrants = ReadonlyMap<string, GrantNumbers>;
export interface GrantNumbers {
  readonly [category: string]: number;
}

/** The number of a category's last grant. Customers name categories: one may be called as what every object has. */
export const grantOf = (numbers: GrantNumbers, category: string): number | undefined =>
  Object.hasOwn(numbers, category) ? numbers[category] : undefined;

/**
 * Support's approval of one digest. `approved`: waits for the next run. `releasing`: a run took it and has not ended.
 * `spent`: served or void.
 */
export interface Approval extends Carried {
  readonly digest: string;
  /** The first plan of a pending tenant. */
  readonly first: boolean;
  /** One-off amounts that it covers are remembered, not granted. */
  readonly withoutOneOff: boolean;
  /** ISO 8601 UTC, by the clock of the runs. */
  readonly approvedAt: string;
  readonly state: 'approved' | 'releasing' | 'spent';
}

/** All that one run reads about a tenant in one query. */
export interface TenantMemory {
  readonly employees: ReadonlyMap<string, EmployeeMemory>;
  readonly open: readonly OpenItem[];
  /** Applied, but for a group that does not exist yet: offered again every day, and told by department. */
  readonly awaitingGroup: readonly OpenItem[];
  readonly ledger: readonly LedgerDay[];
  readonly approval?: Approval;
  /** People whose Alleo account deliver had to make anew: their monthly amounts are forgotten by the next run. */
  readonly madeAnew: ReadonlySet<string>;
}

/** Whether something was ever sent of them: of others at most an amount is remembered that was not to be paid. */
export const wasManaged = ({ sequence }: EmployeeMemory): boolean => sequence > 0;

/**
 * Whether this person may be active in Alleo by our doing: confirmed active, or something about the account may have been
 * sent. Also a deactivation: it may not have been, and come after an activation that was.
 */
export function isActive(memory: EmployeeMemory): boolean {
  return memory.status === 'active' || memory.reservations['profile'] !== undefined;
}

/** How many may be active in Alleo by our doing. */
export function countActive(people: Iterable<EmployeeMemory>): number {
  let active = 0;
  for (const one of people) if (isActive(one)) active += 1;
  return active;
}
