import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { createMemory } from '../../../shared/adapters/dynamodb/memory.ts';
import { createTenantSecrets } from '../../../shared/adapters/secrets/tenant-secrets.ts';
import type { TenantSecret } from '../../../shared/contracts/credentials.ts';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../local/pipeline.ts';
import { openDesk } from './ask.ts';

const OLD = { clientId: 'client', clientSecret: 'secret' };
const NEW = { clientId: 'new-client', clientSecret: 'new-secret' };
const ALLEO = { accessKey: 'access', secretKey: 'secret' };

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function open(options: PipelineOptions = {}): Promise<void> {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }], ...options });
  await pipeline.addTenant();
}

/** Does this while the next one to read people waits for Personio's answer. */
function whilePeopleAreRead(work: () => Promise<void>): void {
  pipeline.personio.script = async ({ route }) => {
    if (!route.includes('employees')) return undefined;
    pipeline.personio.script = undefined;
    await work();
    return undefined;
  };
}

/** Does this before the next command of this name is sent to AWS. */
function beforeNext(name: string, work: () => Promise<unknown>): void {
  let done = false;
  const before =
    <I extends object, O extends object>(next: (args: I) => Promise<O>, context: { readonly commandName?: string }) =>
    async (args: I): Promise<O> => {
      if (!done && context.commandName === name) {
        done = true;
        await work();
      }
      return next(args);
    };
  const first = { step: 'initialize', priority: 'high', name: 'before-next' } as const;
  pipeline.local.clients.dynamodb().middlewareStack.add(before, first);
  pipeline.local.clients.secrets().middlewareStack.add(before, first);
}

async function readTenant() {
  const tenant = await pipeline.local.directory.readTenant('acme');
  if (tenant === undefined) throw new Error('no tenant');
  return tenant;
}

async function readSecret(): Promise<TenantSecret> {
  const { secretArn } = await readTenant();
  const { secrets: client } = pipeline.local.clients;
  return createTenantSecrets({ client, stage: 'local' }).readSecret('acme', secretArn);
}

describe('two rotations at once', () => {
  const rotate = (credentials: object) => desk.ask('credentials-rotate', { credentials });

  it('the first uses its own pair, not the one that the second has pending and that is refused', async () => {
    await open();
    pipeline.personio.account.setCredentials([OLD, NEW]);
    whilePeopleAreRead(async () => {
      const bad = { personio: { clientId: 'bad', clientSecret: 'bad' } };
      expect(await desk.problemOf('credentials-rotate', { credentials: bad })).toMatchObject({
        code: 'CREDENTIALS_REFUSED',
      });
    });
    expect(await rotate({ personio: NEW })).toMatchObject({ rotated: true });
    expect((await readSecret()).personio).toEqual(NEW);
  });

  it('of different sides: the second is refused, and repeated it keeps what the first one did', async () => {
    await open();
    const alleo = { accessKey: 'new-access', secretKey: 'new-secret' };
    pipeline.personio.account.setCredentials([OLD, NEW]);
    pipeline.alleo.setCredentials([ALLEO, alleo].map((pair) => ({ ...pair, companies: [1] })));
    whilePeopleAreRead(async () => {
      await rotate({ alleo });
    });
    expect(await desk.problemOf('credentials-rotate', { credentials: { personio: NEW } })).toMatchObject({
      kind: 'failed',
      code: 'CREDENTIALS_CHANGED',
    });
    expect(await readSecret()).toMatchObject({ personio: OLD, alleo });
    await rotate({ personio: NEW });
    expect(await readSecret()).toMatchObject({ personio: NEW, alleo });
  });
});

