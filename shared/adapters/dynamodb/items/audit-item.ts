import * as z from 'zod';
import { InstantSchema, TenantIdSchema } from '../../../contracts/primitives.ts';

export const AuditItemSchema = z.object({
  v: z.literal(1),
  tenantId: TenantIdSchema,
  who: z.string(),
  requestId: z.string(),
  what: z.string(),
  at: InstantSchema,
  result: z.string(),
});
