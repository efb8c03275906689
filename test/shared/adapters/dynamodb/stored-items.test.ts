import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDirectory } from '../../../../shared/adapters/dynamodb/directory.ts';
import type { MemoryWrite } from '../../../../shared/core/ports/table.ts';
import {
  AT,
  sampleApproval,
  sampleAudit,
  sampleEmployee,
  sampleLedger,
  sampleOpen,
  sampleOutcome,
  sampleReport,
  sampleTenant,
} from '../../../contracts/store-samples.ts';
import { openRealStore, type RealStore, TABLE } from './real-store.ts';

let real: RealStore;
let tenantId: string;
let count = 0;

beforeAll(async () => {
  real = await openRealStore();
});
beforeEach(async () => {
  count += 1;
  tenantId = `t-${count}`;
  const lease = await real.store.takeLease(tenantId, 'run-1');
  if (lease === undefined) throw new Error('the lease is not to be had');
  const writes: MemoryWrite[] = [
    { put: 'employee', item: sampleEmployee('1') },
    { put: 'open', item: sampleOpen('1') },
    { put: 'ledger', item: sampleLedger('2026-03-02') },
    { put: 'approval', item: sampleApproval },
  ];
  await real.store.write(lease, writes);
});
afterAll(() => real.close());

const raw = async (pk: string, sk: string) =>
  (await real.client.send(new GetCommand({ TableName: TABLE, Key: { pk, sk } }))).Item;

/** Breaks one attribute of an item: `path` is where the fault then lies. */
const tamper = (sk: string, attribute: string, value: unknown, pk = `TENANT#${tenantId}`) =>
  real.client.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { pk, sk },
      UpdateExpression: `SET ${[...attribute.split('.').keys()].map((n) => `#a${n}`).join('.')} = :value`,
      ExpressionAttributeNames: Object.fromEntries(attribute.split('.').map((name, n) => [`#a${n}`, name])),
      ExpressionAttributeValues: { ':value': value },
    }),
  );

describe('an item that does not parse names kind and path, never the value', () => {
  const SECRET = 'Jane-Doe-1990-01-02';

  test.each([
    ['EMP#1', 's', 'employee memory', 's'],
    ['EMP#1', 'f', 'employee memory', 'f'],
    ['EMP#1', 'w', 'employee memory', 'w'],
    ['EMP#1', 'r.profile', 'employee memory', 'r.profile'],
    ['EMP#1', 'v', 'employee memory', 'v'],
    ['OPEN#1#profile', 'o', 'open item', 'o'],
    ['LEDGER#2026-03-02', 'budgetTotal', 'ledger day', 'budgetTotal'],
    ['APPROVAL', 'state', 'approval', 'state'],
  ])('the memory: %s %s', async (sk, attribute, kind, path) => {
    await tamper(sk, attribute, SECRET);
    const error: unknown = await real.store.readMemory(tenantId).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TenantError', code: 'MEMORY_UNREADABLE', tenantId });
    expect(String(error)).toContain(`the stored ${kind} cannot be read at ${path}`);
    expect(String(error)).not.toContain(SECRET);
  });

  test('an item of a kind that only a newer release knows stops the run of this tenant alone', async () => {
    const Item = { pk: `TENANT#${tenantId}`, sk: 'KEPT#1', v: 1, text: SECRET };
    await real.client.send(new PutCommand({ TableName: TABLE, Item }));
    const error: unknown = await real.store.readMemory(tenantId).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TenantError', code: 'MEMORY_UNREADABLE', operation: 'read memory', tenantId });
    expect(String(error)).not.toContain(SECRET);
  });

  test('an absence that was allowed before it was counted reads as such, in an earlier form, too', async () => {
    await tamper('EMP#1', 'm', { s: '2026-03-01', l: '', d: 0, a: true });
    const { memory } = await real.store.readEmployee(tenantId, '1');
    expect(memory?.missing).toEqual({ since: '2026-03-01', days: 0, allowed: true });
  });

  test('one person of whom the item cannot be read is not an unknown one', async () => {
    await tamper('EMP#1', 's', SECRET);
    await expect(real.store.readEmployee(tenantId, '1')).rejects.toMatchObject({ code: 'MEMORY_UNREADABLE' });
    await expect(real.store.readStatus(tenantId, '1')).rejects.toMatchObject({ code: 'MEMORY_UNREADABLE' });
  });

  test('outcome, report, plan, audit', async () => {
    const unreadable = { name: 'TenantError', code: 'ITEM_UNREADABLE', tenantId };
    await real.store.writeOutcome(tenantId, sampleOutcome('1'));
    await tamper('OUT#1', 'grants', SECRET);
    await expect(real.store.readOutcome(tenantId, '1')).rejects.toMatchObject(unreadable);
    await real.store.putReport(sampleReport(tenantId, 'run-1'), new Date());
    await tamper('RUN#run-1', 'issues', '[{');
    await expect(real.store.listReports(tenantId, 1)).rejects.toMatchObject(unreadable);
    await real.store.putPlan(tenantId, 'digest-1', [], new Date());
    await tamper('PLAN#digest-1#0000', 'entries', '[["1","unknown-kind","f"]]');
    await expect(real.store.readPlan(tenantId, 'digest-1')).rejects.toThrow('entries.0.1');
    await real.store.putAudit(sampleAudit(tenantId));
    const key = { pk: `AUDIT#${tenantId}`, sk: '0' };
    await real.client.send(new PutCommand({ TableName: TABLE, Item: { ...key, v: 2 } }));
    await expect(real.store.listAudit(tenantId, 9)).rejects.toMatchObject(unreadable);
  });

  test('a tenant: it stops the list, unless somebody is told', async () => {
    await real.store.createTenant(sampleTenant(tenantId));
    await tamper(tenantId, 'company', SECRET, 'TENANTS');
    await expect(real.store.readTenant(tenantId)).rejects.toThrow(
      `(tenant ${tenantId}): ITEM_UNREADABLE: the stored tenant cannot be read at company`,
    );
    await expect(real.store.listTenants()).rejects.toMatchObject({ code: 'ITEM_UNREADABLE' });
    const told: string[] = [];
    const directory = createDirectory({
      client: () => real.client,
      tableName: TABLE,
      onUnreadable: (id) => told.push(id),
    });
    await real.store.createTenant(sampleTenant(`${tenantId}-good`));
    expect((await directory.listTenants()).map(({ id }) => id)).toContain(`${tenantId}-good`);
    expect(told).toEqual([tenantId]);
  });
});

