import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlleoSimulator } from '../../../../local/simulators/alleo/start.ts';
import { startAlleoSimulator } from '../../../../local/simulators/alleo/start.ts';
import type { AlleoOptions } from '../../../../shared/adapters/alleo/alleo-client.ts';
import { createAlleoClient } from '../../../../shared/adapters/alleo/alleo-client.ts';
import { gatewayError, redirectTo, tooManyRequests } from '../../../local/simulators/script-answers.ts';
import { rateLimited } from '../../../local/simulators/strange-answers.ts';
import { SEED } from '../../../properties/seed.ts';

let simulator: AlleoSimulator;
const waits: number[] = [];
const TOKEN = 'POST /oauth/token';
const pim = { external_id: '1', email: 'pim@example.com', first_name: 'Pim', last_name: 'Jansen' };

beforeEach(async () => {
  simulator = await startAlleoSimulator();
  waits.length = 0;
});

afterEach(async () => {
  expect(simulator.unknownPaths).toEqual([]);
  await simulator.close();
});

function client(changes: Partial<AlleoOptions> = {}) {
  return createAlleoClient({
    tenantId: 'acme',
    baseUrl: simulator.url,
    allowedHosts: ['api.yourcampus.co'],
    allowLoopback: true,
    companyId: 1,
    credentials: async () => ({ accessKey: 'access', secretKey: 'secret' }),
    pacing: undefined,
    retryBudgetMs: 30_000,
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 1,
    ...changes,
  });
}

const isCreate = (route: string, method: string) => method === 'POST' && route.endsWith('/employees');

describe('accounts', () => {
  it('are made, found, changed, cleared, activated and deactivated', async () => {
    const alleo = client();
    const made = await alleo.createAccount({ ...pim, birthday: '1990-05-05', language: 'nl' });
    if ('rejected' in made) throw new Error('rejected');
    expect(made).toMatchObject({ ...pim, birthday: '1990-05-05', is_active: false });
    expect(await alleo.updateAccount(made.id, { birthday: null, last_name: 'Smit' })).toMatchObject({
      birthday: null,
      last_name: 'Smit',
    });
    expect(await alleo.activateAccount(made.id)).toBe('done');
    expect(await alleo.readAccount(made.id)).toMatchObject({ is_active: true, external_id: '1' });
    expect(await alleo.deactivateAccount(made.id)).toBe('done');
    expect(await alleo.listCompanies()).toEqual([expect.objectContaining({ id: 1 })]);
    expect(await alleo.listGroups()).toEqual([]);
    expect(simulator.count(TOKEN)).toBe(1);
  });

  it('that do not exist are undefined, or gone', async () => {
    const alleo = client();
    expect(await alleo.readAccount(99)).toBeUndefined();
    expect(await alleo.updateAccount(99, { last_name: 'x' })).toBeUndefined();
    expect(await alleo.activateAccount(99)).toBe('gone');
    expect(await alleo.deactivateAccount(99)).toBe('gone');
  });

  it('are listed page by page, all of them', async () => {
    const alleo = client();
    expect((await alleo.listAccounts()).accounts.size).toBe(0);
    for (let n = 1; n <= 201; n += 1)
      await alleo.createAccount({ ...pim, external_id: String(n), email: `p${n}@example.com` });
    simulator.clearLog();
    expect((await alleo.listAccounts()).accounts.size).toBe(201);
    expect(simulator.totalRequests).toBe(3);
  });

  it('a duplicate e-mail and a refused field are told by code and field only', async () => {
    const alleo = client();
    const made = await alleo.createAccount(pim);
    expect(await alleo.createAccount({ ...pim, email: 'PIM@example.com' })).toEqual({ rejected: 'DUPLICATE_EMAIL' });
    expect(await alleo.createAccount({ ...pim, email: 'nonsense' })).toEqual({
      rejected: 'VALIDATION',
      attribute: 'email',
    });
    if ('rejected' in made) throw new Error('rejected');
    await alleo.createAccount({ ...pim, external_id: '2', email: 'other@example.com' });
    expect(await alleo.updateAccount(made.id, { email: 'other@example.com' })).toEqual({ rejected: 'DUPLICATE_EMAIL' });
  });

  it('a validation error in words names no field, and one of an unknown field neither', async () => {
    for (const detail of [
      'pim@example.com is not welcome',
      [{ loc: ['body', 'pim@example.com'], msg: 'x', type: 'y' }],
    ]) {
      simulator.script = ({ route, method }) =>
        isCreate(route, method) ? { status: 422, body: { detail } } : undefined;
      expect(await client().createAccount(pim)).toEqual({ rejected: 'VALIDATION' });
    }
  });
});

