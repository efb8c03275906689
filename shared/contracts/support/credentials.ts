import { CredentialsSchema } from '../credentials.ts';
import * as z from '../zod.ts';
import type { Contracts } from './contract.ts';
import { count, NewCredentialsSchema, tenantId } from './fields.ts';

/** The pairs of a customer. */
export const CREDENTIAL_OPERATIONS = {
  'credentials-rotate': {
    role: 'operate',
    request: { tenantId, credentials: NewCredentialsSchema },
    answer: () =>
      z.object({
        tenantId: z.string(),
        rotated: z.literal(true),
        /** How many people the new Personio pair shows, where there is a new one. */
        people: z.nullable(count),
        /** A run was asked for: only an active tenant has runs. */
        queued: z.boolean(),
      }),
  },
  'credentials-restore': {
    role: 'operate',
    /** Both pairs, as for a new tenant: nothing that was stored is used. */
    request: { tenantId, credentials: CredentialsSchema },
    answer: () =>
      z.object({
        tenantId: z.string(),
        restored: z.literal(true),
        /** How many people the Personio pair shows, and how many are remembered. */
        people: count,
        remembered: count,
        /** Grants that were on their way, of which support decides: GRANT_UNCERTAIN. */
        uncertain: count,
        /** A run was asked for: only an active tenant has runs. */
        queued: z.boolean(),
      }),
  },
} as const satisfies Contracts;
