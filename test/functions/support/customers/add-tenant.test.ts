import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
});
afterEach(() => pipeline.close());

const CREDENTIALS = {
  personio: { clientId: 'client', clientSecret: 'secret' },
  alleo: { accessKey: 'access', secretKey: 'secret' },
};
const request = (more: object = {}) => ({
  name: 'Acme',
  companyId: 1,
  personioUrl: pipeline.personio.url,
  alleoUrl: pipeline.alleo.url,
  credentials: CREDENTIALS,
  ...more,
});

async function secretNames(): Promise<readonly (string | undefined)[]> {
  const { SecretList = [] } = await pipeline.local.clients.secrets().send(new ListSecretsCommand({}));
  return SecretList.map((secret) => secret.Name);
}

/** The directory's write of a new tenant goes wrong, before it or after it, as often as asked for. */
function breakDirectory(when: 'before' | 'after'): () => void {
  const { middlewareStack } = pipeline.local.clients.dynamodb();
  middlewareStack.add(
    (next) => async (given) => {
      const { Item: item } = given.input as { Item?: { pk?: unknown } };
      if (!JSON.stringify(item?.pk ?? '').includes('TENANTS')) return next(given);
      if (when === 'after') await next(given);
      const error = new Error('no answer');
      error.name = 'TimeoutError';
      throw error;
    },
    { step: 'initialize', name: 'break-directory', priority: 'high' },
  );
  return () => {
    middlewareStack.remove('break-directory');
  };
}

describe('tenant add', () => {
  it('registers as pending, with one secret, and says what comes next', async () => {
    const added = await desk.ask('tenant-add', request());
    expect(added).toMatchObject({ people: 2, next: 'personio-sync check acme', tenant: { status: 'pending' } });
    expect(await secretNames()).toHaveLength(1);
    expect((await desk.problemOf('tenant-add', request())).code).toBe('TENANT_EXISTS');
    expect(await secretNames()).toHaveLength(1);
  });

  it.each<[string, () => void, object, string]>([
    ['a pair that Personio refuses', () => pipeline.personio.account.setCredentials([]), {}, 'CREDENTIALS_REFUSED'],
    ['a pair that Alleo refuses', () => pipeline.alleo.setCredentials([]), {}, 'ALLEO_CREDENTIALS_REFUSED'],
    ['a company that the pair does not show', () => {}, { companyId: 999 }, 'COMPANY_UNKNOWN'],
    ['a policy that is none', () => {}, { policies: { missingDayz: '5' } }, 'POLICY_UNKNOWN'],
  ])('refuses %s, and leaves nothing behind', async (_name, before, more, code) => {
    before();
    expect((await desk.problemOf('tenant-add', request(more))).code).toBe(code);
    expect(await secretNames()).toEqual([]);
    expect((await desk.ask('tenant-list')).tenants).toEqual([]);
  });

  it('refuses a company that another tenant has', async () => {
    await desk.ask('tenant-add', request());
    expect(await desk.problemOf('tenant-add', { tenantId: 'other', ...request() })).toMatchObject({
      code: 'COMPANY_TAKEN',
    });
    expect(await secretNames()).toHaveLength(1);
  });

  it('refuses it in every spelling of the address, before the pair is tried there', async () => {
    await desk.ask('tenant-add', request());
    const { origin, port } = new URL(pipeline.alleo.url);
    const respelled = [
      `${origin}/./customer_api/v1`,
      `${origin}/x/../customer_api/v1/`,
      `http://@127.0.0.1:${port}/customer_api/v1?`,
      ` HTTP:\\\\127.1:${port}\\customer_api\\v1#`,
      `http://LOCALHOST:${port}//customer_api//v1`,
    ];
    const before = pipeline.alleo.totalRequests;
    for (const alleoUrl of respelled) {
      const problem = await desk.problemOf('tenant-add', { tenantId: 'other', ...request({ alleoUrl }) });
      expect(problem.code, alleoUrl).toBe('COMPANY_TAKEN');
    }
    expect(pipeline.alleo.totalRequests).toBe(before);
    const elsewhere = request({ alleoUrl: `${origin}/x/customer_api/v1` });
    expect((await desk.problemOf('tenant-add', { tenantId: 'other', ...elsewhere })).code).toBe('URL_NOT_ALLOWED');
  });

  it('takes nobody live whose company an earlier release gave away under another spelling', async () => {
    await desk.ask('tenant-add', request());
    const { directory } = pipeline.local;
    const acme = await directory.readTenant('acme');
    if (acme === undefined) throw new Error('no tenant');
    const alleoUrl = acme.alleoUrl.replace('/customer', '/./customer');
    await directory.createTenant({ ...acme, id: 'other', registration: '01JDWQ0000000000000000000B', alleoUrl });
    const problem = await desk.problemOf('activate', { tenantId: 'other', digest: '0123456789abcdef' });
    expect(problem.code).toBe('COMPANY_TAKEN');
    expect((await directory.readTenant('other'))?.status).toBe('pending');
  });

  it('stores the one spelling', async () => {
    const { origin } = new URL(pipeline.alleo.url);
    const alleoUrl = `${origin}/x/../customer_api/v1/?#`;
    const personioUrl = ` ${pipeline.personio.url}///`;
    const { tenant } = await desk.ask('tenant-add', request({ alleoUrl, personioUrl }));
    const urls = { alleoUrl: pipeline.alleo.url, personioUrl: pipeline.personio.url };
    expect(tenant).toMatchObject(urls);
    expect(await pipeline.local.directory.readTenant('acme')).toMatchObject(urls);
  });

  it('takes its secret away again where the directory could not be written, and can be repeated', async () => {
    const fix = breakDirectory('before');
    await desk.problemOf('tenant-add', request());
    fix();
    expect(await secretNames()).toEqual([]);
    expect(await desk.ask('tenant-add', request())).toMatchObject({ tenant: { status: 'pending' } });
  });

  it('keeps its secret where the directory was written and only the answer got lost', async () => {
    const fix = breakDirectory('after');
    expect(await desk.ask('tenant-add', request())).toMatchObject({ tenant: { status: 'pending' } });
    fix();
    expect(await secretNames()).toHaveLength(1);
    expect((await desk.ask('check')).people).toBe(2);
  });
});