describe('what stands in the table', () => {
  test('an employee item is small: names of one letter, one HMAC per field, nothing empty', async () => {
    expect(await raw(`TENANT#${tenantId}`, 'EMP#1')).toMatchObject({
      v: 1,
      n: 1,
      s: 'a',
      f: 'eeeeeeeeeeee ffffffffffff   wwwwwwwwwwww  ',
      w: 'eeee ffffgggggggggggg ',
    });
    expect(Object.keys((await raw(`TENANT#${tenantId}`, 'EMP#1')) ?? {}).sort()).toEqual([
      'b',
      'f',
      'g',
      'h',
      'k',
      'm',
      'n',
      'pk',
      'q',
      'r',
      's',
      'sk',
      'v',
      'w',
    ]);
  });

  test('what expires says when: ledger 40 days, plan 30, report and audit 400', async () => {
    const now = new Date(AT);
    const days = (n: number) => Math.floor(now.getTime() / 1_000) + n * 86_400;
    await real.store.putPlan(tenantId, 'digest-1', [], now);
    await real.store.putReport(sampleReport(tenantId, 'run-1'), now);
    expect(await raw(`TENANT#${tenantId}`, 'PLAN#digest-1#0000')).toMatchObject({ v: 1, ttl: days(30) });
    expect(await raw(`TENANT#${tenantId}`, 'RUN#run-1')).toMatchObject({ v: 1, ttl: days(400) });
    // To the end of the 40th day after the day that it counts.
    expect(await raw(`TENANT#${tenantId}`, 'LEDGER#2026-03-02')).toMatchObject({
      v: 1,
      ttl: Date.parse('2026-04-12') / 1_000,
    });
  });

  test('no item of a large plan or report outgrows DynamoDB', async () => {
    const entries = Array.from({ length: 12_000 }, (_, n) => ({
      employeeId: String(n),
      kind: 'update' as const,
      fingerprint: 'f'.repeat(22),
    }));
    await real.store.putPlan(tenantId, 'large', entries, new Date());
    const chunk = await raw(`TENANT#${tenantId}`, 'PLAN#large#0001');
    expect(Buffer.byteLength(String(chunk?.['entries']))).toBeLessThanOrEqual(350_000);
    expect(await raw(`TENANT#${tenantId}`, 'PLAN#large#0000')).toMatchObject({ of: 2 });
  });

  test('an id that could be taken for two is no key', async () => {
    await expect(real.store.readEmployee(tenantId, '1#2')).rejects.toThrow('cannot be part of a key');
  });
});

test('capacity counts what reads and writes consumed', async () => {
  const before = real.store.capacity();
  await real.store.readMemory(tenantId);
  const afterRead = real.store.capacity();
  expect(afterRead.read).toBeGreaterThan(before.read);
  expect(afterRead.write).toBe(before.write);
  await real.store.putApproval(tenantId, sampleApproval);
  expect(real.store.capacity().write).toBeGreaterThan(before.write);
});

test('a memory of several megabytes is read to its end', async () => {
  const lease = await real.store.takeLease(`${tenantId}-large`, 'run-1');
  if (lease === undefined) throw new Error('the lease is not to be had');
  for (let from = 0; from < 2_500; from += 99) {
    const ids = Array.from({ length: Math.min(99, 2_500 - from) }, (_, n) => String(from + n));
    await real.store.write(
      lease,
      ids.map((id) => ({ put: 'employee', item: sampleEmployee(id) })),
    );
  }
  const { employees } = await real.store.readMemory(`${tenantId}-large`);
  expect(employees.size).toBe(2_500);
  await real.store.deleteAll(`${tenantId}-large`);
  expect((await real.store.readMemory(`${tenantId}-large`)).employees.size).toBe(0);
});
