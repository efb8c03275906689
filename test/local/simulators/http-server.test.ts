import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PersonioSimulator, startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { KEPT_REQUESTS, RequestLog } from '../../../local/simulators/request-log.ts';
import { sendRequest } from '../../../shared/adapters/http/send-request.ts';
import { ask } from './ask.ts';
import { logIn, type PageJson, readPage } from './personio-client.ts';
import { alterJson, brokenJson, gatewayError, redirectTo, tooManyRequests } from './script-answers.ts';

describe('a scripted simulator', () => {
  let simulator: PersonioSimulator;
  beforeEach(async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1 }, { id: 2 }] });
  });
  afterEach(async () => {
    await simulator.close();
  });

  it('shows the script method, path, route, query and running numbers', async () => {
    const seen: unknown[] = [];
    simulator.script = ({ n, nth, method, path, route, query }) => {
      seen.push({ n, nth, method, path, route, query: query.toString() });
      return undefined;
    };
    const token = await logIn(simulator);
    await readPage(simulator, 'limit=2', token);
    await ask(`${simulator.url}/company/employees/2`, { token });
    await ask(`${simulator.url}/company/employees/1`, { token });
    expect(seen).toEqual([
      { n: 1, nth: 1, method: 'POST', path: '/auth', route: 'POST /auth', query: '' },
      { n: 2, nth: 1, method: 'GET', path: '/company/employees', route: 'GET /company/employees', query: 'limit=2' },
      { n: 3, nth: 1, method: 'GET', path: '/company/employees/2', route: 'GET /company/employees/:id', query: '' },
      { n: 4, nth: 2, method: 'GET', path: '/company/employees/1', route: 'GET /company/employees/:id', query: '' },
    ]);
  });

  it.each([
    ['a gateway error', gatewayError(502), 502, '<html><body>502</body></html>'],
    ['broken JSON', brokenJson(), 200, '{"success":true,"data":[{"type":"Emplo'],
    ['success false', { status: 200, body: { success: false } }, 200, { success: false }],
    ['a redirect', redirectTo('http://127.0.0.1:1/'), 302, ''],
  ])('answers with %s instead', async (_name, answer, status, body) => {
    simulator.script = () => answer;
    expect(await ask(`${simulator.url}/auth`, { method: 'POST' })).toMatchObject({ status, body });
  });

  it('says Retry-After only where it was scripted', async () => {
    simulator.script = ({ n }) => tooManyRequests(n === 1 ? 7 : undefined);
    const answers = [await ask(`${simulator.url}/auth`), await ask(`${simulator.url}/auth`)];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '7'],
      [429, null],
    ]);
  });

  it('alters the usual answer, and leaves errors as they are', async () => {
    const token = await logIn(simulator);
    simulator.script = () => alterJson<PageJson>((page) => ({ ...page, data: page.data.slice(1) }));
    expect((await readPage(simulator, 'limit=10', token)).page.data).toHaveLength(1);
    expect((await readPage(simulator, 'limit=10', 'no-token')).status).toBe(401);
  });

  it('cuts the connection before or after the work is done', async () => {
    const token = await logIn(simulator);
    let rows = 0;
    simulator.script = ({ nth }) => {
      if (nth === 1) return 'drop';
      if (nth === 2) return 'drop-after';
      return undefined;
    };
    Object.defineProperty(simulator.account, 'ordered', {
      get: () => {
        rows += 1;
        return [];
      },
    });
    const url = `${simulator.url}/company/employees`;
    await expect(ask(url, { token })).rejects.toThrow('fetch failed');
    expect(rows).toBe(0);
    await expect(ask(url, { token })).rejects.toThrow('fetch failed');
    expect(rows).toBe(1);
  });

  it('stalls in the middle of a body, which a client does not wait for beyond its limit', async () => {
    simulator.script = () => 'stall';
    const request = { method: 'GET', url: `${simulator.url}/company/employees`, headers: {} } as const;
    await expect(sendRequest(request, { timeoutMs: 300, maxBytes: 1_000 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('never answers a hanging request, and closes all the same', async () => {
    simulator.script = ({ nth }) => (nth === 1 ? 'hang' : 'hang-after');
    const signal = AbortSignal.timeout(60);
    await expect(ask(`${simulator.url}/auth`, { method: 'POST', signal })).rejects.toThrow('timeout');
    const open = ask(`${simulator.url}/auth`, { method: 'POST' });
    const broken = expect(open).rejects.toThrow('fetch failed');
    await sleep(20);
    await simulator.close();
    await broken;
    simulator = await startPersonioSimulator();
  });

  it('delays by the number of milliseconds', async () => {
    simulator.script = () => 80;
    const before = performance.now();
    expect((await ask(`${simulator.url}/auth`, { method: 'POST' })).status).toBe(403);
    expect(performance.now() - before).toBeGreaterThanOrEqual(75);
  });

  it('waits for an asynchronous script', async () => {
    simulator.script = async () => {
      await sleep(10);
      return { status: 503, body: 'later' };
    };
    expect(await ask(`${simulator.url}/auth`, { method: 'POST' })).toMatchObject({ status: 503, body: 'later' });
  });

  it('closes at once while an answer is delayed', async () => {
    simulator.script = () => 60_000;
    const broken = expect(ask(`${simulator.url}/auth`)).rejects.toThrow('fetch failed');
    await sleep(20);
    const before = performance.now();
    await simulator.close();
    expect(performance.now() - before).toBeLessThan(1000);
    await broken;
    simulator = await startPersonioSimulator();
  });

  it('knows how many requests were under way at once', async () => {
    const token = await logIn(simulator);
    expect(simulator.maxConcurrent).toBe(1);
    simulator.script = () => 40;
    await Promise.all([1, 2, 3, 4].map(() => readPage(simulator, 'limit=1', token)));
    expect(simulator.maxConcurrent).toBe(4);
  });

  it('records unknown paths and methods, also outside the base path', async () => {
    const origin = new URL(simulator.url).origin;
    const answers = [
      await ask(`${simulator.url}/company/holidays?year=2026`),
      await ask(`${simulator.url}/auth`, { method: 'DELETE' }),
      await ask(`${origin}/v2/persons`),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    expect(answers[0]?.body).toEqual({ success: false, error: { code: 404, message: 'Not Found' } });
    expect(simulator.unknownPaths).toEqual(['GET /company/holidays', 'DELETE /auth', 'GET /v2/persons']);
  });

  it('counts requests by route and keeps no query, body or credential of them', async () => {
    await logIn(simulator);
    await readPage(simulator, 'limit=1&email=a%40example.com');
    expect(Object.fromEntries(simulator.counts)).toEqual({ 'POST /auth': 2, 'GET /company/employees': 1 });
    expect(simulator.count('GET /company/employees')).toBe(1);
    expect(simulator.totalRequests).toBe(3);
    expect(simulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /auth',
      'POST /auth',
      'GET /company/employees',
    ]);
    expect(JSON.stringify(simulator.requests)).not.toMatch(/example|secret|papi/);
    simulator.clearLog();
    expect([simulator.requests.length, simulator.totalRequests, simulator.counts.size]).toEqual([0, 0, 0]);
  });

  it('answers several requests over one connection', async () => {
    const token = await logIn(simulator);
    const { headers } = await readPage(simulator, 'limit=1', token);
    expect(headers.get('connection')).toBe('keep-alive');
  });

  it('is loud about a script that throws', async () => {
    simulator.script = () => {
      throw new Error('a mistake in the script');
    };
    expect((await ask(`${simulator.url}/auth`)).status).toBe(500);
    await expect(simulator.close()).rejects.toThrow('A script or route of the simulator failed.');
    simulator = await startPersonioSimulator();
  });

  it('says which port is taken', async () => {
    await expect(startPersonioSimulator({ port: simulator.port })).rejects.toThrow('EADDRINUSE');
  });

  it('refuses a body that no real request has', async () => {
    expect((await ask(`${simulator.url}/auth`, { method: 'POST', body: 'x'.repeat(1_100_000) })).status).toBe(413);
  });
});

describe('the request log', () => {
  it('keeps the newest requests and counts them all', () => {
    const log = new RequestLog();
    for (let time = 1; time <= 2 * KEPT_REQUESTS + 5; time += 1) {
      log.note({ method: 'GET', path: '/a', route: 'GET /a', time });
    }
    expect(log.requests.length).toBe(KEPT_REQUESTS + 5);
    expect(log.requests.at(-1)).toMatchObject({ n: 2 * KEPT_REQUESTS + 5, time: 2 * KEPT_REQUESTS + 5 });
    expect(log.counts.get('GET /a')).toBe(2 * KEPT_REQUESTS + 5);
  });
});
