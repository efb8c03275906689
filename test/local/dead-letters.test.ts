import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { grantId } from '../../shared/core/emit/mutation.ts';
import { accountsOf, openPipeline, type Pipeline } from './pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }, { id: 3 }] });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
});

afterEach(() => pipeline.close());

describe('a malformed message', () => {
  it('on the tenant queue is a dead letter at once, told by its path and never its value, and hurts no neighbour', async () => {
    await pipeline.send('tenants', 'acme', '{"version":1,"tenantId":"Not An Id!","trigger":"requeue"}');
    await pipeline.send('tenants', 'acme', 'not even JSON');
    expect(await pipeline.reportOf('2026-11-02')).toMatchObject({ status: 'ok', listed: 3 });
    expect(pipeline.bodiesOf('tenantDeadLetters')).toHaveLength(2);
    expect(pipeline.bodiesOf('tenants')).toEqual([]);
    const told = pipeline.logs.filter((line) => line.includes('MESSAGE_MALFORMED'));
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/tenantId, registration, requestedAt/);
    expect(pipeline.logs.join()).not.toMatch(/Not An Id|not even/);
  });

  it('among mutations is a dead letter alone: those behind it are applied', async () => {
    await pipeline.send(
      'mutations',
      'acme',
      '{"specversion":"1.0","id":"x","data":{"kind":"activate","profile":{"email":7}}}',
    );
    await pipeline.send('mutations', 'unheard-of', '[]');
    // The run that waits puts its mutations behind these two, into the same batch.
    expect(await pipeline.reportOf('2026-11-02')).toMatchObject({ status: 'ok' });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
    expect(pipeline.bodiesOf('mutationDeadLetters')).toHaveLength(2);
    const told = pipeline.logs.filter((line) => line.includes('MESSAGE_MALFORMED'));
    expect(told.join()).toMatch(/data\.external_id/);
    expect(told.join()).toMatch(/\(whole\)/);
  });
});

describe('a message that somebody else wrote', () => {
  it('is a dead letter alone, whatever the table or the queue would say to it: those behind it are applied', async () => {
    const { registration, company } = (await pipeline.local.directory.readTenant('acme')) ?? {};
    const head = {
      specversion: '1.0',
      source: '/personio-sync',
      time: '2026-11-02T03:00:00.000Z',
      datacontenttype: 'application/json',
      tenantid: 'acme',
    };
    const money = { amount: '999999999.99', currency: 'EUR', grant: 1 };
    const about = { sequence: 4_000_000_000_000, company_id: company?.id, registration, kind: 'grant-one-off-budget' };
    const send = (external_id: string, category: string) => {
      const data = { external_id, ...about, category, ...money };
      const id = grantId('acme', external_id, category, 1);
      const type = 'co.alleo.user.grant-one-off-budget';
      return pipeline.send('mutations', 'acme', JSON.stringify({ ...head, id, type, subject: external_id, data }));
    };
    await send('1', 'all');
    await send('1#x', 'all');
    await send('1', '😀'.repeat(400));
    await send('1', 'x'.repeat(3_000));
    await pipeline.runDay('2026-11-02');
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
    expect(pipeline.bodiesOf('mutationDeadLetters')).toHaveLength(4);
    expect(pipeline.bodiesOf('mutations')).toEqual([]);
    expect(pipeline.bodiesOf('budgets')).toEqual([]);
    expect(pipeline.logs.filter((line) => line.includes('MESSAGE_UNPROVEN'))).toHaveLength(1);
  });
});

describe('trouble at Alleo', () => {
  it('is met with one more try at once; then the message is a dead letter and the next day offers it again', async () => {
    let tries = 0;
    pipeline.alleo.script = ({ route, body }) => {
      if (route !== 'POST /companies/:company/employees' || !body.includes('person.2@')) return undefined;
      tries += 1;
      return { status: 503, body: '' };
    };
    await pipeline.runDay('2026-11-02');
    expect(tries).toBe(2);
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 3: true });
    expect(pipeline.bodiesOf('mutationDeadLetters')).toHaveLength(1);

    pipeline.alleo.script = undefined;
    const report = await pipeline.reportOf('2026-11-03');
    expect(report.mutations).toEqual({ activate: 1 });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
    expect((await pipeline.reportOf('2026-11-04')).open.count).toBe(0);
  });

  it('keeps all waiting of one run below 20 seconds, however much of it there is', async () => {
    pipeline.alleo.script = ({ method }) => (method === 'GET' ? { status: 503, body: '' } : undefined);
    const start = performance.now();
    await pipeline.runDay('2026-11-02');
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(pipeline.bodiesOf('mutationDeadLetters')).toHaveLength(3);
  });

  it('leaves all open where the credential is refused, and says so without a dead letter', async () => {
    pipeline.alleo.setCredentials([]);
    pipeline.alleo.clearLog();
    await pipeline.runDay('2026-11-02');
    expect(pipeline.bodiesOf('mutationDeadLetters')).toEqual([]);
    expect(pipeline.alleo.count('POST /oauth/token')).toBe(1);
    expect((await pipeline.local.directory.readTenant('acme'))?.deliveryFlag?.code).toBe('ALLEO_CREDENTIALS_REFUSED');

    pipeline.alleo.setCredentials([{ accessKey: 'access', secretKey: 'secret', companies: [1] }]);
    const next = await pipeline.reportOf('2026-11-03');
    expect(next).toMatchObject({ mutations: { activate: 3 }, open: { codes: { ALLEO_CREDENTIALS_REFUSED: 3 } } });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
    expect((await pipeline.local.directory.readTenant('acme'))?.deliveryFlag).toBeUndefined();
    expect((await pipeline.reportOf('2026-11-04')).mutations).toEqual({});
  });
});
