import { VerifiedSchema } from '../difference.ts';
import { StoredPoliciesSchema } from '../policies.ts';
import { InstantSchema } from '../primitives.ts';
import { EligibilitySchema, TenantStatusSchema } from '../tenant.ts';
import { ToldTextSchema } from '../told-text.ts';
import { StandingSchema } from '../whose-turn.ts';
import * as z from '../zod.ts';

export const TenantViewSchema = z.object({
  id: z.string(),
  name: ToldTextSchema,
  status: TenantStatusSchema,
  company: z.object({ id: z.int(), name: ToldTextSchema }),
  eligibility: EligibilitySchema,
  policies: StoredPoliciesSchema,
  personioUrl: z.string(),
  alleoUrl: z.string(),
  createdAt: InstantSchema,
  activatedAt: z.optional(InstantSchema),
  lastRun: z.optional(
    z.object({
      runId: z.string(),
      date: z.string(),
      at: InstantSchema,
      status: z.string(),
      code: z.nullable(z.string()),
    }),
  ),
  lastCompleteAt: z.optional(InstantSchema),
  flag: z.optional(z.object({ code: z.string(), since: InstantSchema, attribute: z.optional(ToldTextSchema) })),
  deliveryFlag: z.optional(z.object({ code: z.string(), since: InstantSchema })),
  /** What the last weekly look at Alleo found. */
  verified: z.optional(VerifiedSchema),
  /** No complete run for 26 hours though active. */
  overdue: z.boolean(),
  /** In sync, or whose turn it is. As the last run left it, but in `status`: there as it is now. */
  standing: StandingSchema,
});
export type TenantView = z.infer<typeof TenantViewSchema>;
