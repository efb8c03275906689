import * as z from '../../shared/contracts/zod.ts';

/** What the deliver function is told by infra; also types `environment` in the stack. */
export const DeliverEnvSchema = z.object({
  STAGE: z.string().check(z.minLength(1)),
  TABLE_NAME: z.string().check(z.minLength(1)),
  MUTATION_QUEUE_URL: z.url(),
  MUTATION_DEAD_LETTER_URL: z.url(),
  BUDGET_QUEUE_URL: z.url(),
  /** Hosts that a tenant's Alleo URL may have, comma-separated; loopback hosts only in the embedded run. */
  ALLEO_HOSTS: z.string().check(z.minLength(1)),
  /** The stage's own Alleo URL: the only one that the stage's credential is sent to. */
  STAGE_ALLEO_URL: z.url(),
  /** ARN of the stage's own Alleo credential, where it has one for all companies. */
  STAGE_ALLEO_SECRET_ARN: z.optional(z.string().check(z.minLength(1))),
});
export type DeliverEnv = z.infer<typeof DeliverEnvSchema>;