describe('two who register at once', () => {
  const request = (more: object = {}) => ({
    name: 'Acme',
    companyId: 1,
    eligibility: 'none',
    personioUrl: pipeline.personio.url,
    alleoUrl: pipeline.alleo.url,
    credentials: { personio: OLD, alleo: ALLEO },
    ...more,
  });
  const other = { id: 'other', name: 'Other' };
  const idsNow = async () => (await pipeline.local.directory.listTenants()).map(({ id }) => id);
  async function secretsNow() {
    const { SecretList = [] } = await pipeline.local.clients.secrets().send(new ListSecretsCommand({}));
    return SecretList.map(({ Name }) => Name);
  }

  it('one company: exactly one gets it, and of the other one no secret stays', async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }] });
    const both = ['acme', 'other'].map((tenantId) => desk.ask('tenant-add', request({ tenantId })));
    const answers = await Promise.allSettled(both);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    expect(refused).toMatchObject([{ problem: { code: 'COMPANY_TAKEN' } }]);
    expect(await idsNow()).toHaveLength(1);
    expect(await secretsNow()).toEqual((await idsNow()).map((id) => `personio-sync/local/${id}`));
  });

  it('one company: who is slower is refused, whoever came first', async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }] });
    whilePeopleAreRead(() => pipeline.addTenant(other));
    expect(await desk.problemOf('tenant-add', request())).toMatchObject({ code: 'COMPANY_TAKEN' });
    expect(await idsNow()).toEqual(['other']);
    expect(await secretsNow()).toEqual(['personio-sync/local/other']);
  });

  it('one id: the secret stays that of the one who has it', async () => {
    await open({ people: [{ id: 1 }], alleo: { companies: [1, 2].map((id) => ({ id, name: `Company ${id}` })) } });
    await desk.ask('tenant-remove', { confirm: 'Acme' });
    pipeline.personio.account.setCredentials([OLD, NEW]);
    let first: TenantSecret | undefined;
    whilePeopleAreRead(async () => {
      await pipeline.addTenant();
      first = await readSecret();
    });
    const second = request({ companyId: 2, credentials: { personio: NEW, alleo: ALLEO } });
    expect(await desk.problemOf('tenant-add', second)).toMatchObject({ code: 'TENANT_EXISTS' });
    expect(await readSecret()).toEqual(first);
  });

  it('one id, for two companies within milliseconds: the second is refused, and the secret is the first one’s', async () => {
    await open({ people: [{ id: 1 }], alleo: { companies: [1, 2].map((id) => ({ id, name: `Company ${id}` })) } });
    await desk.ask('tenant-remove', { confirm: 'Acme' });
    pipeline.personio.account.setCredentials([OLD, NEW]);
    let second: unknown;
    beforeNext('CreateSecretCommand', async () => {
      const other = request({ companyId: 2, credentials: { personio: NEW, alleo: ALLEO } });
      second = await desk.problemOf('tenant-add', other);
    });
    await desk.ask('tenant-add', request());
    expect(second).toMatchObject({ code: 'TENANT_EXISTS' });
    expect(await readTenant()).toMatchObject({ company: { id: 1 } });
    expect((await readSecret()).personio).toEqual(OLD);
  });

  it('one company: who was held up so long that another may have come in writes nothing', async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }] });
    beforeNext('CreateSecretCommand', async () => {
      const { dynamodb: client } = pipeline.local.clients;
      const tableName = pipeline.local.env.sync.TABLE_NAME;
      const later = createMemory({ client, tableName, leaseClock: () => Date.now() + 61_000 });
      expect(await later.takeLease(`company:1@${pipeline.alleo.url}`, 'another')).toBeDefined();
    });
    expect(await desk.problemOf('tenant-add', request())).toMatchObject({ code: 'COMPANY_TAKEN' });
    expect(await idsNow()).toEqual([]);
    expect(await secretsNow()).toEqual([]);
  });

  it('and one who changes the company of a tenant: the company is not given twice', async () => {
    await open({ alleo: { companies: [1, 2].map((id) => ({ id, name: `Company ${id}` })) } });
    pipeline.alleo.script = async ({ route }) => {
      if (!route.includes('companies')) return undefined;
      pipeline.alleo.script = undefined;
      await pipeline.addTenant({ ...other, companyId: 2 });
      return undefined;
    };
    expect(await desk.problemOf('tenant-set', { companyId: 2 })).toMatchObject({ code: 'COMPANY_TAKEN' });
    expect((await readTenant()).company.id).toBe(1);
  });
});

