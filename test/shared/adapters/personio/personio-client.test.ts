import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../local/simulators/personio/answers.ts';
import type { PersonioSimulator, PersonioSimulatorOptions } from '../../../../local/simulators/personio/start.ts';
import { startPersonioSimulator } from '../../../../local/simulators/personio/start.ts';
import { createRequester } from '../../../../shared/adapters/http/pace-requests.ts';
import type { SendRequest } from '../../../../shared/adapters/http/send-request.ts';
import type { PersonioOptions } from '../../../../shared/adapters/personio/personio-client.ts';
import { createPersonioClient } from '../../../../shared/adapters/personio/personio-client.ts';
import { readCompleteListing } from '../../../../shared/core/prepare-plan.ts';
import {
  alterJson,
  brokenJson,
  gatewayError,
  redirectTo,
  tooManyRequests,
} from '../../../local/simulators/script-answers.ts';

let simulator: PersonioSimulator;
const waits: number[] = [];

async function start(options: PersonioSimulatorOptions = {}, people = 3): Promise<void> {
  simulator = await startPersonioSimulator(options);
  for (let id = 1; id <= people; id += 1) simulator.add({ id });
  waits.length = 0;
}

function client(changes: Partial<PersonioOptions> = {}) {
  return createPersonioClient({
    tenantId: 'acme',
    baseUrl: simulator.url,
    allowedHosts: ['api.personio.de'],
    allowLoopback: true,
    credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
    eligibility: { mode: 'everyone' },
    pacing: undefined,
    retryBudgetMs: 60_000,
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 1,
    ...changes,
  });
}

afterEach(async () => {
  expect(simulator.unknownPaths).toEqual([]);
  expect(simulator.credentialsInQuery).toEqual([]);
  await simulator.close();
});

const LIST = 'GET /company/employees';
const AUTH = 'POST /auth';

