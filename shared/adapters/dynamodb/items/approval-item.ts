import { InstantSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';
import type { Approval } from '../../../core/ground/memory.ts';

export const ApprovalItemSchema = z.object({
  v: z.literal(1),
  digest: z.string().check(z.minLength(1)),
  first: z.boolean(),
  withoutOneOff: z.boolean(),
  approvedAt: InstantSchema,
  state: z.enum(['approved', 'releasing', 'spent']),
});

/** The attributes beside the key. */
export function toApprovalItem({ unknown, ...approval }: Approval): z.infer<typeof ApprovalItemSchema> {
  return { ...unknown, v: 1, ...approval };
}
