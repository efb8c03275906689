/**
 * What all of these give, in their order; the first failure is thrown once all of them are over. After `Promise.all` the
 * others would go on when the invocation was answered already, and act in the next one.
 */
export async function settleAll<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/**
 * Does this for each item, at most so many at once, and gives what came of them in their order. After a failure none is
 * begun any more, and it is thrown once those on their way are over. Items are taken as their turn comes.
 */
export async function sideBySide<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items[Symbol.iterator]();
  let begun = 0;
  let isOver = false;
  const worker = async () => {
    for (let next = waiting.next(); !isOver && next.done !== true; next = waiting.next()) {
      const place = begun;
      begun += 1;
      try {
        results[place] = await work(next.value);
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  await settleAll(Array.from({ length: atOnce }, worker));
  return results;
}
