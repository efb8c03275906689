import { InvalidArgumentError } from 'commander';
import { CalendarDateSchema, TenantIdSchema } from '../shared/contracts/primitives.ts';
import type { SupportOperation, SupportRequest } from '../shared/contracts/support-operation.ts';
import { SupportRequestSchema } from '../shared/contracts/support-operation.ts';
import { wrongUsage } from './problem.ts';

/** A tenant's id as typed. */
export function tenantId(text: string): string {
  const parsed = TenantIdSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError("A customer's id is lower-case letters, digits and dashes, at most 40.");
}

/** A calendar date as typed. */
export function calendarDate(text: string): string {
  const parsed = CalendarDateSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('A date looks like 2026-12-31 and has to exist.');
}

/** A whole number above zero as typed. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,15}$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError('It has to be a whole number above zero.');
}

/** `POLICY=VALUE`, collected; the policy's name and value are checked where the tenant is known. */
export function policySetting(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  if (at < 1 || name === '') throw new InvalidArgumentError('A policy is set like --set missingDays=5.');
  return { ...before, [name]: text.slice(at + 1).trim() };
}

/** How the fields of a request are called on the command line. */
const FLAGS: Readonly<Record<string, string>> = {
  tenantId: 'ID',
  name: '--name',
  companyId: '--company',
  eligibility: '--eligibility',
  personioUrl: '--personio-url',
  alleoUrl: '--alleo-url',
  asOf: '--as-of',
  digest: '--digest',
  person: 'PERSON',
  letter: 'LETTER',
  policies: '--set',
};

/** A request as the contract has it, with its defaults. Throws `Problem` that names the option that is wrong. */
export function makeRequest<O extends SupportOperation>(
  operation: O,
  given: Readonly<Record<string, unknown>> = {},
): Extract<SupportRequest, { operation: O }> {
  const parsed = SupportRequestSchema.safeParse({ operation, ...given });
  if (parsed.success) return parsed.data as Extract<SupportRequest, { operation: O }>;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? 'the request');
  throw wrongUsage('BAD_ARGUMENT', `${FLAGS[field] ?? field}: ${issue?.message ?? 'not usable'}.`);
}
