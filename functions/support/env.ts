import * as z from '../../shared/contracts/zod.ts';

/** What both support functions are told by infra; also types `environment` in the stack. */
export const SupportEnvSchema = z.object({
  STAGE: z.string().check(z.minLength(1)),
  TABLE_NAME: z.string().check(z.minLength(1)),
  TENANT_QUEUE_URL: z.url(),
  MUTATION_QUEUE_URL: z.url(),
  BUDGET_QUEUE_URL: z.url(),
  TENANT_DEAD_LETTER_URL: z.url(),
  MUTATION_DEAD_LETTER_URL: z.url(),
  BUDGET_DEAD_LETTER_URL: z.url(),
  DELIVERY_MODE: z.enum(['customer-api', 'queue']),
  PERSONIO_HOSTS: z.string().check(z.minLength(1)),
  PERSONIO_PARTNER_ID: z.optional(z.string().check(z.minLength(1))),
  ALLEO_HOSTS: z.string().check(z.minLength(1)),
  STAGE_ALLEO_URL: z.url(),
  STAGE_ALLEO_SECRET_ARN: z.optional(z.string().check(z.minLength(1))),
  /** When the schedule fires, every day: `HH:MM`, separated by commas. */
  SCHEDULE_TIMES: z.string().check(z.regex(/^\d\d:\d\d(,\d\d:\d\d)*$/)),
  SCHEDULE_TIME_ZONE: z.string().check(z.minLength(1)),
  /** Which operations this function may do: `read`, or `operate` (all). */
  SUPPORT_ROLE: z.enum(['read', 'operate']),
  /** ARN of the stage's customer-managed key for new tenant secrets; AWS's own key where left out. */
  SECRET_KEY_ARN: z.optional(z.string().check(z.minLength(1))),
});
export type SupportEnv = z.infer<typeof SupportEnvSchema>;
