import { expect, test } from 'vitest';
import { AWAITS_GROUP } from '../../shared/core/ground/memory.ts';
import type { MemoryWrite } from '../../shared/core/ports/table.ts';
import type { Bench } from './store-contract.ts';
import {
  bareEmployee,
  sampleApproval,
  sampleEmployee,
  sampleLedger,
  sampleOpen,
  sampleOutcome,
  sampleReport,
  sampleReservation,
} from './store-samples.ts';

const put = (item: ReturnType<typeof sampleEmployee>): MemoryWrite => ({ put: 'employee', item });

async function takenLease({ store, tenantId }: Bench, runId = 'run-1') {
  const lease = await store.takeLease(tenantId, runId);
  if (lease === undefined) throw new Error('the lease is not to be had');
  return lease;
}

export function describeMemory(current: () => Bench): void {
  describeLease(current);
  describeWrites(current);
  describeRest(current);
}

function describeLease(current: () => Bench): void {
  test('one run holds the lease until it gives it back', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    expect(lease).toStrictEqual({ tenantId, runId: 'run-1', step: 0 });
    expect(await store.takeLease(tenantId, 'run-2')).toBeUndefined();
    await store.releaseLease(lease);
    await store.releaseLease(lease);
    expect(await store.takeLease(tenantId, 'run-2')).toBeDefined();
  });

  test('taking it again before any write, as after a lost answer, gives it to the same run', async () => {
    const { store, tenantId } = current();
    await takenLease(current());
    const lease = await takenLease(current());
    await store.write(lease, []);
    expect(await store.takeLease(tenantId, 'run-1')).toBeUndefined();
  });

  test('a lease lapses after 60 s, and the run that had it can neither write nor give it away', async () => {
    const { store, tenantId, clock } = current();
    const stale = await takenLease(current());
    clock.now += 59_999;
    expect(await store.takeLease(tenantId, 'run-2')).toBeUndefined();
    clock.now += 1;
    const lease = await takenLease(current(), 'run-2');
    await expect(store.write(stale, [put(sampleEmployee('1'))])).rejects.toMatchObject({
      name: 'TransientError',
      code: 'LEASE_LOST',
    });
    await store.releaseLease(stale);
    await store.write(lease, []);
    expect((await store.readMemory(tenantId)).employees.size).toBe(0);
  });

  test('every write renews the lease, and one that lapsed unnoticed still writes', async () => {
    const { store, tenantId, clock } = current();
    const lease = await takenLease(current());
    clock.now += 59_000;
    await store.write(lease, []);
    clock.now += 59_000;
    expect(await store.takeLease(tenantId, 'run-2')).toBeUndefined();
    clock.now += 10_000;
    await store.write(lease, [put(sampleEmployee('1'))]);
    expect(lease.step).toBe(2);
    expect((await store.readMemory(tenantId)).employees.size).toBe(1);
  });

  test('a lease that was given back writes nothing', async () => {
    const { store } = current();
    const lease = await takenLease(current());
    await store.releaseLease(lease);
    await expect(store.write(lease, [])).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  test('writes called at once go out one after another, in order', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    const versions = [0, 1, 2, 3, 4];
    await Promise.all(
      versions.map((version) => store.write(lease, [put(sampleEmployee('1', { version, sequence: version }))])),
    );
    expect(lease.step).toBe(5);
    expect((await store.readEmployee(tenantId, '1')).memory).toMatchObject({ version: 5, sequence: 4 });
  });
}