describe('trouble', () => {
  it.each([
    ['503', gatewayError(503)],
    ['429', tooManyRequests(3)],
    ['a dropped connection', 'drop' as const],
    ['a redirect', redirectTo('https://example.com/')],
  ])('%s: what may be repeated is repeated', async (_name, answer) => {
    simulator.script = ({ route, nth }) => (route !== TOKEN && nth === 1 ? answer : undefined);
    expect(await client().readAccount(5)).toBeUndefined();
    expect(waits.length).toBeGreaterThan(0);
  });

  it.each([
    ['503', gatewayError(503)],
    ["a gateway's 429", gatewayError(429)],
    ['a lost answer', 'drop-after' as const],
  ])('%s: a create is never repeated blindly', async (_name, answer) => {
    simulator.script = ({ route, method }) => (isCreate(route, method) ? answer : undefined);
    await expect(client().createAccount(pim)).rejects.toMatchObject({
      name: 'TransientError',
      code: 'ALLEO_UNAVAILABLE',
    });
    expect(simulator.requests.filter((one) => isCreate(one.route, one.method))).toHaveLength(1);
  });

  it('a create that was told to wait was not done, and is repeated', async () => {
    simulator.script = ({ route, method, nth }) => (isCreate(route, method) && nth === 1 ? rateLimited(2) : undefined);
    expect(await client().createAccount(pim)).toMatchObject(pim);
    expect(waits[0]).toBe(2000);
  });

  it('a wait beyond the budget goes back to the queue with the time that Alleo named', async () => {
    simulator.script = ({ route }) => (route === TOKEN ? undefined : tooManyRequests(120));
    await expect(client().listGroups()).rejects.toMatchObject({ code: 'ALLEO_UNAVAILABLE', retryAfterSeconds: 120 });
    expect(waits).toEqual([]);
  });

  it.each<[string, number, Record<string, string>]>([
    ['Retry-After of none', 429, { 'retry-after': '0' }],
    ['Retry-After below none', 429, { 'retry-after': '-30' }],
    ['Retry-After in the past', 503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }],
    ['a used-up quota of no seconds', 500, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }],
    ['a used-up quota of a time long gone', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000001' }],
  ])('%s, for ever, never shortens our own back-off, and ends within the budget', async (_name, status, headers) => {
    simulator.script = ({ route }) =>
      route === TOKEN ? undefined : { status, headers, body: { detail: 'Slow down' } };
    await expect(client({ random: () => 0 }).listGroups()).rejects.toMatchObject({ code: 'ALLEO_UNAVAILABLE' });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(30_000);
    expect(simulator.requests.filter(({ route }) => route !== TOKEN).length).toBeLessThan(10);
  });

  it('a token that ran out: one new one, and no more', async () => {
    const alleo = client();
    await alleo.listGroups();
    simulator.revokeTokens();
    expect(await alleo.listGroups()).toEqual([]);
    expect(simulator.count(TOKEN)).toBe(2);
    simulator.script = ({ route }) => (route === TOKEN ? undefined : { status: 401, body: { detail: 'x' } });
    await expect(alleo.listGroups()).rejects.toMatchObject({ name: 'TenantError', code: 'ALLEO_CREDENTIALS_REFUSED' });
  });

  it('a refused credential, or a company that it may not see, is not tried again', async () => {
    const wrong = client({ credentials: async () => ({ accessKey: 'access', secretKey: 'wrong' }) });
    await expect(wrong.listGroups()).rejects.toMatchObject({ name: 'TenantError', code: 'ALLEO_CREDENTIALS_REFUSED' });
    simulator.script = ({ route }) => (route === TOKEN ? undefined : { status: 403, body: { detail: 'x' } });
    await expect(client().listGroups()).rejects.toMatchObject({
      name: 'TenantError',
      code: 'ALLEO_CREDENTIALS_REFUSED',
    });
    expect(waits).toEqual([]);
  });

  it('an error tells neither data nor token', async () => {
    simulator.script = ({ route }) => (route === TOKEN ? undefined : gatewayError(500));
    const thrown: unknown = await client({ retryBudgetMs: 0 })
      .createAccount(pim)
      .catch((error: unknown) => error);
    expect(String(thrown) + JSON.stringify(thrown)).not.toMatch(/pim|Jansen|Bearer|secret/);
  });

  it('talks to https and listed hosts only', () => {
    for (const baseUrl of ['http://api.yourcampus.co/customer_api/v1', 'https://example.com/customer_api/v1']) {
      expect(() => client({ baseUrl })).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
    }
    expect(() => client({ allowLoopback: false })).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
  });
});