describe('two who change a tenant at once', () => {
  const at = (date: string) => pipeline.local.clock.set(new Date(`${date}T03:00:00Z`));
  const digestNow = async () => (await desk.ask('preview')).digest ?? '';
  const TWO_COMPANIES: PipelineOptions = { alleo: { companies: [1, 2].map((id) => ({ id, name: `Company ${id}` })) } };

  it('different settings: both stay', async () => {
    await open();
    beforeNext('UpdateItemCommand', () =>
      desk.ask('tenant-set', { eligibility: 'Alleo', policies: { missingDays: '5' } }),
    );
    expect((await desk.ask('tenant-set', { name: 'Acme B.V.' })).changed).toEqual(['name']);
    expect(await readTenant()).toMatchObject({
      name: 'Acme B.V.',
      eligibility: { mode: 'attribute', label: 'Alleo' },
      policies: { missingDays: 5 },
    });
  });

  it.each([
    ['eligibility', { eligibility: 'Alleo' }, { eligibility: 'Take part' }],
    ['policies', { policies: { missingDays: '5' } }, { policies: { onLeave: 'in' } }],
  ])('the same setting: the second is refused, and the first stays (%s)', async (what, first, second) => {
    await open();
    beforeNext('UpdateItemCommand', () => desk.ask('tenant-set', first));
    const problem = await desk.problemOf('tenant-set', { name: 'Acme B.V.', ...second });
    expect(problem).toMatchObject({
      kind: 'failed',
      code: 'TENANT_CHANGED',
      hint: expect.stringContaining('show acme'),
    });
    expect(problem.message).toContain(`(${what})`);
    expect((await readTenant()).name).toBe('Acme');
    await desk.ask('tenant-set', second);
  });

  it('an address: the pair that came with the refused one is taken back', async () => {
    await open();
    const personio = await startPersonioSimulator({ credentials: [NEW], people: [{ id: 1 }, { id: 2 }] });
    try {
      const { registration } = await readTenant();
      const before = await readSecret();
      const { directory } = pipeline.local;
      beforeNext('UpdateItemCommand', () =>
        directory.updateTenant('acme', registration, { personioUrl: 'https://api.personio.de/v1' }),
      );
      const change = { personioUrl: personio.url, credentials: { personio: NEW } };
      expect(await desk.problemOf('tenant-set', change)).toMatchObject({ code: 'TENANT_CHANGED' });
      expect(await readSecret()).toEqual(before);
    } finally {
      await personio.close();
    }
  });

  it('the company, while an activation ends: it stays the one that was activated', async () => {
    await open(TWO_COMPANIES);
    at('2026-11-02');
    const digest = await digestNow();
    beforeNext('UpdateItemCommand', () => desk.ask('activate', { digest }));
    expect(await desk.problemOf('tenant-set', { companyId: 2 })).toMatchObject({ code: 'TENANT_CHANGED' });
    expect(await readTenant()).toMatchObject({ status: 'active', company: { id: 1 } });
  });

  it.each([
    ['company', { companyId: 2 }],
    ['eligibility', { eligibility: 'Alleo' }],
    ['policies', { policies: { currency: 'CHF' } }],
  ])('%s, before an activation ends: what was previewed differs, and does not go live', async (what, change) => {
    await open(TWO_COMPANIES);
    at('2026-11-02');
    const digest = await digestNow();
    beforeNext('UpdateItemCommand', () => desk.ask('tenant-set', change));
    const problem = await desk.problemOf('activate', { digest });
    expect(problem).toMatchObject({ code: 'TENANT_CHANGED', message: expect.stringContaining(`(${what})`) });
    expect((await readTenant()).status).toBe('pending');
    expect(pipeline.bodiesOf('tenants')).toEqual([]);
  });

  it('a pause while the first run finds another plan: the tenant waits for its approval, and is not paused', async () => {
    await open();
    at('2026-11-02');
    await desk.ask('activate', { digest: await digestNow() });
    const { directory } = pipeline.local;
    const { registration } = await readTenant();
    beforeNext('UpdateItemCommand', () => directory.updateTenant('acme', registration, { status: 'pending' }));
    expect(await desk.problemOf('tenant-pause')).toMatchObject({ code: 'TENANT_CHANGED' });
    expect((await readTenant()).status).toBe('pending');
  });

  it('an approval that was asked for earlier does not replace the one that was given meanwhile', async () => {
    await open();
    at('2026-11-02');
    const digest = await digestNow();
    const approval = { digest: 'other', first: true, withoutOneOff: true, state: 'approved' } as const;
    const { clients, env } = pipeline.local;
    const memory = createMemory({ client: clients.dynamodb, tableName: env.sync.TABLE_NAME });
    await memory.putApproval('acme', { ...approval, approvedAt: '2026-11-02T03:00:01.000Z' });
    expect(await desk.problemOf('activate', { digest })).toMatchObject({ code: 'APPROVED_MEANWHILE' });
    expect((await memory.readMemory('acme')).approval?.digest).toBe('other');
    expect((await readTenant()).status).toBe('pending');
  });
});
