import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { createAudit } from '../../../../shared/adapters/dynamodb/audit.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import { createTenantSecrets } from '../../../../shared/adapters/secrets/tenant-secrets.ts';
import { accountsOf, openPipeline, type Pipeline } from '../../../local/pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const remove = (confirm = 'Acme') =>
  askSupport(pipeline.local, 'test', { operation: 'tenant-remove', tenantId: 'acme', confirm });

const tableOf = () => ({ client: pipeline.local.clients.dynamodb, tableName: pipeline.local.env.sync.TABLE_NAME });

async function itemsOf(pk: string): Promise<string[]> {
  const { client, tableName: TableName } = tableOf();
  const command = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
  const { Items = [] } = await client().send(new QueryCommand(command));
  return Items.map((item) => String(item['sk']));
}

describe('tenant remove', () => {
  it('forgets secret and items at once, leaves users in Alleo as they are, and keeps the audit', async () => {
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    const secretArn = (await pipeline.local.directory.readTenant('acme'))?.secretArn ?? '';
    expect((await itemsOf('TENANT#acme')).length).toBeGreaterThan(4);
    expect(await remove()).toEqual({ tenantId: 'acme', removed: true });
    expect(await itemsOf('TENANT#acme')).toEqual([]);
    expect(await itemsOf('TENANTS')).toEqual([]);
    const secrets = createTenantSecrets({ client: pipeline.local.clients.secrets, stage: 'local' });
    await expect(secrets.readSecret('acme', secretArn)).rejects.toMatchObject({ code: 'SECRET_MISSING' });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true });
    const audit = await createAudit(tableOf()).listAudit('acme', 10);
    const done = audit.map(({ what }) => what.split(' ')[0]).sort();
    expect(done).toEqual(['activate', 'preview', 'tenant-add', 'tenant-remove']);
  });

  it('tells of one-off budgets that a new first plan would pay to those who were in Alleo before', async () => {
    const custom = { alleo_oneoff_health_budget: 200 };
    for (const id of [1, 2]) pipeline.personio.change(id, { custom });
    expect(await pipeline.preview('2026-11-02')).not.toHaveProperty('grantsToKnown');
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    await remove();
    await pipeline.addTenant();
    pipeline.personio.add({ id: 3, custom });
    expect(await pipeline.preview('2026-11-03')).toMatchObject({
      grantsToKnown: { people: 2, total: '400.00' },
      budgetTotal: '600.00',
    });
  });

  it('asks for the name again: another one removes nothing', async () => {
    for (const typed of ['', 'acme bv', 'yes']) {
      await expect(remove(typed)).rejects.toMatchObject({ problem: { kind: 'usage', code: 'NOT_CONFIRMED' } });
    }
    expect(await pipeline.local.directory.readTenant('acme')).toBeDefined();
    expect(await remove(' ACME ')).toMatchObject({ removed: true });
  });

  it('lets the same id be added again, and drops what an earlier registration had sent', async () => {
    await pipeline.approve('2026-11-02');
    const old = await pipeline.local.directory.readTenant('acme');
    await remove();
    await pipeline.addTenant();
    const added = await pipeline.local.directory.readTenant('acme');
    expect(added?.registration).not.toBe(old?.registration);
    // The run that the first registration had asked for still waits in the queue.
    expect(pipeline.bodiesOf('tenants')).toHaveLength(1);
    await pipeline.approve('2026-11-03');
    await pipeline.runDay('2026-11-03');
    const { runs } = await askSupport(pipeline.local, 'test', { operation: 'runs', tenantId: 'acme' });
    expect(runs.map(({ trigger, mutations }) => ({ trigger, mutations }))).toEqual([
      { trigger: 'schedule', mutations: {} },
      { trigger: 'activate', mutations: { activate: 2 } },
    ]);

    const requestedAt = '2026-11-03T03:00:00Z';
    const stale = { version: 1, tenantId: 'acme', registration: old?.registration, trigger: 'requeue', requestedAt };
    await pipeline.send('tenants', 'acme', JSON.stringify(stale));
    const data = { kind: 'deactivate', external_id: '1', sequence: 9_999_999_999_999, company_id: 1 };
    const more = {
      registration: old?.registration,
      reason: 'STATUS_INACTIVE',
      profile: { external_id: '1' },
      changed: [],
    };
    const event = { specversion: '1.0', id: 'old', source: '/personio-sync', type: 'co.alleo.user.deactivate' };
    const rest = { subject: '1', time: requestedAt, datacontenttype: 'application/json', tenantid: 'acme' };
    await pipeline.send('mutations', 'acme', JSON.stringify({ ...event, ...rest, data: { ...data, ...more } }));
    await pipeline.runDay('2026-11-04');
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true });
    expect(pipeline.logs.join()).toContain('OTHER_REGISTRATION');
  });

  it('is refused while a run is at work, and can be repeated where it was cut off', async () => {
    const memory = createMemory(tableOf());
    const lease = await memory.takeLease('acme', 'a-run');
    await expect(remove()).rejects.toMatchObject({ problem: { code: 'LEASE_TAKEN' } });
    expect((await pipeline.local.directory.readTenant('acme'))?.status).toBe('pending');
    if (lease !== undefined) await memory.releaseLease(lease);
    await memory.deleteAll('acme');
    expect(await remove()).toMatchObject({ removed: true });
    await expect(remove()).rejects.toMatchObject({ problem: { code: 'TENANT_UNKNOWN' } });
  });
});