function describeWrites(current: () => Bench): void {
  test('one query gives back all that a run wrote, and nothing else', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    const grant = sampleOpen('2', {
      stream: 'grant:all:2',
      code: 'VALIDATION',
      attribute: 'email',
      reservation: { ...sampleReservation, grant: 2 },
    });
    const allowed = { ...bareEmployee('3'), missing: { since: '2026-03-01', days: 0, allowed: true } };
    const waiting = sampleOpen('3', { code: AWAITS_GROUP });
    const writes: MemoryWrite[] = [
      put(sampleEmployee('1')),
      put(bareEmployee('2')),
      put(allowed),
      { put: 'open', item: sampleOpen('1') },
      { put: 'open', item: grant },
      { put: 'open', item: sampleOpen('2', { stream: 'monthly:a#b' }) },
      { put: 'open', item: waiting },
      { put: 'ledger', item: sampleLedger('2026-03-01') },
      { put: 'approval', item: sampleApproval },
    ];
    await store.write(lease, writes);
    await store.write(lease, [{ put: 'ledger', item: sampleLedger('2026-03-02') }]);
    await store.markMadeAnew(tenantId, '2');
    await store.writeOutcome(tenantId, sampleOutcome('1'));
    await store.putPlan(tenantId, 'digest-1', [], new Date());
    await store.putReport(sampleReport(tenantId, 'run-1'), new Date());
    expect(await store.readMemory(tenantId)).toStrictEqual({
      employees: new Map([
        ['1', { ...sampleEmployee('1'), version: 1 }],
        ['2', { ...bareEmployee('2'), version: 1 }],
        ['3', { ...allowed, version: 1 }],
      ]),
      open: [sampleOpen('1'), grant, sampleOpen('2', { stream: 'monthly:a#b' })],
      awaitingGroup: [waiting],
      ledger: [sampleLedger('2026-03-01'), sampleLedger('2026-03-02')],
      approval: sampleApproval,
      madeAnew: new Set(['2']),
    });
  });

  test('a tenant without memory reads as empty, also beside one whose id begins alike', async () => {
    const { store, tenantId } = current();
    await store.write(await takenLease(current()), [put(sampleEmployee('1'))]);
    const empty = { employees: new Map(), open: [], awaitingGroup: [], ledger: [], madeAnew: new Set() };
    expect(await store.readMemory(`${tenantId}-x`)).toStrictEqual(empty);
    expect(await store.readMemory(tenantId.slice(0, -1))).toStrictEqual(empty);
  });

  test('an employee is written only at the version that was read, all or nothing', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    await store.write(lease, [put(sampleEmployee('1'))]);
    const changed = { name: 'TransientError', code: 'MEMORY_CHANGED' };
    for (const version of [0, 2]) {
      const writes = [put(sampleEmployee('2')), put(sampleEmployee('1', { version, status: 'inactive' }))];
      await expect(store.write(lease, writes)).rejects.toMatchObject(changed);
    }
    await expect(store.write(lease, [{ delete: 'employee', employeeId: '1', version: 2 }])).rejects.toMatchObject(
      changed,
    );
    await expect(store.write(lease, [{ delete: 'employee', employeeId: '9', version: 1 }])).rejects.toMatchObject(
      changed,
    );
    expect(lease.step).toBe(1);
    expect([...(await store.readMemory(tenantId)).employees.values()]).toStrictEqual([
      { ...sampleEmployee('1'), version: 1 },
    ]);
    await store.write(lease, [put(sampleEmployee('1', { version: 1, status: 'inactive' }))]);
    expect((await store.readEmployee(tenantId, '1')).memory).toMatchObject({ version: 2, status: 'inactive' });
  });

  test('deletes take away what they name', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    await store.write(lease, [
      put(sampleEmployee('1')),
      { put: 'open', item: sampleOpen('1') },
      { put: 'open', item: sampleOpen('1', { stream: 'monthly:all' }) },
    ]);
    await store.writeOutcome(tenantId, sampleOutcome('1'));
    await store.markMadeAnew(tenantId, '1');
    await store.write(lease, [
      { delete: 'employee', employeeId: '1', version: 1 },
      { delete: 'open', employeeId: '1', stream: 'profile' },
      { delete: 'outcome', employeeId: '1' },
      { delete: 'made-anew', employeeId: '1' },
      { delete: 'open', employeeId: '77', stream: 'profile' },
    ]);
    const memory = await store.readMemory(tenantId);
    expect(memory.employees.size).toBe(0);
    expect(memory.open.map(({ stream }) => stream)).toEqual(['monthly:all']);
    expect(memory.madeAnew.size).toBe(0);
    expect(await store.readOutcome(tenantId, '1')).toBeUndefined();
  });

  test('one transaction takes 99 writes and not one more', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    const writes = Array.from({ length: 100 }, (_, n) => put(sampleEmployee(String(n))));
    await expect(store.write(lease, writes)).rejects.toThrow(/writes/);
    await store.write(lease, writes.slice(0, 99));
    expect((await store.readMemory(tenantId)).employees.size).toBe(99);
  });

  test('two writes to one item in one transaction are a bug', async () => {
    const { store } = current();
    const lease = await takenLease(current());
    const twice = [put(sampleEmployee('1')), put(sampleEmployee('1'))];
    await expect(store.write(lease, twice)).rejects.toMatchObject({ name: expect.stringMatching(/^(Defect)?Error$/) });
  });
}

