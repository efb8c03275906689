import { afterEach, describe, expect, it } from 'vitest';
import { ALLEO_LIMITS, type AlleoSimulator, startAlleoSimulator } from '../../../local/simulators/alleo/start.ts';
import { askToken, call, complaintsOf, tokenOf } from './alleo-client.ts';
import { ask } from './ask.ts';

describe('Alleo, who may do what', () => {
  let simulator: AlleoSimulator;
  afterEach(async () => {
    await simulator.close();
  });

  it('gives a bearer token for form-encoded client credentials', async () => {
    simulator = await startAlleoSimulator();
    const { status, body } = await askToken(simulator);
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.stringMatching(/^alleo-/), token_type: 'Bearer', expires_in: 3600 });
    expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/customer_api\/v1$/);
  });

  it('refuses wrong keys, other grants, JSON and the query string', async () => {
    simulator = await startAlleoSimulator();
    expect((await askToken(simulator, { client_secret: 'guess' })).status).toBe(401);
    expect((await askToken(simulator, { client_id: 'nobody' })).status).toBe(401);
    expect((await askToken(simulator, { grant_type: 'password' })).status).toBe(400);
    const fields = { grant_type: 'client_credentials', client_id: 'access', client_secret: 'secret' };
    const json = await ask(`${simulator.url}/oauth/token`, { method: 'POST', body: fields });
    expect([json.status, complaintsOf(json)]).toEqual([
      422,
      ['body.grant_type: missing', 'body.client_id: missing', 'body.client_secret: missing'],
    ]);
    const query = new URLSearchParams(fields).toString();
    expect((await ask(`${simulator.url}/oauth/token?${query}`, { method: 'POST' })).status).toBe(422);
  });

  it('answers 401 to a missing, wrong, expired or revoked token', async () => {
    let now = 0;
    simulator = await startAlleoSimulator({ tokenSeconds: 100, now: () => now });
    const url = `${simulator.url}/companies`;
    const token = tokenOf(await askToken(simulator));
    expect((await ask(url)).status).toBe(401);
    expect((await ask(url, { token: 'guess' })).status).toBe(401);
    expect((await ask(url, { token })).status).toBe(200);
    now = 100_000;
    expect((await ask(url, { token })).status).toBe(401);
    const next = tokenOf(await askToken(simulator));
    expect((await ask(url, { token: next })).status).toBe(200);
    simulator.revokeTokens();
    expect(await ask(url, { token: next })).toMatchObject({
      status: 401,
      body: { detail: 'Could not validate credentials' },
    });
  });

  it('shows a credential its companies, 403 for others, 404 for none', async () => {
    simulator = await startAlleoSimulator({
      companies: [1, 2, 3].map((id) => ({ id, name: `Company ${id}`, groups: [{ id: 10 * id, name: 'IT' }] })),
      credentials: [{ accessKey: 'access', secretKey: 'secret', companies: [1, 3] }],
    });
    expect((await call(simulator, 'GET /companies')).body).toEqual([
      { id: 1, name: 'Company 1' },
      { id: 3, name: 'Company 3' },
    ]);
    expect((await call(simulator, 'GET /companies/3/groups')).body).toEqual([{ id: 30, name: 'IT' }]);
    expect((await call(simulator, 'GET /companies/2/employees')).status).toBe(403);
    expect((await call(simulator, 'POST /companies/2/employees', { body: {} })).status).toBe(403);
    expect((await call(simulator, 'GET /companies/9/groups')).status).toBe(404);
    const wrong = await call(simulator, 'GET /companies/x/groups');
    expect([wrong.status, complaintsOf(wrong)]).toEqual([422, ['path.company_id: int_parsing']]);
  });

  it('lets the default pair see companies that come later, and refuses one that is there', async () => {
    simulator = await startAlleoSimulator();
    simulator.addCompany({ id: 7, name: 'Later' });
    expect((await call(simulator, 'GET /companies/7/groups')).status).toBe(200);
    expect(() => simulator.addCompany({ id: 7, name: 'Again' })).toThrow('company 7 already');
  });

  it('refuses the token of a pair that was taken away', async () => {
    simulator = await startAlleoSimulator();
    const token = tokenOf(await askToken(simulator));
    simulator.setCredentials([{ accessKey: 'new', secretKey: 'pair', companies: [1] }]);
    expect((await ask(`${simulator.url}/companies`, { token })).status).toBe(401);
    const form = { client_id: 'new', client_secret: 'pair' };
    expect((await call(simulator, 'GET /companies', { form })).status).toBe(200);
  });

  it('limits by credential, with the documented headers and Retry-After', async () => {
    const now = 0;
    simulator = await startAlleoSimulator({ rateLimits: ALLEO_LIMITS, now: () => now });
    const token = tokenOf(await askToken(simulator));
    const read = () => ask(`${simulator.url}/companies`, { token });
    const limitOf = (headers: Headers) =>
      ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));
    const first = await read();
    expect([first.status, ...limitOf(first.headers)]).toEqual([200, '600', '599', '60']);
    for (let n = 0; n < 599; n += 100) await Promise.all(Array.from({ length: Math.min(100, 599 - n) }, read));
    const refused = await read();
    expect([refused.status, ...limitOf(refused.headers)]).toEqual([429, '600', '0', '60']);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.body).toEqual({ detail: 'Rate limit exceeded' });
  });

  it('puts an X-Request-ID of its own on every answer', async () => {
    simulator = await startAlleoSimulator({ script: ({ nth }) => (nth === 2 ? { status: 500 } : undefined) });
    const answers = [
      await ask(`${simulator.url}/companies`),
      await ask(`${simulator.url}/companies`),
      await ask(`${simulator.url}/nowhere`),
      await askToken(simulator),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 500, 404, 200]);
    const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')));
    expect(ids.size).toBe(4);
    expect(ids).not.toContain(null);
  });

  it('records paths and parameters that the API does not have', async () => {
    simulator = await startAlleoSimulator();
    expect((await call(simulator, 'PUT /companies/1/employees/3', { body: {} })).status).toBe(404);
    expect((await call(simulator, 'GET /companies/1/employees?external_id=7')).status).toBe(400);
    expect(simulator.unknownPaths).toEqual([
      'PUT /companies/1/employees/3',
      'GET /companies/:company/employees?external_id',
    ]);
  });
});