describe('reading the listing', () => {
  it.each([0, 1, 99, 100, 101, 250, 1000])('%i people: every page once, each of a hundred', async (people) => {
    await start({}, people);
    const read = await client().readAll();
    expect(new Set(read.employees.map((one) => one.id)).size).toBe(people);
    expect(new Set(read.totals)).toEqual(new Set([people]));
    expect(simulator.count(LIST)).toBe(Math.max(1, Math.ceil(people / 100)));
    expect(simulator.count(AUTH)).toBe(1);
  });

  it('has at most fifteen pages in flight', async () => {
    await start({ script: ({ route }) => (route === LIST ? 5 : undefined) }, 4000);
    await client().readAll();
    expect(simulator.maxConcurrent).toBeGreaterThan(1);
    expect(simulator.maxConcurrent).toBeLessThanOrEqual(15);
  });

  it('sends the app header with every request, and the partner id where there is one', async () => {
    await start();
    await client().readAll();
    expect([...simulator.appIds.keys()]).toEqual(['ALLEO_SYNC']);
    const partners: unknown[] = [];
    simulator.script = ({ headers }) => {
      partners.push(headers['x-personio-partner-id']);
    };
    await client({ partnerId: 'PARTNER_7' }).readAll();
    await client({ partnerId: '' }).readAll();
    expect(partners).toEqual(['PARTNER_7', 'PARTNER_7', undefined, undefined]);
  });

  it('takes figures that come as text, and none at all', async () => {
    await start({ metadata: 'texts' }, 150);
    expect((await client().readAll()).totals).toEqual([150, 150]);
    simulator.configure({ metadata: 'missing' });
    const read = await client().readAll();
    expect(read).toMatchObject({ totals: [] });
    expect(read.employees).toHaveLength(150);
    expect((await readCompleteListing(client(), 'acme')).employees.size).toBe(150);
  });

  it.each(['list', 'empty', 'no-total'] as const)('metadata without its figures (%s) is none', async (metadata) => {
    await start({ metadata }, 150);
    expect(await client().readAll()).toMatchObject({ totals: [] });
    expect((await readCompleteListing(client(), 'acme')).employees.size).toBe(150);
  });

  it.each([[{ total_elements: null }], [{ total_elements: 'many' }], [{ total_elements: -1 }], ['x']])(
    'metadata %j is none',
    async (metadata) => {
      await start(
        { script: ({ route }) => (route === LIST ? alterJson<object>((body) => ({ ...body, metadata })) : undefined) },
        150,
      );
      expect(await client().readAll()).toMatchObject({ totals: [] });
      expect((await readCompleteListing(client(), 'acme')).employees.size).toBe(150);
    },
  );

  it.each(['numbers', 'missing'] as const)(
    'pages of 50 though 100 were asked, figures %s: everybody',
    async (metadata) => {
      await start({ metadata, pageRows: 50 }, 120);
      expect((await readCompleteListing(client(), 'acme')).employees.size).toBe(120);
    },
  );

  it('a list without an end is given up: an offset that is not heeded, a total beyond all customers', async () => {
    await start({ metadata: 'missing', script: ({ query }) => (query.delete('offset'), undefined) }, 150);
    await expect(client().readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
    expect(simulator.count(LIST)).toBe(2);
    simulator.configure({ metadata: 'numbers' });
    simulator.script = () => alterJson<object>((body) => ({ ...body, metadata: { total_elements: 500_000 } }));
    await expect(client().readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
    expect(simulator.count(LIST)).toBe(3);
  });

  it('a list that goes on and on ends at four thousand pages', async () => {
    let id = 0;
    const send: SendRequest = async ({ url }) => {
      const body = url.endsWith('/auth')
        ? { data: { token: 't' } }
        : { success: true, data: [{ attributes: { id: { value: (id += 1) } } }] };
      return { status: 200, headers: {}, body: JSON.stringify(body) };
    };
    await start();
    await expect(client({ send }).readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
    expect(id).toBe(4_000);
  });
});

describe('trouble on the way', () => {
  it.each([
    ['502', gatewayError(502)],
    ['504', gatewayError(504)],
    ['429', tooManyRequests()],
    ['broken JSON', brokenJson()],
    ['success: false', { status: 200, body: { success: false, error: { code: 0, message: 'x' } } }],
    ['another shape', { status: 200, body: { success: true, data: {} } }],
    ['a dropped connection', 'drop' as const],
    ['a redirect', redirectTo('https://example.com/')],
  ])('%s: tried again after a back-off', async (_name, answer) => {
    await start({}, 150);
    simulator.script = ({ route, nth }) => (route === LIST && nth === 2 ? answer : undefined);
    expect((await client().readAll()).employees).toHaveLength(150);
    expect(waits).toEqual([1000]);
  });

  it('waits longer each time, within the budget, then gives the listing up', async () => {
    await start({ script: ({ route }) => (route === LIST ? gatewayError(503) : undefined) });
    await expect(client({ retryBudgetMs: 10_000 }).readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  it.each(['0', '-1', 'Thu, 01 Jan 1970 00:00:00 GMT'] as const)(
    'Retry-After: %s does not shorten our own back-off, and ends within the budget',
    async (retryAfter) => {
      await start({ rateLimits: { employees: [{ requests: 1, seconds: 600 }], retryAfter } });
      const port = client();
      await port.readAll();
      await expect(port.readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
      expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
      expect(simulator.count(LIST)).toBe(7);
    },
  );

  it.each([
    [429, 0],
    [500, 0],
    [500, 1],
  ])('%i with a quota that is used up for %i seconds, for ever, ends within the budget', async (status, reset) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    await start({ script: ({ route }) => (route === LIST ? { status, headers, body: '' } : undefined) });
    await expect(client({ random: () => 0 }).readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(60_000);
    expect(simulator.count(LIST)).toBeLessThan(10);
  });

  it('what is waited for a quota counts, too: once the budget is used up, nobody waits', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '50' };
    let time = 0;
    await start();
    const requester = createRequester({
      retryBudgetMs: 60_000,
      limits: { timeoutMs: 5_000, maxBytes: 1_000_000 },
      now: () => time,
      sleep: async (ms) => {
        waits.push(ms);
        time += ms;
      },
      send: async () => ({ status: 200, headers, body: '' }),
    });
    for (let n = 0; n < 5; n += 1) await requester.send({ method: 'GET', url: simulator.url, headers: {} });
    expect(waits).toEqual([50_000, 10_000]);
    expect(await requester.backOff(0, { status: 503, headers: {}, body: '' })).toBe(false);
  });

  it('obeys Retry-After and a used-up quota', async () => {
    await start({ script: ({ route, nth }) => (route === LIST && nth === 1 ? tooManyRequests(7) : undefined) });
    await client().readAll();
    expect(waits[0]).toBe(7000);
    simulator.script = ({ route, nth }) =>
      route === LIST && nth === 1
        ? (usual) => ({
            ...usual,
            headers: { ...usual.headers, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' },
          })
        : undefined;
    simulator.clearLog();
    waits.length = 0;
    for (let id = 4; id <= 150; id += 1) simulator.add({ id });
    await client().readAll();
    expect(waits[0]).toBeGreaterThan(4000);
    expect(waits[0]).toBeLessThanOrEqual(5000);
  });

  // Real time: on a machine that has no processor to spare a request may arrive so late that the limit refuses it.
  it('reads 26 pages without being refused for their pace', { retry: 2 }, async () => {
    await start({ rateLimits: {} }, 2500);
    const { sleep: _, ...real } = { sleep: undefined };
    const paced = createPersonioClient({
      tenantId: 'acme',
      baseUrl: simulator.url,
      allowedHosts: [],
      allowLoopback: true,
      credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
      eligibility: { mode: 'everyone' },
      pacing: { perSecond: 15, perMinute: 300 },
      retryBudgetMs: 0,
      ...real,
    });
    expect((await paced.readAll()).employees).toHaveLength(2500);
  });

  it('a row without an id is no documented answer', async () => {
    await start();
    simulator.change(2, { rawRow: { type: 'Employee', attributes: { email: { value: 'x' } } } });
    await expect(client().readAll()).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
  });
});

describe('the credential', () => {
  it('a token that expired or was revoked: one new one for all concurrent pages', async () => {
    await start({}, 1000);
    const port = client();
    await port.readAll();
    for (const badTokenStatus of [401, 403] as const) {
      simulator.configure({ badTokenStatus });
      simulator.revokeTokens();
      simulator.clearLog();
      expect((await port.readAll()).employees).toHaveLength(1000);
      expect(simulator.count(AUTH)).toBe(1);
    }
  });

  it.each([400, 401, 403])('refused with %i: no retry', async (status) => {
    for (const body of [
      { success: false, error: { code: 0, message: 'Wrong credentials' } },
      { error: { message: 'Wrong credentials' } },
      { success: false },
    ]) {
      await start({ script: ({ route }) => (route === AUTH ? { status, body } : undefined) });
      await expect(client().readAll()).rejects.toMatchObject({ name: 'TenantError', code: 'CREDENTIALS_REFUSED' });
      expect(simulator.count(AUTH)).toBe(1);
      expect(waits).toEqual([]);
      await simulator.close();
    }
    await start();
  });

  it('is not refused by a 404, whoever says it: there is no such address', async () => {
    await start({ script: ({ route }) => (route === AUTH ? failure(404, 'Not Found') : undefined) });
    await expect(client().readAll()).rejects.toMatchObject({ name: 'TransientError', code: 'PERSONIO_UNAVAILABLE' });
  });

  describe.each([400, 401, 403, 404])('%i from a firewall or gateway before Personio', (status) => {
    const pages = [
      ['HTML', gatewayError(status)],
      ['nothing', { status, body: '' }],
      ['JSON of its own', { status, body: { message: 'Forbidden' } }],
      ['an empty object', { status, body: {} }],
      ['another error', { status, body: { error: 'Forbidden' } }],
    ] as const;

    it.each(pages)('at /auth, with %s: no refusal; tried again, then told as what it is', async (_name, page) => {
      await start({ script: ({ route, nth }) => (route === AUTH && nth < 3 ? page : undefined) });
      expect((await client().readAll()).employees).toHaveLength(3);
      expect(waits).toEqual([1000, 2000]);
      simulator.script = ({ route }) => (route === AUTH ? page : undefined);
      await expect(client().readAll()).rejects.toMatchObject({ name: 'TransientError', code: 'PERSONIO_BLOCKED' });
    });

    it.each(pages)('at a call, with %s: nobody is gone, no token is dropped', async (_name, page) => {
      await start();
      const port = client();
      await port.readAll();
      simulator.clearLog();
      simulator.script = ({ route, nth }) => (!route.includes('auth') && nth < 3 ? page : undefined);
      expect((await port.readAll()).employees).toHaveLength(3);
      expect((await port.readOne('2'))?.id).toBe('2');
      expect(simulator.count(AUTH)).toBe(0);
      simulator.script = () => page;
      for (const call of [() => port.readAll(), () => port.readOne('2'), () => port.readAttributes()]) {
        await expect(call()).rejects.toMatchObject({ name: 'TransientError', code: 'PERSONIO_BLOCKED' });
      }
    });
  });

  it.each([
    ['a negative number', -1],
    ['a list', []],
    ['nonsense', 'soon'],
    ['more than a number holds', 1e308],
  ])('a token whose expires_in is %s is used for all calls', async (_name, expires_in) => {
    await start({
      script: ({ route }) =>
        route === AUTH
          ? alterJson<{ data: object }>((body) => ({ ...body, data: { ...body.data, expires_in } }))
          : undefined,
    });
    const port = client();
    for (let n = 0; n < 3; n += 1) expect((await port.readAll()).employees).toHaveLength(3);
    expect(simulator.count(AUTH)).toBe(1);
  });

  it.each(['text', null, 0] as const)('a token whose expires_in is told as %s, too', async (tellsExpiry) => {
    await start({ tellsExpiry });
    const port = client();
    for (let n = 0; n < 3; n += 1) await port.readAll();
    expect(simulator.count(AUTH)).toBe(1);
  });

  it('a token that lives for half a minute is used for a while, too', async () => {
    await start({ tokenSeconds: 30 });
    const port = client();
    for (let n = 0; n < 3; n += 1) await port.readAll();
    expect(simulator.count(AUTH)).toBe(1);
  });

  it.each([
    ['success as text', (body: object) => ({ ...body, success: 'true' })],
    ['success as null', (body: object) => ({ ...body, success: null })],
  ])('%s: what stands beside it counts', async (_name, change) => {
    await start({ script: () => alterJson<object>(change) });
    expect((await client().readAll()).employees).toHaveLength(3);
    expect((await client().readOne('2'))?.id).toBe('2');
  });

  it('a byte order mark is passed over, and a missing success', async () => {
    await start({ byteOrderMark: true, tellsSuccess: false });
    expect((await client().readAll()).employees).toHaveLength(3);
  });

  it('a fresh token that is refused: the secret is read once more, then no more', async () => {
    await start({ script: ({ route }) => (route === LIST ? failure(403, 'Access denied') : undefined) });
    let reads = 0;
    const credentials = async () => {
      reads += 1;
      return { clientId: 'client', clientSecret: 'secret' };
    };
    await expect(client({ credentials }).readAll()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' });
    expect(reads).toBe(2);
    expect(simulator.count(LIST)).toBe(2);
  });

  it('a pair that was rotated meanwhile is found by reading the secret again', async () => {
    await start();
    const pairs = ['old', 'secret'];
    const port = client({ credentials: async () => ({ clientId: 'client', clientSecret: pairs.shift() ?? '' }) });
    expect((await port.readAll()).employees).toHaveLength(3);
  });

  it('is not told by an error', async () => {
    await start({ script: () => gatewayError(502) });
    const error: unknown = await client({
      retryBudgetMs: 0,
      credentials: async () => ({ clientId: 'marked-id', clientSecret: 'marked-secret' }),
    })
      .readAll()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error) + JSON.stringify(error)).not.toMatch(/marked|limit=/);
  });
});

describe('one employee, and the attributes', () => {
  it('is found by id, or undefined where Personio says 404', async () => {
    await start();
    expect((await client().readOne('2'))?.email).toBe('person.2@example.com');
    expect(await client().readOne('99')).toBeUndefined();
  });

  it('the attributes are for diagnosis: undefined where the credential gets 403', async () => {
    await start();
    expect((await client().readAttributes())?.map((one) => one.key)).toContain('email');
    simulator.configure({ attributesReadable: false });
    expect(await client().readAttributes()).toBeUndefined();
  });
});

describe('where it talks to', () => {
  it.each([
    'http://api.personio.de/v1',
    'https://evil.example/v1',
    'https://api.personio.de:8443/v1',
    'https://u:p@api.personio.de/v1',
    'nonsense',
  ])('refuses %s', async (baseUrl) => {
    await start();
    expect(() => client({ baseUrl })).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
    expect(() => client({ allowLoopback: false })).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
    expect(() => client({ baseUrl: 'https://api.personio.de/v1', allowLoopback: false })).not.toThrow();
  });
});
