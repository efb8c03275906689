import type { Policies } from '../../contracts/policies.ts';
import type { LedgerDay } from './memory.ts';

/** More than the floor and more than the percentage of `base`; without any rounding. */
export function exceeds(count: number, floor: number, percent: number, base: number): boolean {
  return count > floor && count * 100 > percent * base;
}

/**
 * More than the deactivation limit of one run: floor, percentage, and never two or more that are more than half; however
 * few `base` is: of a day's own newcomers an approval may have taken more than were there in the morning.
 */
export function exceedsDeactivations(count: number, policies: Policies, base: number): boolean {
  return exceeds(count, policies.deactivateFloor, policies.deactivatePercent, base) || (count >= 2 && count * 2 > base);
}

export function findDay(ledger: readonly LedgerDay[], date: string): LedgerDay | undefined {
  return ledger.find((day) => day.date === date);
}

/**
 * Active managed users that the day's percentages are of: fixed by the first run of the day that emits, so that a
 * crashed run and its rerun are measured alike.
 */
export function limitBase(ledger: readonly LedgerDay[], today: string, activeNow: number): number {
  return findDay(ledger, today)?.base ?? activeNow;
}
