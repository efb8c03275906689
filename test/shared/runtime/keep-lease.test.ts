import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import type { Lease } from '../../../shared/core/ports/table.ts';
import { keepLease } from '../../../shared/runtime/keep-lease.ts';

const LEASE: Lease = { tenantId: 'acme', runId: 'run-1', step: 0 };
const LOST = new TransientError({ operation: 'write memory', tenantId: 'acme', code: 'LEASE_LOST' }, 'taken over');

describe('a lease that is kept while Personio is read', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const readFor = (seconds: number) => () =>
    new Promise<string>((resolve) => setTimeout(() => resolve('read'), seconds * 1_000));

  it('is renewed every 20 seconds, and no longer once the reading ended', async () => {
    const write = vi.fn(async () => {});
    const kept = keepLease({ write }, LEASE, readFor(65));
    await vi.advanceTimersByTimeAsync(65_000);
    expect(await kept).toBe('read');
    expect(write.mock.calls).toEqual([
      [LEASE, []],
      [LEASE, []],
      [LEASE, []],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(write).toHaveBeenCalledTimes(3);
  });

  it('lets the run end where another one took over, once the reading ended', async () => {
    const write = vi.fn(async () => {}).mockRejectedValueOnce(LOST);
    const kept = keepLease({ write }, LEASE, readFor(45));
    const ended = expect(kept).rejects.toBe(LOST);
    await vi.advanceTimersByTimeAsync(45_000);
    await ended;
    expect(write).toHaveBeenCalledTimes(2);
  });

  it('says what the reading threw, whatever became of the lease', async () => {
    const write = vi.fn(async () => Promise.reject(LOST));
    const fails = async () => {
      await readFor(25)();
      throw new Error('no listing');
    };
    const ended = expect(keepLease({ write }, LEASE, fails)).rejects.toThrow('no listing');
    await vi.advanceTimersByTimeAsync(25_000);
    await ended;
  });
});
