import type { Issue } from '../../contracts/run-report.ts';
import { daysBetween } from '../ground/calendar.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import { isActive } from '../ground/memory.ts';
import { countMissingDay } from '../read/missing.ts';
import { draftDeactivate } from './compare.ts';
import type { Draft } from './draft.ts';
import type { PlanInput } from './plan-input.ts';

/** An inactive person who is absent from the listing is forgotten after this many days. */
export const FORGET_AFTER_DAYS = 90;

/** What one more day of absence leads to. */
interface Absence {
  readonly missing: readonly string[];
  readonly drafts: readonly Draft[];
  readonly issues: readonly Issue[];
  readonly remember: readonly EmployeeMemory[];
}

/** Counts the day for those whose look-up said 404; for those not looked up the days stand still, held. */
export function countMissing(input: PlanInput, passing: ReadonlySet<string>): Absence {
  const { memory, gone, tooManyMissing, today, policies, fingerprints } = input;
  const missing: string[] = [];
  const drafts: Draft[] = [];
  const issues: Issue[] = [];
  const remember: EmployeeMemory[] = [];
  for (const id of gone) {
    const stored = memory.employees.get(id);
    if (stored === undefined || passing.has(id)) continue;
    missing.push(id);
    const counted = countMissingDay(stored, today);
    if (counted !== stored) remember.push(counted);
    if ((counted.missing?.days ?? 0) >= policies.missingDays) {
      drafts.push(draftDeactivate(id, counted, 'GONE_FROM_PERSONIO', fingerprints));
    } else issues.push({ employeeId: id, code: 'MISSING' });
  }
  for (const id of tooManyMissing) {
    const stored = memory.employees.get(id);
    if (stored === undefined) continue;
    missing.push(id);
    issues.push({ employeeId: id, code: 'MISSING' });
    // Not a deactivation yet: approving this one only lets the days of absence be counted.
    const content = fingerprints.of('missing', '');
    const { repeat: _, ...draft } = draftDeactivate(id, stored, 'MISSING', fingerprints);
    drafts.push({ ...draft, reason: 'MISSING', content, hold: 'TOO_MANY_MISSING' });
  }
  return { missing, drafts, issues, remember };
}

/** Inactive people who are absent: marked on their first day, forgotten after `FORGET_AFTER_DAYS`. */
export function forgetLongGone(
  input: PlanInput,
  passing: ReadonlySet<string>,
): { readonly remember: readonly EmployeeMemory[]; readonly forget: readonly EmployeeMemory[] } {
  const { memory, listing, today } = input;
  const remember: EmployeeMemory[] = [];
  const forget: EmployeeMemory[] = [];
  // Somebody whose deactivation Alleo has not taken is still active there: it has to be offered until it is.
  const open = new Set(memory.open.flatMap(({ stream, employeeId }) => (stream === 'profile' ? [employeeId] : [])));
  for (const one of memory.employees.values()) {
    if (isActive(one) || open.has(one.employeeId) || listing.employees.has(one.employeeId)) continue;
    if (passing.has(one.employeeId)) continue;
    if (one.goneSince === undefined) remember.push({ ...one, goneSince: today });
    else if (daysBetween(one.goneSince, today) >= FORGET_AFTER_DAYS) forget.push(one);
  }
  return { remember, forget };
}
