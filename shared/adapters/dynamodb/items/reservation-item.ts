import { MutationKindSchema } from '../../../contracts/mutation-kind.ts';
import { InstantSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';
import type { Reservation } from '../../../core/ground/memory.ts';

/** `k` kind, `q` sequence, `c` content, `r` reason, `x` changed, `t` time of the message, `g` grant. */
export const ReservationItemSchema = z.object({
  k: MutationKindSchema,
  q: z.int().check(z.positive()),
  c: z.string(),
  r: z.string(),
  x: z.array(z.string()),
  t: InstantSchema,
  g: z.exactOptional(z.int().check(z.positive())),
});
type ReservationItem = z.infer<typeof ReservationItemSchema>;

export function toReservationItem(reservation: Reservation): ReservationItem {
  const { kind, sequence, content, reason, changed, at, grant } = reservation;
  return {
    k: kind,
    q: sequence,
    c: content,
    r: reason,
    x: [...changed],
    t: at,
    ...(grant !== undefined && { g: grant }),
  };
}

export function fromReservationItem(item: ReservationItem): Reservation {
  const { k, q, c, r, x, t, g } = item;
  return { kind: k, sequence: q, content: c, reason: r, changed: x, at: t, ...(g !== undefined && { grant: g }) };
}
