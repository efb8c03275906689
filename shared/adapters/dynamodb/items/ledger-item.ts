import { MutationKindSchema } from '../../../contracts/mutation-kind.ts';
import { CalendarDateSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';
import type { LedgerDay } from '../../../core/ground/memory.ts';
import { KEPT_DAYS, ttlAfter } from '../ttl.ts';

const count = z.int().check(z.nonnegative());
/** A sum of many people's amounts, so of more digits than one amount has. */
const TotalSchema = z.string().check(z.regex(/^\d+(\.\d{1,2})?$/));

export const LedgerItemSchema = z.object({
  v: z.literal(1),
  date: CalendarDateSchema,
  base: count,
  counts: z.partialRecord(MutationKindSchema, count),
  fields: z.record(z.string(), count),
  approvedCounts: z.partialRecord(MutationKindSchema, count),
  budgetTotal: TotalSchema,
  approvedBudgetTotal: TotalSchema,
});

/** The attributes beside the key. Kept by the day that it counts, whenever it was written. */
export function toLedgerItem({ unknown, ...day }: LedgerDay): z.infer<typeof LedgerItemSchema> & { ttl: number } {
  return { ...unknown, v: 1, ...day, ttl: ttlAfter(Date.parse(day.date), KEPT_DAYS.ledger + 1) };
}

export function fromLedgerItem({ v: _v, ...day }: z.infer<typeof LedgerItemSchema>): LedgerDay {
  return day;
}

/**
 * Without the days that are past keeping: DynamoDB may take days to delete what has expired. Measured from the newest
 * day, because a run's date is its own clock's.
 */
export function withoutExpired(days: readonly LedgerDay[]): LedgerDay[] {
  const newest = Math.max(...days.map(({ date }) => Date.parse(date)));
  return days.filter(({ date }) => newest - Date.parse(date) <= KEPT_DAYS.ledger * 86_400_000);
}
