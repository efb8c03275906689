import { InstantSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';

export const OutcomeItemSchema = z.object({
  v: z.literal(1),
  registration: z.string(),
  version: z.int().check(z.positive()),
  alleoId: z.exactOptional(z.int()),
  applied: z.record(z.string(), z.int()),
  grants: z.array(z.string()),
  creating: z.exactOptional(z.boolean()),
  activating: z.exactOptional(z.int().check(z.nonnegative())),
  deactivated: z.exactOptional(z.int().check(z.positive())),
  retired: z.exactOptional(z.boolean()),
  last: z.exactOptional(
    z.object({ code: z.string(), attribute: z.exactOptional(z.string()), at: InstantSchema, kind: z.string() }),
  ),
});
