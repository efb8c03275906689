import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as createDeliver } from '../../functions/deliver/create-handler.ts';
import type { DeliverEnv } from '../../functions/deliver/env.ts';
import { keepCompanies } from '../../functions/deliver/keep-companies.ts';
import { chooseAlleoCredentials } from '../../functions/support/credentials/try-credentials.ts';
import { checkUrl } from '../../functions/support/customers/check-url.ts';
import { refuseTakenCompany } from '../../functions/support/refuse-taken-company.ts';
import { createHandler as createSync } from '../../functions/sync/create-handler.ts';
import { createContext } from '../../local/lambda-context.ts';
import { countMetrics, logLines } from '../../local/telemetry.ts';
import { checkBaseUrl } from '../../shared/adapters/http/check-base-url.ts';
import { API_PATHS, isSameAddress } from '../../shared/contracts/address.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantMessage } from '../../shared/contracts/tenant-message.ts';
import { watchRequests } from '../fakes/watch-requests.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';

const PERSONIO = 'https://api.personio.de/v1';
const ALLEO = 'https://api.yourcampus.co/customer_api/v1';
const RULES = {
  tenantId: 'acme',
  allowedHosts: ['api.personio.de', 'api.yourcampus.co'],
  allowLoopback: false,
  path: API_PATHS.personio,
};
/** One address in spellings that the URL standard reads as the same: `NAME` stands for the host, `PATH` for the path. */
const SPELLINGS = [
  'https://NAME/PATH',
  'https://NAME/PATH/',
  'https://NAME/PATH///',
  'https://NAME//PATH',
  'https://NAME/./PATH',
  'https://NAME/x/../PATH',
  'https://NAME/%2e/PATH',
  'https://NAME/x/%2E%2e/PATH',
  'https://NAME/PATH/.',
  'https://NAME/PATH/x/..',
  'https://@NAME/PATH',
  'https://:@NAME/PATH',
  'https://NAME:443/PATH',
  'https://NAME:0443/PATH',
  'https://NAME:/PATH',
  'HTTPS://NAME/PATH',
  'hTTps://NAME/PATH',
  ' https://NAME/PATH',
  'https://NAME/PATH \n',
  'ht\ttps://NAME/\nPATH\r',
  '\u0000https://NAME/PATH',
  'https:\\\\NAME\\PATH',
  'https:/NAME/PATH',
  'https:NAME/PATH',
  'https:////NAME/PATH',
  'https://NAME/PATH?',
  'https://NAME/PATH#',
  'https://NAME/PATH?#',
];
const HOST_SPELLINGS = (host: string) => [
  host,
  host.toUpperCase(),
  host.replaceAll('.', '%2e'),
  host.replaceAll('.', '\u3002'),
  host.replaceAll('.', '\uff0e'),
  host.replace('a', '\uff41'),
  host.replace('a', '%61'),
  host.replace('.', '\u200b.'),
  host.replace('.', '\u00ad.'),
  host.replace('.', '\u2060.'),
];
const spell = (canonical: string) => {
  const { hostname, pathname } = new URL(canonical);
  return SPELLINGS.flatMap((spelling) =>
    HOST_SPELLINGS(hostname).map((host) => spelling.replace('NAME', host).replace('PATH', pathname.slice(1))),
  );
};

