import { InstantSchema, TenantIdSchema, UlidSchema } from './primitives.ts';
import * as z from './zod.ts';

/** Not the prefix of a mutation: whoever reads mutations cannot take it for one. */
export const VERIFY_TYPE = 'co.alleo.accounts.verify';

/**
 * Asks deliver to compare what is remembered with what Alleo has, once all that was sent before is delivered: a CloudEvents
 * message like a mutation, in the same group. Only sent where deliver is the consumer (delivery mode `customer-api`).
 */
export const VerifyMessageSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  source: z.string().check(z.minLength(1)),
  type: z.literal(VERIFY_TYPE),
  /** The start of the run that asks. */
  time: InstantSchema,
  datacontenttype: z.literal('application/json'),
  tenantid: TenantIdSchema,
  data: z.object({ registration: UlidSchema }),
});
export type VerifyMessage = z.infer<typeof VerifyMessageSchema>;

/** Whether a message's body asks for this, without parsing it whole. */
export function isVerifyMessage(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && 'type' in value && value.type === VERIFY_TYPE;
  } catch {
    return false;
  }
}
