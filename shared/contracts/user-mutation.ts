import type { ComparedField } from './attributes.ts';
import { MUTATION_DATA_SCHEMA, MUTATION_TYPE_PREFIX } from './mutation-kind.ts';
import {
  CalendarDateSchema,
  CategorySchema,
  EmployeeIdSchema,
  InstantSchema,
  MoneySchema,
  TenantIdSchema,
  UlidSchema,
} from './primitives.ts';
import * as z from './zod.ts';

const optionalText = z.optional(z.nullable(z.string().check(z.minLength(1))));
const optionalDate = z.optional(z.nullable(CalendarDateSchema));

/** Of each attribute that is sent. */
const PROFILE_FIELDS = {
  email: z.string().check(z.minLength(1), z.maxLength(100)),
  first_name: z.string().check(z.minLength(1)),
  last_name: z.string().check(z.minLength(1)),
  birthday: optionalDate,
  work_anniversary: optionalDate,
  department: optionalText,
  offboarding_date: optionalDate,
} as const satisfies { readonly [F in ComparedField]: z.ZodMiniType };

/**
 * The whole desired profile in Alleo's vocabulary. A field left out is not known today and stays as it is; `null` clears.
 * `department` (the name) and `offboarding_date` travel here; the Customer API knows neither.
 */
export const ProfileSchema = z.object({
  external_id: EmployeeIdSchema,
  ...PROFILE_FIELDS,
  /** The tenant's language, for an account that has to be made; an existing account keeps its own. */
  language: z.optional(z.string()),
});
export type Profile = z.infer<typeof ProfileSchema>;

const common = {
  external_id: EmployeeIdSchema,
  /** Grows per employee; whoever applies mutations skips a sequence at or below the one applied in the same stream. */
  sequence: z.int().check(z.positive()),
  company_id: z.int(),
  registration: UlidSchema,
};

/**
 * Ids that the same human being had in Personio before, the last one first. An account that still carries one of them is
 * this person's: it takes `external_id`.
 */
const former_external_ids = z.optional(z.array(EmployeeIdSchema).check(z.maxLength(5)));

const ProfileMutationSchema = z.object({
  ...common,
  former_external_ids,
  kind: z.enum(['activate', 'update']),
  /** The reason code of the decision (behaviour: "Decide"). */
  reason: z.string(),
  profile: ProfileSchema,
  /** Names of the profile fields that differ from what was last sent. */
  changed: z.array(z.string()),
});

const DeactivateMutationSchema = z.object({
  ...common,
  former_external_ids,
  kind: z.literal('deactivate'),
  reason: z.string(),
  /** A leaver's data is not needed to deactivate the account, so it does not travel. */
  profile: z.object({ external_id: EmployeeIdSchema }),
  changed: z.array(z.string()),
});

const BudgetMutationSchema = z.object({
  ...common,
  kind: z.literal('set-monthly-budget'),
  category: CategorySchema,
  amount: MoneySchema,
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')),
});

const GrantMutationSchema = z.extend(BudgetMutationSchema, {
  kind: z.literal('grant-one-off-budget'),
  /** The grant number within (tenant, employee, category), from 1: one number is one grant, for ever. */
  grant: z.int().check(z.positive()),
});

export const MutationDataSchema = z.discriminatedUnion('kind', [
  ProfileMutationSchema,
  DeactivateMutationSchema,
  BudgetMutationSchema,
  GrantMutationSchema,
]);
export type MutationData = z.infer<typeof MutationDataSchema>;

/**
 * A user mutation: a CloudEvents 1.0 message in structured JSON (https://github.com/cloudevents/spec, v1.0.2).
 * `tenantid` is an extension attribute; `subject` is the employee's Personio id.
 */
export const UserMutationSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  source: z.string().check(z.minLength(1)),
  type: z.string().check(z.startsWith(MUTATION_TYPE_PREFIX)),
  subject: EmployeeIdSchema,
  time: InstantSchema,
  datacontenttype: z.literal('application/json'),
  dataschema: z.optional(z.literal(MUTATION_DATA_SCHEMA)),
  tenantid: TenantIdSchema,
  data: MutationDataSchema,
});
export type UserMutation = z.infer<typeof UserMutationSchema>;
