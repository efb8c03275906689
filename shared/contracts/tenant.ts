import { VerifiedSchema } from './difference.ts';
import { PoliciesSchema } from './policies.ts';
import { InstantSchema, TenantIdSchema, UlidSchema } from './primitives.ts';
import * as z from './zod.ts';

/**
 * Selective sync: not decided yet, deliberately off (everyone), or by the attribute with this key or label.
 * Source: Alleo's help article "Personio integration", optional step.
 */
export const EligibilitySchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('undecided') }),
  z.object({ mode: z.literal('everyone') }),
  z.object({ mode: z.literal('attribute'), label: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
]);
export type Eligibility = z.infer<typeof EligibilitySchema>;

/** `pending`: first plan not approved yet; `active`: scheduled; `paused`: nothing runs, nothing is applied. */
export const TenantStatusSchema = z.enum(['pending', 'active', 'paused']);

const count = z.int().check(z.nonnegative());

/** What a run left: held by limit or rule, open from before it, not taken by the queue, or not sent yet. */
export const LeftSchema = z.object({
  /** When that run started, as in its report. */
  at: InstantSchema,
  /** Since when every run left something. */
  since: z.optional(InstantSchema),
  /** By code. */
  held: z.record(z.string(), count),
  open: z.object({ count, codes: z.record(z.string(), count) }),
  setAside: count,
  unsent: count,
});
export type Left = z.infer<typeof LeftSchema>;

/** The directory's entry of one customer company. Holds no credential and no person. */
export const TenantSchema = z.object({
  version: z.literal(1),
  id: TenantIdSchema,
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  status: TenantStatusSchema,
  /** New at every `tenant add`: messages of an earlier registration are dropped. */
  registration: UlidSchema,
  secretArn: z.string().check(z.minLength(1)),
  personioUrl: z.url(),
  alleoUrl: z.url(),
  company: z.object({ id: z.int(), name: z.string() }),
  eligibility: EligibilitySchema,
  policies: PoliciesSchema,
  /** Optional attributes (profile attribute names, and budget keys) that were readable at least once. */
  onceReadable: z.array(z.string()),
  /** Departments for which the Alleo company has no group of the same name; kept by deliver. */
  departmentsWithoutGroup: z.optional(z.array(z.string())),
  /** What a human has to look at; cleared by the next good run. */
  flag: z.optional(z.object({ code: z.string(), since: InstantSchema, attribute: z.optional(z.string()) })),
  /** Alleo refused this tenant's credential; cleared by the next delivery that is let in. */
  deliveryFlag: z.optional(z.object({ code: z.string(), since: InstantSchema })),
  /** As deliver found it, once a week, or support before it sent again what was lost. */
  verified: z.optional(VerifiedSchema),
  lastRun: z.optional(
    z.object({
      runId: z.string(),
      date: z.string(),
      at: InstantSchema,
      status: z.enum(['ok', 'held', 'failed']),
      code: z.nullable(z.string()),
    }),
  ),
  /** What the last run that had a plan left, in changes; written at its end. */
  left: z.optional(LeftSchema),
  /** When delivery said that a change which that run sent is not applied; once per run, kept by deliver. */
  notAppliedAt: z.optional(InstantSchema),
  /** When the last run that read a complete listing ended (status `ok` or `held`). */
  lastCompleteAt: z.optional(InstantSchema),
  createdAt: InstantSchema,
  /** Set once the first plan was emitted: from then on the company is fixed. */
  activatedAt: z.optional(InstantSchema),
});
export type Tenant = z.infer<typeof TenantSchema>;
