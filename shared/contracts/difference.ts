import { InstantSchema } from './primitives.ts';
import * as z from './zod.ts';

/**
 * How an account is not as it is wanted, the gravest first (behaviour: "Verify"). `lost`: who has access is another than
 * what was applied. `waits`: a message, the next run or an approval makes it so. `edited`: what the account says is another
 * than what was applied. `unknown`: an active account carries an id of ours, and we neither made nor took it.
 */
export const DIFFERENCE_KINDS = ['lost', 'waits', 'edited', 'unknown'] as const;
export const DifferenceKindSchema = z.enum(DIFFERENCE_KINDS);
export type DifferenceKind = z.infer<typeof DifferenceKindSchema>;

const count = z.int().check(z.nonnegative());
export const DifferenceCountsSchema = z.object({ lost: count, waits: count, edited: count, unknown: count });
export type DifferenceCounts = z.infer<typeof DifferenceCountsSchema>;

/** What a weekly look at Alleo found, and when. */
export const VerifiedSchema = z.object({ at: InstantSchema, counts: DifferenceCountsSchema });
