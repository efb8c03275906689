import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatedRequest } from '../../local/simulators/http-exchange.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../local/simulators/personio/start.ts';
import { createPersonioClient, type PersonioOptions } from '../../shared/adapters/personio/personio-client.ts';
import { tooManyRequests } from '../local/simulators/script-answers.ts';
import { findCall, findDepartures } from './find-departures.ts';
import { PUBLISHED_CALLS } from './personio-openapi.ts';

let simulator: PersonioSimulator;
let recorded: SimulatedRequest[];

/** Our client against a simulator that writes down every request. */
async function open(more: Partial<PersonioOptions> = {}) {
  recorded = [];
  const people = Array.from({ length: 250 }, (_, index) => ({ id: 13_649_000 + index }));
  simulator = await startPersonioSimulator({ people });
  simulator.script = (request) => {
    recorded.push(request);
    return undefined;
  };
  return createPersonioClient({
    tenantId: 'acme',
    baseUrl: simulator.url,
    allowedHosts: [],
    allowLoopback: true,
    credentials: async () => ({ clientId: 'client', clientSecret: 'secret' }),
    eligibility: { mode: 'attribute', label: 'Alleo' },
    pacing: undefined,
    retryBudgetMs: 60_000,
    sleep: async () => {},
    ...more,
  });
}

const callsOf = (requests: readonly SimulatedRequest[]) => requests.map(({ method, path }) => `${method} ${path}`);

function expectPublished(): void {
  expect(recorded.length).toBeGreaterThan(0);
  for (const request of recorded) expect([request.path, ...findDepartures(request)]).toEqual([request.path]);
}

afterEach(() => simulator.close());

describe("our Personio client's requests, by Personio's published description", () => {
  it('reads a listing of three pages', async () => {
    await (await open()).readAll();
    expectPublished();
    expect(callsOf(recorded)).toEqual(['POST /auth', ...Array.from({ length: 3 }, () => 'GET /company/employees')]);
    const pages = recorded.slice(1).map(({ query }) => Number(query.get('offset')));
    expect(pages.sort((a, b) => a - b)).toEqual([0, 100, 200]);
    expect(recorded.slice(1).map(({ query }) => query.get('limit'))).toEqual(['100', '100', '100']);
  });

  it('reads one employee, one that is gone, and the attributes', async () => {
    const client = await open();
    expect(await client.readOne('13649007')).toBeDefined();
    expect(await client.readOne('999')).toBeUndefined();
    expect(await client.readAttributes()).toBeDefined();
    expectPublished();
    expect(new Set(recorded.map(findCall))).toEqual(
      new Set(PUBLISHED_CALLS.filter(({ path }) => path !== '/company/employees')),
    );
  });

  it('sends the credentials in the body, never in the query string', async () => {
    await (await open()).readAttributes();
    const [auth] = recorded;
    expect([...(auth?.query.keys() ?? [])]).toEqual([]);
    expect(JSON.parse(auth?.body ?? '')).toEqual({ client_id: 'client', client_secret: 'secret' });
  });

  it('asks again after 429 and with a new token after 401, in the same shape', async () => {
    const client = await open();
    simulator.script = (request) => {
      recorded.push(request);
      return request.nth === 1 && request.path !== '/auth' ? tooManyRequests() : undefined;
    };
    await client.readAttributes();
    simulator.revokeTokens();
    await client.readOne('13649001');
    expectPublished();
    expect(recorded.filter(({ path }) => path === '/auth')).toHaveLength(2);
  });

  it('asks in the same shape where the credentials are wrong', async () => {
    const client = await open({ credentials: async () => ({ clientId: 'client', clientSecret: 'wrong' }) });
    await expect(client.readAll()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' });
    expectPublished();
    expect(callsOf(recorded)).toEqual(['POST /auth']);
  });
});

describe("the simulated Personio's answers, by the same description", () => {
  it.each(PUBLISHED_CALLS)('$method $path has what is described', async ({ method, path, bearer, body, answer }) => {
    await open();
    const auth = await fetch(`${simulator.url}/auth`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: 'client', client_secret: 'secret' }),
    });
    const { data } = (await auth.json()) as { data: { token: string } };
    const response = await fetch(`${simulator.url}${path.replace('{employee_id}', '13649001')}`, {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${data.token}` } : {}),
        ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(body ? { body: 'client_id=client&client_secret=secret' } : {}),
    });
    expect(response.status).toBe(200);
    const { success, ...rest } = (await response.json()) as Record<string, unknown>;
    expect(success).toBe(true);
    const types = Object.entries(rest).map(([name, value]) => [name, typeOf(value)]);
    expect(Object.fromEntries(types)).toEqual(answer);
  });
});

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
