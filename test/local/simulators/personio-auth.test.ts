import { afterEach, describe, expect, it } from 'vitest';
import { type PersonioSimulator, startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { ask } from './ask.ts';
import { idsOf, logIn, readPage } from './personio-client.ts';

const WRONG = { success: false, error: { code: 0, message: 'Wrong credentials' } };

describe('Personio, POST /auth', () => {
  let simulator: PersonioSimulator;
  afterEach(async () => {
    await simulator.close();
  });

  it.each([
    ['JSON', { body: { client_id: 'client', client_secret: 'secret' } }],
    ['a form', { form: { client_id: 'client', client_secret: 'secret' } }],
  ])('gives a token for credentials as %s', async (_name, content) => {
    simulator = await startPersonioSimulator();
    const { status, body } = await ask(`${simulator.url}/auth`, { method: 'POST', ...content });
    expect(status).toBe(200);
    const token: unknown = expect.stringMatching(/^papi-[0-9a-f-]{36}$/);
    expect(body).toEqual({ success: true, data: { token, expires_in: 86_400, scope: 'employees:read' } });
  });

  it.each([
    ['a wrong secret', { client_id: 'client', client_secret: 'guess' }],
    ['an unknown id', { client_id: 'nobody', client_secret: 'secret' }],
    ['no credentials', {}],
    ['something else', 'text'],
  ])('refuses %s with 403', async (_name, body) => {
    simulator = await startPersonioSimulator();
    expect(await ask(`${simulator.url}/auth`, { method: 'POST', body })).toMatchObject({ status: 403, body: WRONG });
  });

  it('refuses credentials in the query string, right ones too, and records it', async () => {
    simulator = await startPersonioSimulator();
    const asked = await ask(`${simulator.url}/auth?client_id=client&client_secret=secret`, { method: 'POST' });
    expect(asked.status).toBe(403);
    expect(simulator.credentialsInQuery).toEqual(['POST /auth']);
  });

  it('keeps the token for a day, then gives another', async () => {
    let now = Date.parse('2026-11-02T03:00:00Z');
    simulator = await startPersonioSimulator({ now: () => now });
    const first = await logIn(simulator);
    now += 86_399_000;
    expect(await logIn(simulator)).toBe(first);
    expect((await readPage(simulator, '', first)).status).toBe(200);
    now += 1000;
    expect((await readPage(simulator, '', first)).status).toBe(401);
    expect(await logIn(simulator)).not.toBe(first);
  });

  it('may leave out expires_in', async () => {
    simulator = await startPersonioSimulator({ tellsExpiry: false });
    const content = { client_id: 'client', client_secret: 'secret' };
    const { body } = await ask(`${simulator.url}/auth`, { method: 'POST', body: content });
    expect(body).not.toHaveProperty('data.expires_in');
  });

  it.each([401, 403] as const)('answers %i to a missing, wrong or revoked token', async (status) => {
    simulator = await startPersonioSimulator({ badTokenStatus: status });
    const token = await logIn(simulator);
    simulator.revokeTokens();
    const url = `${simulator.url}/company/employees`;
    const asked = [await ask(url), await ask(url, { token: 'guess' }), await ask(url, { token })];
    expect(asked.map((answer) => answer.status)).toEqual([status, status, status]);
    expect(await logIn(simulator)).not.toBe(token);
  });

  it('refuses the token of a pair that was taken away', async () => {
    simulator = await startPersonioSimulator();
    const token = await logIn(simulator);
    simulator.account.setCredentials([{ clientId: 'new', clientSecret: 'pair' }]);
    expect((await readPage(simulator, '', token)).status).toBe(401);
    expect((await readPage(simulator, '', await logIn(simulator, 'new', 'pair'))).status).toBe(200);
  });

  it('lets a credential see its own account alone', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1 }] });
    simulator.addAccount({ credentials: [{ clientId: 'b', clientSecret: 'bb' }], people: [{ id: 2 }, { id: 3 }] });
    expect(idsOf((await readPage(simulator)).page)).toEqual([1]);
    expect(idsOf((await readPage(simulator, '', await logIn(simulator, 'b', 'bb'))).page)).toEqual([2, 3]);
    expect(() => simulator.addAccount({})).toThrow('client');
  });

  it('limits calls of /auth where asked to', async () => {
    simulator = await startPersonioSimulator({ rateLimits: { auth: [{ requests: 1, seconds: 60 }] } });
    await logIn(simulator);
    const body = { client_id: 'client', client_secret: 'secret' };
    expect((await ask(`${simulator.url}/auth`, { method: 'POST', body })).status).toBe(429);
  });
});
