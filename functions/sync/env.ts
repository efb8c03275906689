import * as z from '../../shared/contracts/zod.ts';

/** What the sync function is told by infra; also types `environment` in the stack. */
export const SyncEnvSchema = z.object({
  STAGE: z.string().check(z.minLength(1)),
  TABLE_NAME: z.string().check(z.minLength(1)),
  TENANT_QUEUE_URL: z.url(),
  TENANT_DEAD_LETTER_URL: z.url(),
  MUTATION_QUEUE_URL: z.url(),
  /** `customer-api`: deliver applies the mutations; `queue`: Alleo's own consumer does. */
  DELIVERY_MODE: z.enum(['customer-api', 'queue']),
  /** Hosts that a tenant's Personio URL may have, comma-separated; loopback hosts only in the embedded run. */
  PERSONIO_HOSTS: z.string().check(z.minLength(1)),
  /** Sent with every call once Personio has given us one. */
  PERSONIO_PARTNER_ID: z.optional(z.string().check(z.minLength(1))),
  /** How many mutations of one customer may be on their way at most. */
  MOST_OPEN: z.string().check(z.regex(/^[1-9]\d*$/, 'must be a number')),
});
export type SyncEnv = z.infer<typeof SyncEnvSchema>;
