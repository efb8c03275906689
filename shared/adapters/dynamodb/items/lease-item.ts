import * as z from '../../../contracts/zod.ts';

/** `run` the holder, `step` its transactions so far, `exp` when it lapses: milliseconds since 1970, by the real clock. */
export const LeaseItemSchema = z.object({
  v: z.literal(1),
  run: z.string(),
  step: z.int().check(z.nonnegative()),
  exp: z.number(),
});

/** How long a lease lives after it was taken or renewed. */
export const LEASE_MS = 60_000;
