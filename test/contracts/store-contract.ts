import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TenantAttributes } from '../../shared/core/ports/table.ts';
import type { Store } from '../fakes/memory-store.ts';
import { describeDelivery } from './store-contract-delivery.ts';
import { describeMemory } from './store-contract-memory.ts';
import { REGISTRATION, sampleAudit, sampleReport, sampleTenant } from './store-samples.ts';

/** A store under test: `clock.now` is the time by which its leases lapse. */
export interface OpenedStore {
  readonly store: Store;
  readonly clock: { now: number };
  readonly close: () => Promise<void>;
}

/** What a test works with: a tenant id that no other test of the run has. */
export interface Bench {
  store: Store;
  clock: { now: number };
  tenantId: string;
}

/** What every implementation of the table's ports does. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(name, () => {
    let opened: OpenedStore;
    let count = 0;
    const bench: { current?: Bench } = {};
    const current = (): Bench => {
      if (bench.current === undefined) throw new Error('no store is open');
      return bench.current;
    };
    beforeAll(async () => {
      opened = await open();
    });
    beforeEach(() => {
      count += 1;
      bench.current = { store: opened.store, clock: opened.clock, tenantId: `t-${count}` };
    });
    afterAll(() => opened.close());
    describeDirectory(current);
    describeMemory(current);
    describeDelivery(current);
    describeReports(current);
    describeAudit(current);
  });
}

function describeDirectory(current: () => Bench): void {
  const full = (id: string) =>
    sampleTenant(id, {
      status: 'active',
      flag: { code: 'LISTING_EMPTY', since: '2026-03-01T03:00:00Z', attribute: 'email' },
      lastRun: { runId: 'r', date: '2026-03-01', at: '2026-03-01T03:00:09Z', status: 'ok', code: null },
    });

  test('a tenant reads as it was written, alone and in the list', async () => {
    const { store, tenantId } = current();
    expect(await store.createTenant(full(tenantId))).toBe(true);
    expect(await store.readTenant(tenantId)).toStrictEqual(full(tenantId));
    expect((await store.listTenants()).filter(({ id }) => id === tenantId)).toStrictEqual([full(tenantId)]);
  });

  test('an unknown tenant reads as undefined', async () => {
    const { store, tenantId } = current();
    expect(await store.readTenant(tenantId)).toBeUndefined();
  });

  test('an id is given once; the same registration again is the same request again', async () => {
    const { store, tenantId } = current();
    await store.createTenant(full(tenantId));
    expect(await store.createTenant(sampleTenant(tenantId, { registration: '01JD0000000000000000000009' }))).toBe(
      false,
    );
    expect(await store.createTenant(full(tenantId))).toBe(true);
    expect(await store.readTenant(tenantId)).toStrictEqual(full(tenantId));
  });

  test('an update sets, removes, and leaves the rest', async () => {
    const { store, tenantId } = current();
    await store.createTenant(full(tenantId));
    const changes = { name: 'New', flag: undefined, policies: { ...full(tenantId).policies, missingDays: 5 } };
    expect(await store.updateTenant(tenantId, REGISTRATION, changes)).toBe(true);
    const { flag: _, ...rest } = full(tenantId);
    expect(await store.readTenant(tenantId)).toStrictEqual({ ...rest, name: 'New', policies: changes.policies });
    expect(await store.updateTenant(tenantId, REGISTRATION, {})).toBe(true);
  });

  test('an update may demand that attributes are as they were read, and changes nothing where one is not', async () => {
    const { store, tenantId } = current();
    await store.createTenant(full(tenantId));
    const { status, company, policies, flag, activatedAt } = full(tenantId);
    const asRead = { status, company, policies, flag, activatedAt };
    const update = (name: string, unchanged: TenantAttributes) =>
      store.updateTenant(tenantId, REGISTRATION, { name }, unchanged);
    expect(await update('As read', asRead)).toBe(true);
    for (const other of [
      { status: 'pending' as const },
      { company: { ...company, id: company.id + 1 } },
      { policies: { ...policies, missingDays: policies.missingDays + 1 } },
      { flag: undefined },
      { activatedAt: '2026-03-01T03:00:00Z' },
      { eligibility: { mode: 'attribute' as const, label: 'Other' } },
    ]) {
      expect(await update('Not as read', { ...asRead, ...other })).toBe(false);
    }
    expect((await store.readTenant(tenantId))?.name).toBe('As read');
    expect(await store.updateTenant(tenantId, '01JD0000000000000000000009', { name: 'New' }, asRead)).toBe(false);
  });

  test('the same update again is the same request again, also where it changed what it demands', async () => {
    const { store, tenantId } = current();
    await store.createTenant(full(tenantId));
    const { policies: before } = full(tenantId);
    const policies = { ...before, missingDays: before.missingDays + 1 };
    const change = () =>
      store.updateTenant(
        tenantId,
        REGISTRATION,
        { status: 'paused', policies },
        { status: 'active', policies: before },
      );
    expect(await change()).toBe(true);
    expect(await change()).toBe(true);
    expect(await store.readTenant(tenantId)).toMatchObject({ status: 'paused', policies });
  });

  test('an update or deletion for another registration, or of nobody, does nothing', async () => {
    const { store, tenantId } = current();
    expect(await store.updateTenant(tenantId, REGISTRATION, { name: 'New' })).toBe(false);
    expect(await store.readTenant(tenantId)).toBeUndefined();
    await store.createTenant(full(tenantId));
    expect(await store.updateTenant(tenantId, '01JD0000000000000000000009', { name: 'New' })).toBe(false);
    await store.deleteTenant(tenantId, '01JD0000000000000000000009');
    expect(await store.readTenant(tenantId)).toStrictEqual(full(tenantId));
    await store.deleteTenant(tenantId, REGISTRATION);
    expect(await store.readTenant(tenantId)).toBeUndefined();
    await store.deleteTenant(tenantId, REGISTRATION);
  });
}

function describeReports(current: () => Bench): void {
  const runId = (n: number) => `01JD000000000000000000000${n}`;

  test('reports come newest first, up to the limit', async () => {
    const { store, tenantId } = current();
    for (const n of [2, 1, 3]) await store.putReport(sampleReport(tenantId, runId(n)), new Date());
    expect((await store.listReports(tenantId, 2)).map((report) => report.runId)).toEqual([runId(3), runId(2)]);
    expect(await store.listReports(tenantId, 9)).toHaveLength(3);
    expect(await store.listReports(tenantId, 0)).toEqual([]);
    expect(await store.listReports(`${tenantId}-x`, 9)).toEqual([]);
  });

  test('reports are listed from an instant on, that of a run included', async () => {
    const { store, tenantId } = current();
    const at = (day: number) => new Date(Date.UTC(2026, 10, day, 3));
    for (const day of [2, 3, 4]) await store.putReport(sampleReport(tenantId, ulid(at(day).getTime())), new Date());
    expect(await store.listReports(tenantId, 9, at(3))).toHaveLength(2);
    expect(await store.listReports(tenantId, 1, at(2))).toHaveLength(1);
    expect(await store.listReports(tenantId, 9, new Date(at(4).getTime() + 1))).toEqual([]);
    expect(await store.listReports(tenantId, 9)).toHaveLength(3);
  });

  test('a report reads as it was written, however many issues it has', async () => {
    const { store, tenantId } = current();
    const issues = Array.from({ length: 6_000 }, (_, n) => ({
      employeeId: String(n),
      code: 'MISSING_EMAIL',
      attribute: 'email',
    }));
    const long = sampleReport(tenantId, runId(2), { issues });
    const short = sampleReport(tenantId, runId(1));
    await store.putReport(short, new Date());
    await store.putReport(long, new Date());
    expect(await store.listReports(tenantId, 1)).toStrictEqual([long]);
    expect(await store.listReports(tenantId, 5)).toStrictEqual([long, short]);
    await store.putReport(sampleReport(tenantId, runId(2)), new Date());
    expect(await store.listReports(tenantId, 1)).toStrictEqual([sampleReport(tenantId, runId(2))]);
  });
}

function describeAudit(current: () => Bench): void {
  test('the audit lists newest first and outlives the tenant', async () => {
    const { store, tenantId } = current();
    const entries = ['2026-03-01T10:00:00.000Z', '2026-03-03T10:00:00.000Z', '2026-03-02T10:00:00.000Z'].map((at) =>
      sampleAudit(tenantId, { at }),
    );
    for (const entry of entries) await store.putAudit(entry);
    await store.deleteAll(tenantId);
    const [first, third, second] = entries;
    expect(await store.listAudit(tenantId, 9)).toStrictEqual([third, second, first]);
    expect(await store.listAudit(tenantId, 1)).toStrictEqual([third]);
    expect(await store.listAudit(`${tenantId}-x`, 9)).toEqual([]);
  });
}
