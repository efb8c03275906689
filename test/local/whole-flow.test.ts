import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsOf, openPipeline, type Pipeline, type PipelineOptions, readMutationsFile } from './pipeline.ts';

const MONTHLY = 'alleo_monthly_all_budget';
let pipeline: Pipeline;
let dir = '';

async function activated(options: PipelineOptions): Promise<void> {
  pipeline = await openPipeline(options);
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'whole-flow-'));
});

afterEach(async () => {
  await pipeline.close();
  rmSync(dir, { recursive: true, force: true });
});

const PEOPLE = [
  {
    id: 1,
    firstName: 'Anna',
    lastName: 'Smit',
    department: 'Sales',
    birthday: '1990-02-03',
    custom: { [MONTHLY]: 50 },
  },
  { id: 2, status: 'onboarding', hireDate: '2026-11-03' },
  { id: 3, status: 'inactive' },
  { id: 4, status: 'leave' },
  { id: 5, email: '' },
  { id: 6 },
];

describe('from schedule to Alleo', () => {
  it('makes Alleo equal to what the rules say, day by day', async () => {
    await activated({
      people: PEOPLE,
      alleo: { companies: [{ id: 1, name: 'Acme', groups: [{ id: 7, name: 'sales' }] }] },
    });
    const first = await pipeline.reportOf('2026-11-02');
    expect(first).toMatchObject({
      status: 'ok',
      listed: 6,
      decisions: { EMPLOYED: 2, NOT_STARTED: 1, STATUS_INACTIVE: 1, ON_LEAVE: 1, MISSING_EMAIL: 1 },
    });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 6: true });
    expect(pipeline.alleo.companies.get(1)?.findByExternalId('1')).toMatchObject({
      first_name: 'Anna',
      last_name: 'Smit',
      birthday: '1990-02-03',
      work_anniversary: '2020-01-01',
      company_group_id: 7,
    });
    expect(pipeline.bodiesOf('budgets').map((body): unknown => JSON.parse(body))).toMatchObject([
      { type: 'co.alleo.user.set-monthly-budget', data: { external_id: '1', amount: '50.00' } },
    ]);

    pipeline.personio.change(2, { status: 'active' });
    pipeline.personio.change(6, { status: 'inactive' });
    pipeline.personio.change(1, { lastName: 'de Vries', birthday: null });
    const second = await pipeline.reportOf('2026-11-03');
    expect(second).toMatchObject({ status: 'ok', mutations: { deactivate: 1, update: 1, activate: 1 } });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 6: false });
    expect(pipeline.alleo.companies.get(1)?.findByExternalId('1')).toMatchObject({
      last_name: 'de Vries',
      birthday: null,
    });
    expect(second.open.count).toBe(0);
    expect(pipeline.logs).toEqual([]);
    expect([...pipeline.personio.unknownPaths, ...pipeline.alleo.unknownPaths]).toEqual([]);
  });

  it('writes every emitted mutation to the file, in order, and none on a quiet day', async () => {
    await activated({
      people: PEOPLE.filter(({ id }) => id !== 2),
      alleo: {
        companies: [
          {
            id: 1,
            name: 'Acme',
            groups: [
              { id: 7, name: 'Sales' },
              { id: 8, name: 'General' },
            ],
          },
        ],
      },
    });
    const [file, quiet] = [join(dir, 'mutations.jsonl'), join(dir, 'quiet.jsonl')];
    const first = await pipeline.runDay('2026-11-02', file);
    expect(first.reports.map(({ trigger, mutations }) => [trigger, mutations])).toEqual([['schedule', {}]]);
    expect(first.earlier.map(({ trigger, mutations }) => [trigger, mutations])).toEqual([
      ['activate', { activate: 2, 'set-monthly-budget': 1 }],
    ]);
    const mutations = readMutationsFile(file);
    expect(mutations.map(({ subject, data }) => `${subject} ${data.kind}`)).toEqual([
      '1 activate',
      '6 activate',
      '1 set-monthly-budget',
    ]);
    pipeline.alleo.clearLog();
    const { reports } = await pipeline.runDay('2026-11-03', quiet);
    expect(reports.map(({ status, mutations }) => ({ status, mutations }))).toEqual([{ status: 'ok', mutations: {} }]);
    expect(readFileSync(quiet, 'utf8')).toBe('');
    expect(pipeline.alleo.requests.map(({ route }) => route)).toEqual([]);
  });

  it('runs a second time on the same day, with what has changed since', async () => {
    await activated({ people: [{ id: 1 }, { id: 2 }] });
    const first = await pipeline.reportOf('2026-11-02');
    pipeline.personio.add({ id: 3 });
    const second = await pipeline.reportOf('2026-11-02');
    expect(second).toMatchObject({ date: '2026-11-02', trigger: 'schedule', mutations: { activate: 1 } });
    expect(second.runId > first.runId).toBe(true);
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
  });

  it('leaves a paused tenant alone and applies nothing of what waits', async () => {
    await activated({ people: [{ id: 1 }, { id: 2 }] });
    await pipeline.runDay('2026-11-02');
    const tenant = await pipeline.local.directory.readTenant('acme');
    await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', { status: 'paused' });
    pipeline.personio.change(1, { status: 'inactive' });
    expect((await pipeline.runDay('2026-11-03')).reports).toEqual([]);
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true });
    await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', { status: 'active' });
    expect(await pipeline.reportOf('2026-11-04')).toMatchObject({ mutations: { deactivate: 1 } });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: false, 2: true });
  });

  it('does not schedule a tenant whose first plan nobody approved', async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }] });
    await pipeline.addTenant();
    pipeline.personio.clearLog();
    expect((await pipeline.runDay('2026-11-02')).reports).toEqual([]);
    expect(pipeline.personio.totalRequests).toBe(0);
  });

  it('serves several tenants, and one with a refused credential stops no other', async () => {
    await activated({
      people: [{ id: 1 }],
      alleo: {
        companies: [
          { id: 1, name: 'Acme' },
          { id: 2, name: 'Other' },
        ],
      },
    });
    pipeline.personio.addAccount({
      credentials: [{ clientId: 'other', clientSecret: 'other' }],
      people: [{ id: 1, email: 'one@other.example' }],
    });
    const credentials = {
      personio: { clientId: 'other', clientSecret: 'other' },
      alleo: { accessKey: 'access', secretKey: 'secret' },
    };
    await pipeline.addTenant({ id: 'other', name: 'Other', companyId: 2, credentials });
    await pipeline.approve('2026-11-02', 'other');
    await pipeline.runDay('2026-11-02');
    pipeline.personio.account.setCredentials([]);
    const { reports } = await pipeline.runDay('2026-11-03');
    expect(reports).toMatchObject([
      { tenantId: 'acme', status: 'failed', code: 'CREDENTIALS_REFUSED' },
      { tenantId: 'other', status: 'ok' },
    ]);
    expect(accountsOf(pipeline.alleo, 1)).toEqual({ 1: true });
    expect(accountsOf(pipeline.alleo, 2)).toEqual({ 1: true });
    expect(pipeline.bodiesOf('tenantDeadLetters')).toEqual([]);
  });
});
