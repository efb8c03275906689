import * as z from './zod.ts';

const DATE = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const SHORT_MONTHS: ReadonlySet<string> = new Set(['04', '06', '09', '11']);

/** True for a real day of the calendar written `YYYY-MM-DD` (leap days checked). Asked three times per person and run. */
export function isCalendarDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = Number(text.slice(8));
  if (day < 29) return true;
  const month = text.slice(5, 7);
  if (month !== '02') return day < 31 || !SHORT_MONTHS.has(month);
  const year = Number(text.slice(0, 4));
  return day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A calendar date, `YYYY-MM-DD`, without a time or a zone. */
export const CalendarDateSchema = z.string().check(z.refine(isCalendarDate, 'must be a date like 2026-12-31'));

/** An amount of money as decimal text with at most two decimals, never negative: `50`, `50.5`, `50.00`. */
export const MoneySchema = z
  .string()
  .check(z.regex(/^\d{1,9}(\.\d{1,2})?$/, 'must be an amount like 250.00 (no sign, at most two decimals)'));

/** The name of a tenant in commands, queues and items: lower-case letters, digits and dashes, 1 to 40 characters. */
export const TenantIdSchema = z
  .string()
  .check(
    z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be lower-case letters, digits and dashes, at most 40'),
  );

/** A person's id in Personio as text: what the directory of an account gives, and what a key of the table takes. */
export const EmployeeIdSchema = z.string().check(z.regex(/^\d{1,18}$/, 'must be 1 to 18 digits'));

/** DynamoDB's sort keys hold 1,024 bytes; a grant's open item needs 47 of them beside its category. */
export const MAX_CATEGORY_BYTES = 900;

/** A budget's category: any text that a key of the table takes, counted as it is stored. */
export const CategorySchema = z.string().check(
  z.minLength(1),
  z.maxLength(MAX_CATEGORY_BYTES),
  z.refine((text) => Buffer.byteLength(text) <= MAX_CATEGORY_BYTES, `must take ${MAX_CATEGORY_BYTES} bytes at most`),
);

/** An instant, ISO 8601 in UTC. */
export const InstantSchema = z.iso.datetime();

/** A ULID: sortable by time. */
export const UlidSchema = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be a ULID'));
