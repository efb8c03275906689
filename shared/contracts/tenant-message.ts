import { InstantSchema, TenantIdSchema, UlidSchema } from './primitives.ts';
import * as z from './zod.ts';

/** Why a run was asked for. `continue`: a run near its deadline queued itself again. */
export const TriggerSchema = z.enum(['schedule', 'requeue', 'activate', 'approve', 'rotate', 'continue']);
export type Trigger = z.infer<typeof TriggerSchema>;

/**
 * What travels on the tenant queue: one message asks for one run of one tenant.
 * It carries no date: a run's date is the clock's (behaviour: "Words").
 */
export const TenantMessageSchema = z.object({
  version: z.literal(1),
  tenantId: TenantIdSchema,
  /** The registration that the message was made for; a run of another registration is dropped. */
  registration: UlidSchema,
  trigger: TriggerSchema,
  requestedAt: InstantSchema,
});
export type TenantMessage = z.infer<typeof TenantMessageSchema>;