describe('what is done twice', () => {
  it('is never an activation, which would be a second e-mail; a deactivation is tried again', async () => {
    const alleo = client();
    const made = await alleo.createAccount(pim);
    if ('rejected' in made) throw new Error('rejected');
    simulator.script = ({ route }) => (route.endsWith('activate') ? gatewayError(502) : undefined);
    simulator.clearLog();
    await expect(alleo.activateAccount(made.id)).rejects.toMatchObject({ code: 'ALLEO_UNAVAILABLE' });
    expect(simulator.totalRequests).toBe(1);
    simulator.clearLog();
    await expect(alleo.deactivateAccount(made.id)).rejects.toMatchObject({ code: 'ALLEO_UNAVAILABLE' });
    expect(simulator.totalRequests).toBeGreaterThan(1);
  });

  it('is an activation that was refused as too much: nothing was done', async () => {
    const alleo = client();
    const made = await alleo.createAccount(pim);
    if ('rejected' in made) throw new Error('rejected');
    let refusals = 0;
    simulator.script = ({ route }) => {
      if (!route.endsWith('activate') || refusals > 0) return undefined;
      refusals += 1;
      return rateLimited(1);
    };
    expect(await alleo.activateAccount(made.id)).toBe('done');
  });
});

describe('an answer about another account', () => {
  it('is none: nothing may be done to that one', async () => {
    const alleo = client();
    const made = await alleo.createAccount(pim);
    if ('rejected' in made) throw new Error('rejected');
    const other = JSON.stringify({ ...made, id: made.id + 1, external_id: '2' });
    simulator.script = ({ route }) => (route === TOKEN ? undefined : { status: 200, body: other });
    const wrong = { name: 'TransientError', code: 'ALLEO_UNAVAILABLE' };
    await expect(alleo.readAccount(made.id)).rejects.toMatchObject(wrong);
    await expect(alleo.updateAccount(made.id, { last_name: 'Smit' })).rejects.toMatchObject(wrong);
    await expect(alleo.createAccount(pim)).rejects.toMatchObject(wrong);
  });
});

describe('any JSON value as an answer', () => {
  it('gives a documented result or a documented error', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(200, 201, 400, 404, 409, 422), fc.jsonValue(), async (status, body) => {
        simulator.script = ({ route }) => (route === TOKEN ? undefined : { status, body });
        const alleo = client({ retryBudgetMs: 0 });
        for (const call of [
          () => alleo.readAccount(1),
          () => alleo.createAccount(pim),
          () => alleo.listAccounts(),
          () => alleo.activateAccount(1),
        ]) {
          try {
            await call();
          } catch (error) {
            expect(error).toMatchObject({ name: 'TransientError', code: 'ALLEO_UNAVAILABLE' });
          }
        }
      }),
      { numRuns: 100, seed: SEED },
    );
  });
});
