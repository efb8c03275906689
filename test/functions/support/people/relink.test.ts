import { afterEach, describe, expect, it } from 'vitest';
import { askSupport } from '../../../../local/ask-support.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import { accountsOf, openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { companyOf } from '../../../local/simulators/find-account.ts';

const PEOPLE = [1, 2, 3].map((id) => ({ id, email: `p${id}@acme.example`, firstName: `P${id}`, lastName: 'Smit' }));
/** Accounts that another HR system had made before. */
const FOREIGN = [
  { email: 'p1@acme.example', first_name: 'P1', last_name: 'Smit', external_id: 'afas-77', is_active: true },
  { email: 'P2@acme.example', first_name: 'Someone', last_name: 'Else', external_id: 'afas-78', is_active: false },
];

let pipeline: Pipeline;

async function opened(options: PipelineOptions = {}): Promise<void> {
  const companies = [{ id: 1, name: 'Acme', employees: FOREIGN }];
  pipeline = await openPipeline({ people: PEOPLE, alleo: { companies }, ...options });
  await pipeline.addTenant();
}

async function activated(options: PipelineOptions = {}): Promise<void> {
  await opened(options);
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

afterEach(() => pipeline.close());

const relink = (digest?: string) =>
  askSupport(pipeline.local, 'test', {
    operation: 'relink',
    tenantId: 'acme',
    ...(digest === undefined ? {} : { digest }),
  });

const company = () => companyOf(pipeline.alleo);

describe('relink', () => {
  it('lists the accounts person by person and touches none', async () => {
    await activated();
    const list = await relink();
    expect(list).toMatchObject({
      relinked: false,
      accounts: [
        {
          employeeId: '1',
          name: 'P1 Smit',
          accountName: 'P1 Smit',
          currentExternalId: 'afas-77',
          email: 'p1@acme.example',
        },
        { employeeId: '2', name: 'P2 Smit', accountName: 'Someone Else', currentExternalId: 'afas-78' },
      ],
    });
    expect((await relink()).digest).toBe(list.digest);
    expect(accountsOf(pipeline.alleo)).toEqual({ 3: true, 'afas-77': true, 'afas-78': false });
  });

  it('takes over exactly these by the digest, sends what waits for them, and nothing stays open', async () => {
    await activated();
    const { digest } = await relink();
    expect(await relink(digest)).toMatchObject({ relinked: true, sent: 2 });
    expect(company().findByExternalId('1')).toMatchObject({ email: 'p1@acme.example' });
    const next = await pipeline.reportOf('2026-11-03');
    expect(next).toMatchObject({ status: 'ok', mutations: {}, open: { count: 0 } });
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
    expect(company().findByExternalId('2')).toMatchObject({ first_name: 'P2', last_name: 'Smit' });
    expect((await relink()).accounts).toEqual([]);
  });

  it('does nothing under another digest, and hands out none that could be pasted', async () => {
    await activated();
    const { digest } = await relink();
    company().edit(company().findByExternalId('afas-78')?.id ?? 0, { external_id: 'afas-79' });
    const now = (await relink()).digest;
    expect(now).not.toBe(digest);
    await expect(relink(digest)).rejects.toMatchObject({
      problem: { kind: 'failed', code: 'DIGEST_CHANGED', hint: expect.not.stringContaining(now) },
    });
    expect(accountsOf(pipeline.alleo)).toEqual({ 3: true, 'afas-77': true, 'afas-79': false });
  });

  it('stops where an account changed since it was listed, and can be repeated with what is left', async () => {
    await activated();
    const { digest, accounts } = await relink();
    const second = accounts[1]?.alleoId ?? 0;
    pipeline.alleo.script = ({ method }) => {
      if (method === 'PATCH') company().edit(second, { external_id: 'somebody' });
      return undefined;
    };
    await expect(relink(digest)).rejects.toMatchObject({
      problem: { code: 'RELINK_STOPPED', message: expect.stringMatching(/1 accounts before it were taken over/) },
    });
    pipeline.alleo.script = undefined;
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 3: true, somebody: false });
    const rest = await relink();
    expect(rest.accounts).toMatchObject([{ employeeId: '2', currentExternalId: 'somebody' }]);
    expect(await relink(rest.digest)).toMatchObject({ relinked: true });
  });

  it('works before the activation: the first plan then finds accounts of its own', async () => {
    await opened();
    const { digest } = await relink();
    expect(await relink(digest)).toMatchObject({ relinked: true, sent: 0 });
    const { people } = await pipeline.preview('2026-11-02');
    expect(people.map(({ account }) => account)).toEqual(['ours', 'ours', 'create']);
  });

  it("leaves alone a colleague's account, one of somebody we keep, and one that two people would be given", async () => {
    await activated({
      people: [...PEOPLE, { id: 4, status: 'leave', email: 'p4@acme.example' }],
      alleo: {
        companies: [
          {
            id: 1,
            name: 'Acme',
            employees: [{ email: 'p1@acme.example', first_name: 'P4', last_name: 'Smit', external_id: '4' }],
          },
        ],
      },
    });
    // Person 3 takes the address of person 2, who is active by our doing: EMAIL_SWAP, not another's.
    pipeline.personio.change(2, { email: 'new@acme.example' });
    pipeline.personio.change(3, { email: 'p2@acme.example' });
    expect((await relink()).accounts).toEqual([]);
    await expect(relink('0123456789abcdef')).rejects.toMatchObject({ problem: { code: 'DIGEST_CHANGED' } });
    expect(company().findByExternalId('4')).toBeDefined();
  });

  it('finds an account by the Alleo id that is remembered, where id and e-mail were both changed by hand', async () => {
    await activated({ alleo: { companies: [{ id: 1, name: 'Acme' }] } });
    const id = company().findByExternalId('1')?.id ?? 0;
    company().edit(id, { external_id: 'by-hand', email: 'by.hand@acme.example' });
    pipeline.personio.change(1, { lastName: 'Changed' });
    expect(await pipeline.reportOf('2026-11-03')).toMatchObject({ mutations: { update: 1 } });
    const { accounts, digest } = await relink();
    expect(accounts).toMatchObject([{ employeeId: '1', alleoId: id, currentExternalId: 'by-hand' }]);
    // While a second person's e-mail points at it, too, nobody can say whose it is.
    pipeline.personio.add({ id: 9, email: 'by.hand@acme.example' });
    expect((await relink()).accounts).toEqual([]);
    pipeline.personio.remove(9);
    await relink(digest);
    await pipeline.runDay('2026-11-04');
    expect(company().findByExternalId('1')).toMatchObject({ id, email: 'p1@acme.example', last_name: 'Changed' });
  });

  it('takes over also while a run is at work; what waits goes out with the next one', async () => {
    await activated();
    const { dynamodb: client } = pipeline.local.clients;
    const memory = createMemory({ client, tableName: pipeline.local.env.sync.TABLE_NAME });
    const { digest } = await relink();
    const lease = await memory.takeLease('acme', 'a-run');
    expect(await relink(digest)).toMatchObject({ relinked: true, sent: 0 });
    if (lease !== undefined) await memory.releaseLease(lease);
    await pipeline.runDay('2026-11-03');
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
  });

  it('changes nobody of a customer who was removed while people were read', async () => {
    await activated();
    const { digest } = await relink();
    pipeline.alleo.script = async ({ method, route }) => {
      if (method !== 'GET' || !route.includes('employees')) return undefined;
      pipeline.alleo.script = undefined;
      await askSupport(pipeline.local, 'test', { operation: 'tenant-remove', tenantId: 'acme', confirm: 'Acme' });
      return undefined;
    };
    await expect(relink(digest)).rejects.toMatchObject({ problem: { code: 'TENANT_CHANGED' } });
    expect(company().findByExternalId('afas-77')).toBeDefined();
  });

  it('takes over also where the customer was paused meanwhile; what waits goes out after that', async () => {
    await activated();
    const { digest } = await relink();
    pipeline.alleo.script = async ({ method }) => {
      if (method !== 'PATCH') return undefined;
      pipeline.alleo.script = undefined;
      await askSupport(pipeline.local, 'test', { operation: 'tenant-pause', tenantId: 'acme' });
      return undefined;
    };
    expect(await relink(digest)).toMatchObject({ relinked: true, sent: 0 });
    await askSupport(pipeline.local, 'test', { operation: 'tenant-resume', tenantId: 'acme' });
    await pipeline.runDay('2026-11-03');
    expect(accountsOf(pipeline.alleo)).toEqual({ 1: true, 2: true, 3: true });
  });

  it('changes nobody of a paused customer', async () => {
    await activated();
    await askSupport(pipeline.local, 'test', { operation: 'tenant-pause', tenantId: 'acme' });
    const { digest } = await relink();
    await expect(relink(digest)).rejects.toMatchObject({ problem: { code: 'TENANT_PAUSED' } });
    expect(company().findByExternalId('afas-77')).toBeDefined();
  });
});
