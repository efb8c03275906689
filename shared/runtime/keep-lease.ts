import type { Lease, MemoryPort } from '../core/ports/table.ts';

/** A third of the lease's 60 s. */
const RENEW_EVERY_MS = 20_000;

/**
 * Does long work that writes nothing itself, renewing the lease meanwhile. Throws what the work throws, or, once the
 * work is done, what a renewal threw: `TransientError` LEASE_LOST where another run took over.
 */
export async function keepLease<T>(
  memory: Pick<MemoryPort, 'write'>,
  lease: Lease,
  work: () => Promise<T>,
): Promise<T> {
  let renewal: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  const timer = setInterval(() => {
    renewal = renewal
      .then(() => memory.write(lease, []))
      .catch((error: unknown) => {
        failure ??= { error };
      });
  }, RENEW_EVERY_MS);
  try {
    const result = await work();
    clearInterval(timer);
    await renewal;
    if (failure !== undefined) throw failure.error;
    return result;
  } finally {
    clearInterval(timer);
    await renewal;
  }
}