describe('an address that a token may be sent to', () => {
  it.each([
    ['personio', PERSONIO],
    ['alleo', ALLEO],
  ] as const)('of %s is kept and compared in one spelling', (side, canonical) => {
    const config = { local: false, personioHosts: ['api.personio.de'], alleoHosts: ['api.yourcampus.co'] };
    const spellings = spell(canonical);
    expect(new Set(spellings).size).toBeGreaterThan(250);
    for (const url of spellings) {
      expect(checkUrl(config, side, url), JSON.stringify(url)).toBe(canonical);
      expect(checkBaseUrl(url, { ...RULES, path: API_PATHS[side] })).toBe(canonical);
      expect(isSameAddress(url, canonical)).toBe(true);
    }
  });

  it('of a company is taken in whichever spelling it is stored', () => {
    for (const alleoUrl of spell(ALLEO)) {
      const holder = { id: 'acme', name: 'Acme', company: { id: 42, name: 'Acme' }, alleoUrl } as Tenant;
      expect(() => refuseTakenCompany([holder], 'other', 42, ALLEO), JSON.stringify(alleoUrl)).toThrow(
        expect.objectContaining({ problem: expect.objectContaining({ code: 'COMPANY_TAKEN' }) }),
      );
    }
    const elsewhere = { id: 'acme', name: 'Acme', company: { id: 42, name: 'Acme' }, alleoUrl: ALLEO } as Tenant;
    expect(() => refuseTakenCompany([elsewhere], 'other', 42, 'https://eu.example/customer_api/v1')).not.toThrow();
  });

  it("of the stage gets the stage's credential in every spelling, and no other does", async () => {
    const stage = { accessKey: 'stage', secretKey: 'secret' };
    const secrets = {
      readStageAlleo: async () => stage,
      readSecret: async () => ({ personio: { clientId: 'a', clientSecret: 'b' }, fingerprintKey: 'k' }),
    };
    const env = { ALLEO_HOSTS: 'api.yourcampus.co', STAGE_ALLEO_URL: ALLEO } as DeliverEnv;
    const asked: string[] = [];
    const send = async ({ url, body = '' }: { url: string; body?: string }) => {
      asked.push(`${url} ${body.includes('client_id=stage')}`);
      return { status: 401, headers: {}, body: '{"detail":"Invalid client"}' };
    };
    const companyOf = keepCompanies({ env, secrets, tuning: { send } });
    const support = { config: { stageAlleoUrl: ALLEO }, secrets } as never;
    for (const alleoUrl of spell(ALLEO).slice(0, 40)) {
      asked.length = 0;
      expect(await chooseAlleoCredentials(support, undefined, alleoUrl)).toEqual(stage);
      const tenant = { id: 'acme', registration: 'r', company: { id: 42 }, alleoUrl, secretArn: 'arn' } as Tenant;
      await expect(companyOf(tenant).alleo.listGroups()).rejects.toMatchObject({ code: 'ALLEO_CREDENTIALS_REFUSED' });
      expect(asked).toEqual([`${ALLEO}/oauth/token true`]);
    }
    await expect(
      chooseAlleoCredentials(support, undefined, 'https://eu.example/customer_api/v1'),
    ).rejects.toMatchObject({ problem: { code: 'ALLEO_CREDENTIALS_MISSING' } });
  });

  it('of this machine is one under all its names, for the company that it leads to', () => {
    const [first, ...others] = ['127.0.0.1', 'localhost', '[::1]', '127.1', 'LOCALHOST'].map(
      (host) => `http://${host}:8082/customer_api/v1`,
    );
    for (const other of others) expect(isSameAddress(other, first ?? '')).toBe(true);
    expect(isSameAddress('http://localhost:8083/customer_api/v1', first ?? '')).toBe(false);
  });

  it.each([
    'http://api.personio.de/v1',
    'https://api.personio.de.evil.example/v1',
    'https://evil.example/api.personio.de/v1',
    'https://api.personio.de@evil.example/v1',
    'https://evil.example#@api.personio.de/v1',
    'https://evil.example\\@api.personio.de/v1',
    'https://evilapi.personio.de/v1',
    'https://sub.api.personio.de/v1',
    'https://api.personio.de./v1',
    'https://api.personio.de:8443/v1',
    'https://user:pass@api.personio.de/v1',
    'https://api.personio.de/v1?x=1',
    'https://api.personio.de/v1#x',
    'https://api.реrsonio.de/v1',
    'https://127.0.0.1/v1',
    'https://127.1/v1',
    'https://0x7f000001/v1',
    'https://2130706433/v1',
    'https://[::ffff:127.0.0.1]/v1',
    'https://localhost/v1',
    'http://127.0.0.1:8080/v1',
    'http://[::1]/v1',
    'https://169.254.169.254/latest/meta-data',
    'http://169.254.170.2/v2/credentials',
    'ftp://api.personio.de/v1',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:fetch("https://api.personio.de/v1")',
    '//api.personio.de/v1',
    'api.personio.de/v1',
    '',
    'https://api.personio.de',
    'https://api.personio.de/',
    'https://api.personio.de/V1',
    'https://api.personio.de/v2',
    'https://api.personio.de/x/v1',
    'https://api.personio.de/v1/x',
    'https://api.personio.de/v%31',
    'https://api.personio.de/%2fv1',
    'https://api.personio.de/v1%2f',
    'https://api.personio.de/v1%20',
    'https://api.personio.de/v1;x=1',
    'https://api.personio.de/\u200bv1',
    'https://api.personio.de:80/v1',
    'http://api.personio.de:443/v1',
    'https://api.personio.de../v1',
    'https://api%2Epersonio.de%2E/v1',
    'https://api.personio.de%00/v1',
    'https://api.personio.de%40evil.example/v1',
    'https://@api.personio.de@evil.example/v1',
    'https://xn--ap-l9b.personio.de/v1',
    'https://api.personio.de/v1?x',
    'https://api.personio.de/v1#/../v1',
    'wss://api.personio.de/v1',
  ])('is not %s', (url) => {
    expect(() => checkBaseUrl(url, RULES)).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
  });

  it('is one of this machine only with --local, and then no other without https', () => {
    const local = { ...RULES, allowLoopback: true };
    for (const url of ['http://127.0.0.1:8080/v1', 'http://localhost:1/v1', 'http://[::1]:1/v1']) {
      expect(checkBaseUrl(url, local)).toBe(url);
    }
    for (const url of ['http://10.0.0.1/v1', 'http://127.0.0.1.evil.example/v1', 'http://api.personio.de/v1']) {
      expect(() => checkBaseUrl(url, local)).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
    }
  });

  it('is told to support without quoting what was given', () => {
    const config = { local: false, personioHosts: ['api.personio.de'], alleoHosts: ['api.yourcampus.co'] };
    expect(() => checkUrl(config, 'personio', 'https://user:hunter2@evil.example/v1')).toThrow(
      expect.objectContaining({ problem: expect.toSatisfy((problem) => !JSON.stringify(problem).includes('hunter2')) }),
    );
    for (const url of ['https://api.yourcampus.co/v1', 'https://api.personio.de/v2', 'https://api.personio.de']) {
      expect(() => checkUrl(config, 'personio', url)).toThrow(
        expect.objectContaining({
          problem: expect.objectContaining({ message: expect.stringContaining('--personio-url') }),
        }),
      );
    }
  });
});

