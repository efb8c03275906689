import { afterEach, describe, expect, it } from 'vitest';
import type { PersonioSimulator, PersonioSimulatorOptions } from '../../../../local/simulators/personio/start.ts';
import { startPersonioSimulator } from '../../../../local/simulators/personio/start.ts';
import {
  alterJson,
  brokenJson,
  gatewayError,
  redirectTo,
  tooManyRequests,
} from '../../../../local/simulators/script-answers.ts';
import type { PersonioOptions } from '../../../../shared/adapters/personio/personio-client.ts';
import { createPersonioClient } from '../../../../shared/adapters/personio/personio-client.ts';
import { readCompleteListing } from '../../../../shared/core/prepare-plan.ts';

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

  it('sends the app header with every request', async () => {
    await start();
    await client().readAll();
    expect([...simulator.appIds.keys()]).toEqual(['ALLEO_SYNC']);
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

  it('reads again, three times at most, where the figures disagree', async () => {
    await start({}, 150);
    let pages = 0;
    simulator.script = ({ route }) => {
      if (route !== LIST) return undefined;
      pages += 1;
      return pages <= 2
        ? alterJson<{ metadata: object }>((body) => ({ ...body, metadata: { total_elements: 160 } }))
        : undefined;
    };
    expect((await readCompleteListing(client(), 'acme')).employees.size).toBe(150);
    simulator.script = ({ route }) =>
      route === LIST
        ? alterJson<{ metadata: object }>((body) => ({ ...body, metadata: { total_elements: 151 } }))
        : undefined;
    simulator.clearLog();
    await expect(readCompleteListing(client(), 'acme')).rejects.toMatchObject({
      name: 'TransientError',
      code: 'LISTING_INCOMPLETE',
    });
    expect(simulator.count(LIST)).toBe(6);
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
    await start({ script: ({ route }) => (route === AUTH ? { status, body: { success: false } } : undefined) });
    await expect(client().readAll()).rejects.toMatchObject({ name: 'TenantError', code: 'CREDENTIALS_REFUSED' });
    expect(simulator.count(AUTH)).toBe(1);
    expect(waits).toEqual([]);
  });

  it('a fresh token that is refused: the secret is read once more, then no more', async () => {
    await start({ script: ({ route }) => (route === LIST ? { status: 403, body: {} } : undefined) });
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
