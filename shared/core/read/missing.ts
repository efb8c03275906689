import type { Policies } from '../../contracts/policies.ts';
import type { EmployeeMemory, TenantMemory } from '../ground/memory.ts';
import { isActive } from '../ground/memory.ts';
import { exceedsDeactivations, limitBase } from '../ground/thresholds.ts';
import type { CompleteListing } from './listing.ts';

/** Who is active by our doing and absent from a complete listing, before anybody is looked up. */
export interface Absentees {
  /** To be looked up by id, one by one. */
  readonly lookUp: readonly string[];
  /** More than the deactivation limit at once: no look-up, counts stand still (behaviour: TOO_MANY_MISSING). */
  readonly tooMany: readonly string[];
}

/**
 * Finds the absentees. Those whose absence support has allowed by approval, and those who are listed under another id
 * (`renumbered`), do not count towards the limit.
 */
export function findAbsentees(
  listing: CompleteListing,
  memory: TenantMemory,
  policies: Policies,
  today: string,
  renumbered: ReadonlySet<string> = new Set(),
): Absentees {
  const absent: EmployeeMemory[] = [];
  let active = 0;
  for (const one of memory.employees.values()) {
    if (!isActive(one)) continue;
    active += 1;
    if (!listing.employees.has(one.employeeId)) absent.push(one);
  }
  const isExempt = (one: EmployeeMemory) => one.missing?.allowed === true || renumbered.has(one.employeeId);
  const allowed = absent.filter(isExempt).map((one) => one.employeeId);
  const counted = absent.filter((one) => !isExempt(one)).map((one) => one.employeeId);
  return exceedsDeactivations(counted.length, policies, limitBase(memory.ledger, today, active))
    ? { lookUp: allowed, tooMany: counted }
    : { lookUp: [...allowed, ...counted], tooMany: [] };
}

/** The memory with one more day of absence; the same day never counts twice. */
export function countMissingDay(memory: EmployeeMemory, today: string): EmployeeMemory {
  const { missing } = memory;
  if (missing?.lastDay === today) return memory;
  const days = (missing?.days ?? 0) + 1;
  return { ...memory, missing: { ...missing, since: missing?.since ?? today, lastDay: today, days } };
}

/** The memory of someone whose absence may be counted from the next run on, however many are absent. */
export function allowMissing(memory: EmployeeMemory, today: string): EmployeeMemory {
  return { ...memory, missing: { ...(memory.missing ?? { since: today, days: 0 }), allowed: true } };
}

/** The memory of someone who is listed again. */
export function clearAbsence(memory: EmployeeMemory): EmployeeMemory {
  if (memory.missing === undefined && memory.goneSince === undefined) return memory;
  const { missing: _missing, goneSince: _goneSince, ...rest } = memory;
  return rest;
}
