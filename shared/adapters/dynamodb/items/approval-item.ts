import * as z from 'zod';
import { InstantSchema } from '../../../contracts/primitives.ts';

export const ApprovalItemSchema = z.object({
  v: z.literal(1),
  digest: z.string().min(1),
  first: z.boolean(),
  withoutOneOff: z.boolean(),
  approvedAt: InstantSchema,
  state: z.enum(['approved', 'releasing', 'spent']),
});
