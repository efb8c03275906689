import * as z from 'zod';

/** True for a real day of the calendar written `YYYY-MM-DD` (leap days checked). */
export function isCalendarDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A calendar date, `YYYY-MM-DD`, without a time or a zone. */
export const CalendarDateSchema = z.string().refine(isCalendarDate, 'must be a date like 2026-12-31');

/** An amount of money as decimal text with at most two decimals, never negative: `50`, `50.5`, `50.00`. */
export const MoneySchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/, 'must be an amount like 250.00 (no sign, at most two decimals)');

/** The name of a tenant in commands, queues and items: lower-case letters, digits and dashes, 1 to 40 characters. */
export const TenantIdSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be lower-case letters, digits and dashes, at most 40');

/** An instant, ISO 8601 in UTC. */
export const InstantSchema = z.iso.datetime();

/** A ULID: sortable by time. */
export const UlidSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be a ULID');
