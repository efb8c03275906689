import * as z from '../../../contracts/zod.ts';
import type { GrantNumbers } from '../../../core/ground/memory.ts';
import { canonicalKey } from '../../../core/ground/streams.ts';
import { PAST_GRANTS_PREFIX } from '../keys.ts';
import { KEPT_DAYS, ttlAfter } from '../ttl.ts';

/** `PAST#<employee id>`: the number of a forgotten person's last grant per category. */
export const PastGrantsItemSchema = z.object({
  v: z.literal(1),
  sk: z.string().check(z.startsWith(PAST_GRANTS_PREFIX)),
  grants: z.record(z.string(), z.int().check(z.positive())),
});

/** By category, in its one spelling. */
export function fromPastGrants(grants: GrantNumbers): GrantNumbers {
  return Object.fromEntries(Object.entries(grants).map(([category, grant]) => [canonicalKey(category), grant]));
}

/** The attributes beside the key. */
export function toPastGrantsItem(grants: GrantNumbers, now: Date) {
  return { v: 1, grants, ttl: ttlAfter(now.getTime(), KEPT_DAYS.pastGrants) };
}
