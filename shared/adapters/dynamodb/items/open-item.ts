import { CalendarDateSchema } from '../../../contracts/primitives.ts';
import * as z from '../../../contracts/zod.ts';
import type { OpenItem } from '../../../core/ground/memory.ts';
import { isStream } from '../../../core/ground/streams.ts';
import { splitOpenSort } from '../keys.ts';
import { fromReservationItem, ReservationItemSchema, toReservationItem } from './reservation-item.ts';

/** An open mutation: `r` what was reserved, `o` offered on, `u` approved above the ceiling, `c` code, `a` attribute. */
export const OpenItemSchema = z.object({
  v: z.literal(1),
  sk: z.string().check(z.refine((sk) => isStream(splitOpenSort(sk).stream))),
  r: ReservationItemSchema,
  o: CalendarDateSchema,
  u: z.exactOptional(z.literal(true)),
  c: z.exactOptional(z.string()),
  a: z.exactOptional(z.string()),
});
type StoredOpenItem = z.infer<typeof OpenItemSchema>;

export function toOpenItem(open: OpenItem): Omit<StoredOpenItem, 'sk'> {
  const { reservation, offeredOn, aboveCeiling, code, attribute, unknown } = open;
  return {
    ...unknown,
    v: 1,
    r: toReservationItem(reservation),
    o: offeredOn,
    ...(aboveCeiling !== undefined && { u: aboveCeiling }),
    ...(code !== undefined && { c: code }),
    ...(attribute !== undefined && { a: attribute }),
  };
}

export function fromOpenItem(item: StoredOpenItem): OpenItem {
  const { sk, r, o, u, c, a } = item;
  const { employeeId, stream } = splitOpenSort(sk);
  if (!isStream(stream)) throw new Error('an open item of no known stream passed its schema');
  return {
    employeeId,
    stream,
    reservation: fromReservationItem(r),
    offeredOn: o,
    ...(u !== undefined && { aboveCeiling: u }),
    ...(c !== undefined && { code: c }),
    ...(a !== undefined && { attribute: a }),
  };
}
