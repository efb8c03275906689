import { InstantSchema, TenantIdSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';

export const AuditItemSchema = z.object({
  v: z.literal(1),
  tenantId: TenantIdSchema,
  who: z.string(),
  requestId: z.string(),
  what: z.string(),
  at: InstantSchema,
  result: z.string(),
});
