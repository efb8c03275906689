import type { Employee, ListingRead } from '../ground/employee.ts';

/**
 * A tenant's employees, whichever API of Personio they come from. All calls throw `TenantError` CREDENTIALS_REFUSED,
 * or `TransientError`: PERSONIO_BLOCKED where something before Personio answers, LISTING_INCOMPLETE for a listing that
 * failed for good, else PERSONIO_UNAVAILABLE.
 */
export interface PersonioPort {
  /** Reads all pages once. The result is not proven complete. */
  readAll(): Promise<ListingRead>;
  /** One employee by id, `undefined` where Personio answers 404. */
  readOne(employeeId: string): Promise<Employee | undefined>;
  /** The attributes that this credential may read, for diagnosis; `undefined` where Personio refuses this call (403). */
  readAttributes(): Promise<
    readonly { key: string; label: string; universalId: string | null; type: string | null }[] | undefined
  >;
  /** HTTP requests made so far. */
  requestCount(): number;
}
