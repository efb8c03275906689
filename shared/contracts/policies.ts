import { LIMIT_WORDS, LIMITS } from './limits.ts';
import { MoneySchema } from './primitives.ts';
import * as z from './zod.ts';

/** Zones that the runtime was asked about and knows: asking costs more than all else of a customer that is read. */
const zones = new Set<string>();

function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (!name.includes('/') && name !== 'UTC') return false;
  zones.add(name);
  return true;
}

/** ISO 4217 codes that the runtime knows. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const whole = (from: number, to: number) => {
  const message = `must be a whole number from ${from} to ${to}`;
  return z.int(message).check(z.minimum(from, message), z.maximum(to, message));
};
const people = whole(0, 1000);
const percent = whole(0, 100);

/** What is ours to choose per tenant, with defaults (behaviour: "Policies"). Percentages are of active managed users. */
export const PoliciesSchema = z.strictObject({
  timeZone: z._default(
    z.string().check(z.refine(isTimeZone, 'must be an IANA time zone like Europe/Amsterdam')),
    'Europe/Amsterdam',
  ),
  language: z._default(
    z.string().check(z.regex(/^[a-z]{2}$/, 'must be a two-letter language code like en, nl or de')),
    'en',
  ),
  currency: z._default(
    z.string().check(z.refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code like EUR')),
    'EUR',
  ),
  onLeave: z._default(z.enum(['in', 'keep', 'out'], 'must be in, keep or out'), 'keep'),
  missingDays: z._default(whole(1, 30), 3),
  onBudgetCleared: z._default(z.enum(['keep', 'remove'], 'must be keep or remove'), 'keep'),
  onOneOffChanged: z._default(z.enum(['hold', 'grant'], 'must be hold or grant'), 'hold'),
  rearmDays: z._default(whole(0, 90), 7),
  maxMonthlyBudget: z._default(MoneySchema, '1000.00'),
  maxOneOffBudget: z._default(MoneySchema, '5000.00'),
  limits: z._default(z.enum(LIMIT_WORDS, 'must be careful, normal or generous'), 'normal'),
  deactivateFloor: z._default(people, LIMITS.normal.deactivateFloor),
  deactivatePercent: z._default(percent, LIMITS.normal.deactivatePercent),
  deactivateWeekFloor: z._default(people, LIMITS.normal.deactivateWeekFloor),
  deactivateWeekPercent: z._default(percent, LIMITS.normal.deactivateWeekPercent),
  activateFloor: z._default(people, LIMITS.normal.activateFloor),
  activatePercent: z._default(percent, LIMITS.normal.activatePercent),
  updateFloor: z._default(people, LIMITS.normal.updateFloor),
  updatePercent: z._default(percent, LIMITS.normal.updatePercent),
  moneyFactor: z._default(whole(1, 100), LIMITS.normal.moneyFactor),
  moneyFloor: z._default(MoneySchema, LIMITS.normal.moneyFloor),
});
export type Policies = z.infer<typeof PoliciesSchema>;
/** The same as they are stored and shown: policies that a newer release brought are carried along. */
export const StoredPoliciesSchema = z.catchall(PoliciesSchema, z.union([z.string(), z.number()]));

/** The policies of a tenant for which none was set. */
export function defaultPolicies(): Policies {
  return PoliciesSchema.parse({});
}
