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
