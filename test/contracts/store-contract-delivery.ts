import { expect, test } from 'vitest';
import type { MemoryWrite } from '../../shared/core/ports/table.ts';
import type { Bench } from './store-contract.ts';
import {
  bareEmployee,
  sampleApproval,
  sampleEmployee,
  sampleOpen,
  sampleOutcome,
  sampleReservation,
} from './store-samples.ts';

const SEQUENCE = sampleReservation.sequence;

async function write({ store, tenantId }: Bench, writes: readonly MemoryWrite[]): Promise<void> {
  const lease = await store.takeLease(tenantId, 'run-1');
  if (lease === undefined) throw new Error('the lease is not to be had');
  await store.write(lease, writes);
}

export function describeDelivery(current: () => Bench): void {
  test('an outcome is written only at the version that was read', async () => {
    const { store, tenantId } = current();
    const changed = { name: 'TransientError', code: 'OUTCOME_CHANGED' };
    expect(await store.readOutcome(tenantId, '1')).toBeUndefined();
    await store.writeOutcome(tenantId, sampleOutcome('1'));
    expect(await store.readOutcome(tenantId, '1')).toStrictEqual(sampleOutcome('1', { version: 1 }));
    await expect(store.writeOutcome(tenantId, sampleOutcome('1'))).rejects.toMatchObject(changed);
    await expect(store.writeOutcome(tenantId, sampleOutcome('1', { version: 2 }))).rejects.toMatchObject(changed);
    await expect(store.writeOutcome(tenantId, sampleOutcome('2', { version: 1 }))).rejects.toMatchObject(changed);
    const { alleoId: _, creating: __, last: ___, ...least } = sampleOutcome('1', { version: 1 });
    await store.writeOutcome(tenantId, least);
    expect(await store.readOutcome(tenantId, '1')).toStrictEqual({ ...least, version: 2 });
  });

  test('all outcomes of one registration', async () => {
    const { store, tenantId } = current();
    const { registration } = sampleOutcome('1');
    for (const id of ['1', '2']) await store.writeOutcome(tenantId, sampleOutcome(id));
    await store.writeOutcome(tenantId, { ...sampleOutcome('3'), registration: '01JDWQ0000000000000000000Z' });
    await write(current(), [{ put: 'employee', item: bareEmployee('4') }]);
    const found = await store.readOutcomes(tenantId, registration);
    expect([...found.keys()].sort()).toEqual(['1', '2']);
    expect(found.get('2')).toStrictEqual(sampleOutcome('2', { version: 1 }));
  });

  test('the remembered status: active, inactive, missing or unknown', async () => {
    const { store, tenantId } = current();
    const { missing: _, ...present } = sampleEmployee('1');
    await write(
      current(),
      [present, bareEmployee('2'), sampleEmployee('3')].map((item) => ({ put: 'employee', item })),
    );
    expect(await store.readStatus(tenantId, '1')).toBe('active');
    expect(await store.readStatus(tenantId, '2')).toBe('inactive');
    expect(await store.readStatus(tenantId, '3')).toBe('missing');
    expect(await store.readStatus(tenantId, '4')).toBeUndefined();
  });

  test('an open item is closed by its own sequence or a higher one', async () => {
    const { store, tenantId } = current();
    await write(
      current(),
      ['1', '2'].map((id) => ({ put: 'open', item: sampleOpen(id) })),
    );
    await store.closeOpen(tenantId, '1', 'profile', SEQUENCE - 1);
    await store.closeOpen(tenantId, '1', 'monthly:all', SEQUENCE);
    expect(await store.readOpen(tenantId, '1', 'profile')).toStrictEqual(sampleOpen('1'));
    await store.closeOpen(tenantId, '1', 'profile', SEQUENCE);
    expect(await store.readOpen(tenantId, '1', 'profile')).toBeUndefined();
    await store.closeOpen(tenantId, '2', 'profile', SEQUENCE + 1);
    expect(await store.readOpen(tenantId, '2', 'profile')).toBeUndefined();
  });

  test('what is on its way is open and without a reason', async () => {
    const { store, tenantId } = current();
    expect(await store.countOnTheWay(tenantId)).toBe(0);
    await write(
      current(),
      ['1', '2', '3'].map((id) => ({ put: 'open', item: sampleOpen(id) })),
    );
    await store.markMadeAnew(tenantId, '4');
    const before = await store.countOnTheWay(tenantId);
    await store.markOpen(tenantId, '1', 'profile', SEQUENCE, { code: 'VALIDATION' });
    await store.closeOpen(tenantId, '2', 'profile', SEQUENCE);
    expect([before, await store.countOnTheWay(tenantId)]).toEqual([3, 1]);
  });

  test('what waits is open, but for a group, and the approval', async () => {
    const { store, tenantId } = current();
    expect(await store.readWaiting(tenantId)).toStrictEqual({ open: [] });
    await write(
      current(),
      ['1', '2', '3'].map((id) => ({ put: 'open', item: sampleOpen(id) })),
    );
    await store.markMadeAnew(tenantId, '4');
    await store.markOpen(tenantId, '1', 'profile', SEQUENCE, { code: 'VALIDATION' });
    await store.markOpen(tenantId, '2', 'profile', SEQUENCE, { code: 'NO_GROUP_FOR_DEPARTMENT' });
    await store.putApproval(tenantId, sampleApproval);
    const open = [sampleOpen('1', { code: 'VALIDATION' }), sampleOpen('3')];
    expect(await store.readWaiting(tenantId)).toStrictEqual({ open, approval: sampleApproval });
  });

  test('an open item says why it is still open, only for its own sequence', async () => {
    const { store, tenantId } = current();
    await write(current(), [{ put: 'open', item: sampleOpen('1') }]);
    await store.markOpen(tenantId, '1', 'profile', SEQUENCE, { code: 'VALIDATION', attribute: 'email' });
    expect(await store.readOpen(tenantId, '1', 'profile')).toStrictEqual(
      sampleOpen('1', { code: 'VALIDATION', attribute: 'email' }),
    );
    await store.markOpen(tenantId, '1', 'profile', SEQUENCE, { code: 'DUPLICATE_EMAIL' });
    expect(await store.readOpen(tenantId, '1', 'profile')).toStrictEqual(sampleOpen('1', { code: 'DUPLICATE_EMAIL' }));
    for (const sequence of [SEQUENCE - 1, SEQUENCE + 1]) {
      await store.markOpen(tenantId, '1', 'profile', sequence, { code: 'OTHER' });
    }
    await store.markOpen(tenantId, '2', 'profile', SEQUENCE, { code: 'OTHER' });
    expect(await store.readOpen(tenantId, '1', 'profile')).toMatchObject({ code: 'DUPLICATE_EMAIL' });
    expect(await store.readOpen(tenantId, '2', 'profile')).toBeUndefined();
  });

  test('a person whose account was made anew is marked until the next run forgets it', async () => {
    const { store, tenantId } = current();
    await store.markMadeAnew(tenantId, '1');
    await store.markMadeAnew(tenantId, '1');
    expect((await store.readMemory(tenantId)).madeAnew).toStrictEqual(new Set(['1']));
    await write(current(), [{ delete: 'made-anew', employeeId: '1' }]);
    expect((await store.readMemory(tenantId)).madeAnew.size).toBe(0);
  });
}
