import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Lease } from '../../../../shared/core/ports/table.ts';
import { sampleEmployee } from '../../../contracts/store-samples.ts';
import { injectFaults, type OnAttempt } from './inject-faults.ts';
import { openRealStore, type RealStore } from './real-store.ts';

let real: RealStore;
let lease: Lease;
let tenantId: string;
let count = 0;
let faults: { attempts: string[]; stop: () => void } | undefined;

beforeAll(async () => {
  real = await openRealStore();
});
beforeEach(async () => {
  count += 1;
  tenantId = `t-${count}`;
  real.waits.length = 0;
  const taken = await real.store.takeLease(tenantId, 'run-1');
  if (taken === undefined) throw new Error('the lease is not to be had');
  lease = taken;
});
afterEach(() => faults?.stop());
afterAll(() => real.close());

const inject = (onAttempt: OnAttempt) => {
  faults = injectFaults(real.client, onAttempt);
  return faults.attempts;
};
const writeOne = (changes = {}) => real.store.write(lease, [{ put: 'employee', item: sampleEmployee('1', changes) }]);
const stored = async () => (await real.store.readEmployee(tenantId, '1')).memory;

test('a lost answer, then nothing but lost answers: it had been done once', async () => {
  const attempts = inject((command, n) => (command === 'TransactWriteItemsCommand' && n <= 3 ? 'lost' : undefined));
  await writeOne();
  expect(await stored()).toMatchObject({ version: 1 });
  expect(lease.step).toBe(1);
  expect(attempts.filter((command) => command === 'TransactWriteItemsCommand')).toHaveLength(3);
});

test('a request that never arrived is made again', async () => {
  inject((command, n) => (command === 'TransactWriteItemsCommand' && n <= 4 ? 'reset' : undefined));
  await writeOne();
  expect(await stored()).toMatchObject({ version: 1 });
  expect(real.waits).toHaveLength(1);
});

test('an answer lost before the check, whose own answer is lost too, counts once', async () => {
  inject((command, n) => (n <= 6 ? (command === 'TransactWriteItemsCommand' ? 'lost' : 'reset') : undefined));
  await writeOne();
  expect(await stored()).toMatchObject({ version: 1 });
  expect(lease.step).toBe(1);
});

test.each(['TransactionConflict', 'ThrottlingError'] as const)(
  'cancelled by %s: made again after a wait',
  async (reason) => {
    inject((command) => (command === 'TransactWriteItemsCommand' && real.waits.length < 3 ? reason : undefined));
    await writeOne();
    expect(await stored()).toMatchObject({ version: 1 });
    expect(real.waits).toHaveLength(3);
  },
);

test('cancelled again and again: transient with the reason, and nothing further is written under the lease', async () => {
  inject((command) => (command === 'TransactWriteItemsCommand' ? 'TransactionConflict' : undefined));
  await expect(writeOne()).rejects.toMatchObject({ name: 'TransientError', code: 'TransactionConflict', tenantId });
  faults?.stop();
  expect(real.waits).toHaveLength(5);
  // Its step no longer tells whether a write was done, so a later one could be taken for done.
  await expect(writeOne()).rejects.toMatchObject({ code: 'LEASE_LOST' });
  expect(await stored()).toBeUndefined();
});

test('the lease went to another run while the answer was lost: LEASE_LOST', async () => {
  inject((command, n) => (command === 'TransactWriteItemsCommand' && n <= 3 ? 'reset' : undefined));
  real.clock.now += 60_000;
  await real.store.takeLease(tenantId, 'run-2');
  await expect(writeOne()).rejects.toMatchObject({ name: 'TransientError', code: 'LEASE_LOST' });
});

test('after a write that failed, those that already wait fail alike', async () => {
  await writeOne();
  const results = await Promise.allSettled([writeOne({ version: 7 }), writeOne({ version: 1 })]);
  expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
    'MEMORY_CHANGED',
    'MEMORY_CHANGED',
  ]);
  await writeOne({ version: 1 });
  expect(await stored()).toMatchObject({ version: 2 });
});

test('taking a lease whose answer was lost takes it', async () => {
  await real.store.releaseLease(lease);
  inject((command, n) => (command === 'PutItemCommand' && n === 1 ? 'lost' : undefined));
  expect(await real.store.takeLease(tenantId, 'run-2')).toBeDefined();
});

test('a refused request is no reason to try again', async () => {
  const huge = sampleEmployee('1', { keyId: 'k'.repeat(500_000) });
  const failed = real.store.write(lease, [{ put: 'employee', item: huge }]);
  await expect(failed).rejects.toMatchObject({ name: 'DefectError', operation: 'write memory' });
  expect(real.waits).toHaveLength(0);
});
