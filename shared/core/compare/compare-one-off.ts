import type { HoldCode } from '../../contracts/codes/reasons.ts';
import { daysBetween } from '../ground/calendar.ts';
import type { Reading } from '../ground/employee.ts';
import { EMPTY } from '../ground/employee.ts';
import type { BudgetMemory, EmployeeMemory, Reservation } from '../ground/memory.ts';
import { grantOf, UNKNOWN } from '../ground/memory.ts';
import type { Cents } from '../ground/money.ts';
import { moneyOf } from '../ground/money.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { categoryOfKey, grantStream } from '../ground/streams.ts';
import type { BudgetContext, Collector } from './collect-budgets.ts';
import { addDraft, addIssue, amountOf } from './collect-budgets.ts';
import { budgetContent } from './draft.ts';
import { withoutEmptySince } from './one-off-memory.ts';

/** The reservation of the newest grant of a category that may have been sent and was not confirmed. */
function findReservedGrant(memory: EmployeeMemory | undefined, key: BudgetKey): Reservation | undefined {
  const category = categoryOfKey(key);
  const found = Object.entries(memory?.reservations ?? {}).filter(
    ([stream, one]) => one.grant !== undefined && stream === grantStream(category, one.grant),
  );
  return found.map(([, one]) => one).sort((a, b) => b.sequence - a.sequence)[0];
}

/** Whether a field was empty for `rearmDays`, as far as it was looked at: a day without a complete run proves nothing. */
function isRearmed(emptySince: string, { today, lastCompleteOn = emptySince, policies }: BudgetContext): boolean {
  const seen = daysBetween(emptySince, lastCompleteOn) + 1;
  return Math.min(seen, daysBetween(emptySince, today)) >= policies.rearmDays;
}

/** A one-off amount that differs from the last one sent, or was entered again: a new grant, held, or nothing. */
function compareSentOneOff(
  collector: Collector,
  key: BudgetKey,
  cents: Cents,
  sent: BudgetMemory,
  context: BudgetContext,
): HoldCode | 'grant' | 'nothing' {
  const { policies, fingerprints } = context;
  const same = sent.amount === fingerprints.ofAmount(cents);
  if (sent.emptySince !== undefined) {
    if (isRearmed(sent.emptySince, context)) return 'grant';
    collector.marks.set(key, withoutEmptySince(sent));
    if (same) addIssue(collector, 'ONE_OFF_REFILLED', key);
  }
  if (same) return 'nothing';
  // Whether it changed at all is not known of an amount whose key was lost: it may be the one that was paid.
  return policies.onOneOffChanged === 'grant' && sent.amount !== UNKNOWN ? 'grant' : 'ONE_OFF_CHANGED';
}

export function compareOneOff(
  collector: Collector,
  key: BudgetKey,
  reading: Reading,
  memory: EmployeeMemory | undefined,
  context: BudgetContext,
): void {
  const { policies, fingerprints, today } = context;
  const cents = amountOf(reading);
  const sent = memory?.budgets[key];
  const reserved = findReservedGrant(memory, key);
  if (cents === 'invalid') addIssue(collector, 'INVALID_BUDGET', key);
  if (reading === EMPTY) {
    if (reserved !== undefined) addIssue(collector, 'GRANT_UNCERTAIN', key);
    else if (sent !== undefined && sent.emptySince === undefined) {
      collector.marks.set(key, { ...sent, emptySince: today });
    }
    return;
  }
  if (cents === undefined || cents === 'invalid' || cents === 0n) {
    if (cents === 0n && reserved !== undefined) addIssue(collector, 'GRANT_UNCERTAIN', key);
    // Absent, unreadable or zero is not empty: the days of emptiness start again.
    if (sent?.emptySince !== undefined) collector.marks.set(key, withoutEmptySince(sent));
    return;
  }
  const above = cents > moneyOf(policies.maxOneOffBudget) ? 'BUDGET_ABOVE_CEILING' : undefined;
  if (reserved?.grant !== undefined) {
    const again = { key, category: categoryOfKey(key), cents, grant: reserved.grant };
    const identical = budgetContent(again, fingerprints) === reserved.content;
    if (identical) addDraft(collector, { key, cents, grant: reserved.grant, reserved }, fingerprints);
    else addDraft(collector, { key, cents, grant: reserved.grant + 1, hold: 'GRANT_UNCERTAIN' }, fingerprints);
    return;
  }
  const verdict = sent === undefined ? 'grant' : compareSentOneOff(collector, key, cents, sent, context);
  if (verdict === 'nothing') return;
  const otherId = sent === undefined ? context.grantedUnder?.(key) : undefined;
  const own = verdict === 'grant' ? undefined : verdict;
  const hold = otherId === undefined ? (above ?? own) : 'GRANTED_UNDER_ANOTHER_ID';
  // Whoever approves it as paid to one human being sees that it is above the ceiling, too.
  if (above !== undefined && otherId !== undefined) addIssue(collector, above, key);
  const last = Math.max(sent?.grant ?? 0, grantOf(context.pastGrants ?? {}, categoryOfKey(key)) ?? 0);
  addDraft(collector, { key, cents, grant: last + 1, hold, otherId }, fingerprints);
}