function describeRest(current: () => Bench): void {
  test('one person reads with their own open items only', async () => {
    const { store, tenantId } = current();
    const mine = [sampleOpen('1', { stream: 'monthly:all' }), sampleOpen('1')];
    const writes: MemoryWrite[] = [...mine, sampleOpen('11')].map((item) => ({ put: 'open', item }));
    await store.write(await takenLease(current()), [put(sampleEmployee('1')), ...writes]);
    await store.markMadeAnew(tenantId, '1');
    expect(await store.readEmployee(tenantId, '1')).toStrictEqual({
      memory: { ...sampleEmployee('1'), version: 1 },
      open: mine,
    });
    expect(await store.readEmployee(tenantId, '2')).toStrictEqual({ open: [] });
    await store.markOpen(tenantId, '11', 'profile', sampleOpen('11').reservation.sequence, { code: AWAITS_GROUP });
    expect(await store.readEmployee(tenantId, '11')).toStrictEqual({ open: [] });
  });

  test('ledger days more than 40 days before the newest are gone', async () => {
    const { store, tenantId } = current();
    const days = ['2026-01-20', '2026-01-21', '2026-03-02'].map(
      (date): MemoryWrite => ({ put: 'ledger', item: sampleLedger(date) }),
    );
    await store.write(await takenLease(current()), days);
    expect((await store.readMemory(tenantId)).ledger.map(({ date }) => date)).toEqual(['2026-01-21', '2026-03-02']);
  });

  test('what is kept of a forgotten person’s grants is read apart from the memory', async () => {
    const { store, tenantId } = current();
    const now = new Date('2026-03-02T03:00:00Z');
    const lease = await takenLease(current());
    await store.write(lease, [{ put: 'past-grants', employeeId: '7', grants: { all: 2, 'a#b': 1 }, now }]);
    expect(await store.readPastGrants(tenantId)).toEqual(new Map([['7', { all: 2, 'a#b': 1 }]]));
    expect((await store.readMemory(tenantId)).employees.size).toBe(0);
    await store.deleteAll(tenantId);
    expect(await store.readPastGrants(tenantId)).toEqual(new Map());
  });

  test('an approval is put without the lease, one per tenant', async () => {
    const { store, tenantId } = current();
    await store.putApproval(tenantId, sampleApproval);
    await store.putApproval(tenantId, { ...sampleApproval, digest: 'digest-2' });
    expect((await store.readMemory(tenantId)).approval).toStrictEqual({ ...sampleApproval, digest: 'digest-2' });
  });

  test('a run moves on the approval that it read, and none that support gave meanwhile', async () => {
    const { store, tenantId } = current();
    await store.putApproval(tenantId, sampleApproval);
    const lease = await takenLease(current());
    const spent = { ...sampleApproval, state: 'spent' } as const;
    await store.write(lease, [{ put: 'approval', item: spent }]);
    const newer = { ...sampleApproval, approvedAt: '2026-03-03T09:00:00.000Z' };
    await store.putApproval(tenantId, newer);
    await expect(store.write(lease, [{ put: 'approval', item: spent }])).rejects.toMatchObject({
      name: 'TransientError',
      code: 'MEMORY_CHANGED',
    });
    expect((await store.readMemory(tenantId)).approval).toStrictEqual(newer);
  });

  test('a plan reads back under its digest, in its order, also one of many items', async () => {
    const { store, tenantId } = current();
    const entries = Array.from({ length: 12_000 }, (_, n) => ({
      employeeId: String(n),
      kind: 'activate' as const,
      fingerprint: `fingerprint-of-${n}`,
    }));
    await store.putPlan(tenantId, 'large', entries, new Date());
    await store.putPlan(tenantId, 'large', entries, new Date());
    await store.putPlan(tenantId, 'none', [], new Date());
    expect(await store.readPlan(tenantId, 'large')).toStrictEqual(entries);
    expect(await store.readPlan(tenantId, 'none')).toEqual([]);
    expect(await store.readPlan(tenantId, 'larg')).toBeUndefined();
  });

  test('a plan that a preview showed is kept apart from those that can be released', async () => {
    const { store, tenantId } = current();
    const entries = [{ employeeId: '1', kind: 'activate' as const, fingerprint: 'fingerprint-1' }];
    await store.putPreviewed(tenantId, 'digest-1', entries, new Date());
    expect(await store.readPreviewed(tenantId, 'digest-1')).toStrictEqual(entries);
    expect(await store.readPlan(tenantId, 'digest-1')).toBeUndefined();
    expect(await store.readPreviewed(tenantId, 'digest-2')).toBeUndefined();
  });

  test('removing a tenant takes every item, and a run still under way writes no more', async () => {
    const { store, tenantId } = current();
    const lease = await takenLease(current());
    await store.write(
      lease,
      Array.from({ length: 60 }, (_, n) => put(sampleEmployee(String(n)))),
    );
    await store.writeOutcome(tenantId, sampleOutcome('1'));
    await store.putReport(sampleReport(tenantId, 'run-1'), new Date());
    await store.putPlan(tenantId, 'digest-1', [], new Date());
    await store.putPreviewed(tenantId, 'digest-2', [], new Date());
    await store.deleteAll(tenantId);
    expect(await store.readPreviewed(tenantId, 'digest-2')).toBeUndefined();
    expect((await store.readMemory(tenantId)).employees.size).toBe(0);
    expect(await store.readOutcome(tenantId, '1')).toBeUndefined();
    expect(await store.listReports(tenantId, 9)).toEqual([]);
    expect(await store.readPlan(tenantId, 'digest-1')).toBeUndefined();
    await expect(store.write(lease, [put(sampleEmployee('1'))])).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await store.deleteAll(tenantId);
  });
}