describe('a directory that somebody has tampered with', () => {
  let pipeline: Pipeline;
  let logs: string[];
  let tenant: Tenant;

  beforeAll(async () => {
    pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }] });
    await pipeline.addTenant();
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    const found = await pipeline.local.directory.readTenant('acme');
    if (found === undefined) throw new Error('no tenant');
    tenant = found;
  });
  beforeEach(async () => {
    const { registration, personioUrl, alleoUrl } = tenant;
    await pipeline.local.directory.updateTenant('acme', registration, { personioUrl, alleoUrl, flag: undefined });
    logs = [];
    pipeline.personio.clearLog();
    pipeline.alleo.clearLog();
  });
  afterAll(() => pipeline.close());

  const record = (body: string) => ({
    messageId: 'm-1',
    receiptHandle: 'r-1',
    body,
    attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'acme' },
  });
  const askForRun = () => {
    const message: TenantMessage = {
      version: 1,
      tenantId: 'acme',
      registration: tenant.registration,
      trigger: 'requeue',
      requestedAt: '2026-11-02T04:00:00Z',
    };
    return { Records: [record(JSON.stringify(message))] };
  };
  /** As `handler.ts` makes them: nothing allows loopback. */
  const asDeployed = () => {
    const { clients, env, clock } = pipeline.local;
    const { counter } = countMetrics();
    const options = {
      clients,
      counter,
      clock: clock.now,
      log: logLines((line) => logs.push(line)),
      sleep: async () => {},
    };
    return {
      sync: createSync({ ...options, source: env.sync }),
      deliver: createDeliver({ ...options, source: env.deliver }),
    };
  };

  it.each(['https://evil.example/v1', 'http://api.personio.de/v1', 'loopback'])(
    'gets no request for a listing: %s',
    async (url) => {
      const personioUrl = url === 'loopback' ? pipeline.personio.url : url;
      await pipeline.local.directory.updateTenant('acme', tenant.registration, { personioUrl });
      const watch = watchRequests();
      await asDeployed().sync(askForRun(), createContext('sync'));
      watch.stop();
      expect(watch.hosts).not.toEqual([]);
      expect(watch.hosts).not.toContain(new URL(personioUrl).host);
      expect(pipeline.personio.totalRequests).toBe(0);
      expect((await pipeline.local.directory.readTenant('acme'))?.flag?.code).toBe('URL_NOT_ALLOWED');
    },
  );

  it.each(['https://evil.example/customer_api/v1', 'loopback'])('gets no person delivered: %s', async (url) => {
    const alleoUrl = url === 'loopback' ? pipeline.alleo.url : url;
    pipeline.personio.change(1, { lastName: `Changed for ${url}` });
    await pipeline.local.startContainers().sync(askForRun(), createContext('sync'));
    const body = pipeline.bodiesOf('mutations').at(-1) ?? '';
    expect(body).toContain(`Changed for ${url}`);
    await pipeline.local.directory.updateTenant('acme', tenant.registration, { alleoUrl });
    const watch = watchRequests();
    await asDeployed().deliver({ Records: [record(body)] }, createContext('deliver'));
    watch.stop();
    expect(watch.hosts).not.toEqual([]);
    expect(watch.hosts).not.toContain(new URL(alleoUrl).host);
    expect(pipeline.alleo.totalRequests).toBe(0);
    expect(logs.join()).toContain('URL_NOT_ALLOWED');
    expect(logs.join()).not.toContain('Changed');
  });
});
