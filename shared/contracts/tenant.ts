import * as z from 'zod';
import { InstantSchema, MoneySchema, TenantIdSchema, UlidSchema } from './primitives.ts';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
}

/** ISO 4217 codes that the runtime knows. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const whole = (from: number, to: number) =>
  z
    .int(`must be a whole number from ${from} to ${to}`)
    .min(from, `must be a whole number from ${from} to ${to}`)
    .max(to, `must be a whole number from ${from} to ${to}`);

/** What is ours to choose per tenant, with defaults (behaviour: "Policies"). Percentages are of active managed users. */
export const PoliciesSchema = z.strictObject({
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone like Europe/Amsterdam')
    .default('Europe/Amsterdam'),
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be a two-letter language code like en, nl or de')
    .default('en'),
  currency: z
    .string()
    .refine((code) => CURRENCIES.has(code), 'must be an ISO 4217 code like EUR')
    .default('EUR'),
  onLeave: z.enum(['in', 'keep', 'out'], 'must be in, keep or out').default('keep'),
  missingDays: whole(1, 30).default(3),
  onBudgetCleared: z.enum(['keep', 'remove'], 'must be keep or remove').default('keep'),
  onOneOffChanged: z.enum(['hold', 'grant'], 'must be hold or grant').default('hold'),
  rearmDays: whole(0, 90).default(7),
  maxMonthlyBudget: MoneySchema.default('1000.00'),
  maxOneOffBudget: MoneySchema.default('5000.00'),
  deactivateFloor: whole(0, 1000).default(3),
  deactivatePercent: whole(0, 100).default(10),
  deactivateWeekFloor: whole(0, 1000).default(5),
  deactivateWeekPercent: whole(0, 100).default(20),
  activateFloor: whole(0, 1000).default(10),
  activatePercent: whole(0, 100).default(20),
  updateFloor: whole(0, 1000).default(20),
  updatePercent: whole(0, 100).default(50),
  moneyFactor: whole(1, 100).default(2),
  moneyFloor: MoneySchema.default('1000.00'),
});
export type Policies = z.infer<typeof PoliciesSchema>;
/** The same as they are stored and shown: policies that a newer release brought are carried along. */
export const StoredPoliciesSchema = PoliciesSchema.catchall(z.union([z.string(), z.number()]));
export const DEFAULT_POLICIES: Policies = PoliciesSchema.parse({});

/**
 * Selective sync: not decided yet, deliberately off (everyone), or by the attribute with this key or label.
 * Source: Alleo's help article "Personio integration", optional step.
 */
export const EligibilitySchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('undecided') }),
  z.object({ mode: z.literal('everyone') }),
  z.object({ mode: z.literal('attribute'), label: z.string().trim().min(1).max(200) }),
]);
export type Eligibility = z.infer<typeof EligibilitySchema>;

/** `pending`: first plan not approved yet; `active`: scheduled; `paused`: nothing runs, nothing is applied. */
export const TenantStatusSchema = z.enum(['pending', 'active', 'paused']);

/** The directory's entry of one customer company. Holds no credential and no person. */
export const TenantSchema = z.object({
  version: z.literal(1),
  id: TenantIdSchema,
  name: z.string().min(1).max(200),
  status: TenantStatusSchema,
  /** New at every `tenant add`: messages of an earlier registration are dropped. */
  registration: UlidSchema,
  secretArn: z.string().min(1),
  personioUrl: z.url(),
  alleoUrl: z.url(),
  company: z.object({ id: z.int(), name: z.string() }),
  eligibility: EligibilitySchema,
  policies: PoliciesSchema,
  /** Optional attributes (profile attribute names, and budget keys) that were readable at least once. */
  onceReadable: z.array(z.string()),
  /** Departments for which the Alleo company has no group of the same name; kept by deliver. */
  departmentsWithoutGroup: z.array(z.string()).optional(),
  /** What a human has to look at; cleared by the next good run. */
  flag: z.object({ code: z.string(), since: InstantSchema, attribute: z.string().optional() }).optional(),
  /** Alleo refused this tenant's credential; cleared by the next delivery that is let in. */
  deliveryFlag: z.object({ code: z.string(), since: InstantSchema }).optional(),
  lastRun: z
    .object({
      runId: z.string(),
      date: z.string(),
      at: InstantSchema,
      status: z.enum(['ok', 'held', 'failed']),
      code: z.string().nullable(),
    })
    .optional(),
  /** When the last run that read a complete listing ended (status `ok` or `held`). */
  lastCompleteAt: InstantSchema.optional(),
  createdAt: InstantSchema,
  /** Set once the first plan was emitted: from then on the company is fixed. */
  activatedAt: InstantSchema.optional(),
});
export type Tenant = z.infer<typeof TenantSchema>;

/** The Personio credential pair. Opaque: tested only for being there (Personio's format has changed before). */
export const PersonioCredentialsSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
export type PersonioCredentials = z.infer<typeof PersonioCredentialsSchema>;

/** The Customer API credential pair of Alleo. */
export const AlleoCredentialsSchema = z.object({ accessKey: z.string().min(1), secretKey: z.string().min(1) });
export type AlleoCredentials = z.infer<typeof AlleoCredentialsSchema>;

/** What support hands in; `alleo` may be left out where the stage has one credential for all companies. */
export const CredentialsSchema = z.object({
  personio: PersonioCredentialsSchema,
  alleo: AlleoCredentialsSchema.optional(),
});
export type Credentials = z.infer<typeof CredentialsSchema>;

/** Pairs that take the place of stored ones; one that is left out stays as it is. */
export const NewCredentialsSchema = CredentialsSchema.partial().refine(
  ({ personio, alleo }) => personio !== undefined || alleo !== undefined,
  'must have a Personio pair, an Alleo pair, or both',
);
export type NewCredentials = z.infer<typeof NewCredentialsSchema>;

/** A tenant's secret in Secrets Manager. `fingerprintKey`: 32 random bytes, base64, made once and kept through rotation. */
export const TenantSecretSchema = CredentialsSchema.extend({
  /** Of the stored form; one without is of version 1. */
  version: z.literal(1).optional(),
  fingerprintKey: z.base64().min(43),
});
export type TenantSecret = z.infer<typeof TenantSecretSchema>;
