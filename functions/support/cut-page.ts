/** Below the 6 MB that one Lambda answer may have, with room for what comes beside the list. */
const PAGE_BYTES = 4_500_000;

/** One page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextFrom: number | null;
}

/** As many items from `from` on as fit into one answer, at least one. `sizeOf`: what an item adds to the answer. */
export function cutPage<T>(
  all: readonly T[],
  from: number,
  sizeOf: (item: T) => number = (item) => Buffer.byteLength(JSON.stringify(item)),
  limit: number = PAGE_BYTES,
): Page<T> {
  let bytes = 0;
  let end = from;
  while (end < all.length) {
    const item = all[end];
    if (item !== undefined) bytes += sizeOf(item) + 1;
    if (bytes > limit && end > from) break;
    end += 1;
  }
  return { items: all.slice(from, end), nextFrom: end < all.length ? end : null };
}
