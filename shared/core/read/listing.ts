import type { Employee, ListingRead, SeenAttribute } from '../ground/employee.ts';
import { ABSENT, READINGS } from '../ground/employee.ts';
import type { Figures } from '../ground/errors.ts';

const PROVEN: unique symbol = Symbol('proven complete');

/**
 * A complete, de-duplicated read of a tenant's employees. Only `proveComplete` makes one: whatever takes a
 * `CompleteListing` cannot be given a read that was not proven (peers: "an upstream hiccup read as everybody left").
 */
export interface CompleteListing {
  readonly [PROVEN]: true;
  readonly employees: ReadonlyMap<string, Employee>;
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
  /** Names of the readings (`email`, `hire_date`, `eligibility`, …, and budget keys) that at least one row carried. */
  readonly readable: ReadonlySet<string>;
}

/** Why a read proves nothing yet. */
export interface Incomplete {
  readonly incomplete: 'TOTAL_DIFFERS' | 'TOTAL_CHANGED' | 'NOT_CONFIRMED';
  /** Of `TOTAL_DIFFERS`. */
  readonly figures?: Figures;
}

function findReadable(employees: Iterable<Employee>): ReadonlySet<string> {
  const readable = new Set<string>();
  const unseen = new Set(READINGS);
  for (const employee of employees) {
    for (const name of unseen) if (employee[name] !== ABSENT && unseen.delete(name)) readable.add(name);
    for (const [key, reading] of employee.budgets) if (reading !== ABSENT) readable.add(key);
  }
  return readable;
}

function sameIds(a: ReadonlyMap<string, Employee>, b: ReadonlyMap<string, Employee>): boolean {
  if (a.size !== b.size) return false;
  for (const id of a.keys()) if (!b.has(id)) return false;
  return true;
}

function byId(read: ListingRead): ReadonlyMap<string, Employee> {
  const employees = new Map<string, Employee>();
  for (const employee of read.employees) employees.set(employee.id, employee);
  return employees;
}

/**
 * Proves a full read: the distinct ids are as many as `total_elements`, which is the same on every page. Where no page
 * had `metadata`, the read before it must have had the same ids (behaviour: LISTING_INCOMPLETE).
 */
export function proveComplete(read: ListingRead, previous: ListingRead | undefined): CompleteListing | Incomplete {
  const employees = byId(read);
  const [total] = read.totals;
  if (total === undefined) {
    if (previous === undefined || !sameIds(employees, byId(previous))) return { incomplete: 'NOT_CONFIRMED' };
  } else {
    if (read.totals.some((other) => other !== total)) return { incomplete: 'TOTAL_CHANGED' };
    if (employees.size !== total)
      return { incomplete: 'TOTAL_DIFFERS', figures: { announced: total, received: employees.size } };
  }
  return { [PROVEN]: true, employees, attributes: read.attributes, readable: findReadable(employees.values()) };
}

/** The listing with people that a look-up by id still found: found by look-up counts as listed. */
export function addFound(listing: CompleteListing, found: readonly Employee[]): CompleteListing {
  if (found.length === 0) return listing;
  const employees = new Map(listing.employees);
  for (const employee of found) employees.set(employee.id, employee);
  return { ...listing, employees };
}
