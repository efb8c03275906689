import type { DateName } from '../../contracts/attributes.ts';
import { ATTRIBUTE_NAMES } from '../../contracts/attributes.ts';
import type { BudgetKey } from './streams.ts';

/** The credential did not show this attribute for this person: nothing is known, which is never the same as empty. */
export const ABSENT: unique symbol = Symbol('absent');
/** Readable, and empty in Personio: `""`, `null`, or `[]`. */
export const EMPTY: unique symbol = Symbol('empty');
/** There is something, but not in a documented shape. */
export const UNREADABLE: unique symbol = Symbol('unreadable');
/** Text longer than `TEXT_MAX`: it is not kept. */
export const TOO_LONG: unique symbol = Symbol('too long');

/** One attribute of one person: clean text (never empty), or why there is none. Dates are `YYYY-MM-DD` text. */
export type Reading = string | typeof ABSENT | typeof EMPTY | typeof UNREADABLE | typeof TOO_LONG;

/** What is read of a person beside budgets: the attributes, and the tenant's own for selective sync. */
export const READINGS = [...ATTRIBUTE_NAMES, 'eligibility'] as const;
export type ReadingName = (typeof READINGS)[number];

/** A person of the listing, in Personio's attribute names, mapped from one row of the answer. */
export interface Employee extends Readonly<Record<ReadingName, Reading>> {
  /** Personio's employee id as text; Alleo's `external_id`. */
  readonly id: string;
  /** ABSENT where selective sync is off. */
  readonly eligibility: Reading;
  /** Decimal text as Personio gave it, per budget field seen on this row. */
  readonly budgets: ReadonlyMap<BudgetKey, Reading>;
  /** Dates that came with a time other than midnight: perhaps the day before or after is meant. */
  readonly oddTimes?: readonly DateName[];
}

/** An attribute that at least one row carried. */
export interface SeenAttribute {
  readonly key: string;
  readonly label: string;
  readonly universalId: string | null;
  readonly type: string | null;
  /** On how many rows it had a value. */
  readonly filled: number;
  /** A budget field by its name, which is not read: its category is too long, or there are too many of them. */
  readonly unusable?: boolean;
}

/** One full read of all pages, not yet proven complete (see `listing.ts`). */
export interface ListingRead {
  /** In the order read; an id may come twice. */
  readonly employees: readonly Employee[];
  /** `total_elements` of every page that had it. */
  readonly totals: readonly number[];
  /** By Personio's key. */
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
}
