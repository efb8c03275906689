import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as createDeliver } from '../../functions/deliver/create-handler.ts';
import { checkUrl } from '../../functions/support/customers/check-url.ts';
import { createHandler as createSync } from '../../functions/sync/create-handler.ts';
import { createContext } from '../../local/lambda-context.ts';
import { countMetrics, logLines } from '../../local/telemetry.ts';
import { checkBaseUrl } from '../../shared/adapters/http/check-base-url.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantMessage } from '../../shared/contracts/tenant-message.ts';
import { watchRequests } from '../fakes/watch-requests.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';

const RULES = { tenantId: 'acme', allowedHosts: ['api.personio.de', 'api.yourcampus.co'], allowLoopback: false };

describe('an address that a token may be sent to', () => {
  it.each(['https://api.personio.de/v1', 'https://api.personio.de/v1/', 'https://API.personio.de/v1'])(
    'is %s',
    (url) => {
      expect(checkBaseUrl(url, RULES)).toBe(url.replace(/\/$/, ''));
    },
  );

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
