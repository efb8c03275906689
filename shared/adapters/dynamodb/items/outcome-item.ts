import * as z from 'zod';
import { InstantSchema } from '../../../contracts/primitives.ts';

export const OutcomeItemSchema = z.object({
  v: z.literal(1),
  registration: z.string(),
  version: z.int().positive(),
  alleoId: z.int().exactOptional(),
  applied: z.record(z.string(), z.int()),
  grants: z.array(z.string()),
  creating: z.boolean().exactOptional(),
  last: z
    .object({ code: z.string(), attribute: z.string().exactOptional(), at: InstantSchema, kind: z.string() })
    .exactOptional(),
});
