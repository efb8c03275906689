import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlleoSimulator } from '../../../../local/simulators/alleo/start.ts';
import { startAlleoSimulator } from '../../../../local/simulators/alleo/start.ts';
import type { ScriptAnswer } from '../../../../local/simulators/http-exchange.ts';
import { createAlleoClient } from '../../../../shared/adapters/alleo/alleo-client.ts';
import type { AlleoPort } from '../../../../shared/core/ports/alleo.ts';
import { companyOf } from '../../../local/simulators/find-account.ts';
import { gatewayError } from '../../../local/simulators/script-answers.ts';

const TOKEN = 'POST /oauth/token';
const fields = { external_id: '1', email: 'pim@example.com', first_name: 'Pim', last_name: 'Jansen' };

let simulator: AlleoSimulator;
let id: number;
let alleo: AlleoPort;
beforeEach(async () => {
  simulator = await startAlleoSimulator();
  alleo = createAlleoClient({
    tenantId: 'acme',
    baseUrl: simulator.url,
    allowedHosts: [],
    allowLoopback: true,
    companyId: 1,
    credentials: async () => ({ accessKey: 'access', secretKey: 'secret' }),
    pacing: undefined,
    retryBudgetMs: 0,
  });
  ({ id } = company().add({ ...fields, is_active: true }));
});
afterEach(() => simulator.close());

const company = () => companyOf(simulator);

const answerAll = (answer: ScriptAnswer, route?: string) => {
  simulator.script = (request) => ((request.route === TOKEN) === (route === TOKEN) ? answer : undefined);
};

const CALLS: readonly [string, () => Promise<unknown>][] = [
  ['the list of companies', () => alleo.listCompanies()],
  ['the list of groups', () => alleo.listGroups()],
  ['the list of accounts', () => alleo.listAccounts()],
  ['an account', () => alleo.readAccount(id)],
  ['a create', () => alleo.createAccount({ ...fields, external_id: '2', email: 'two@example.com' })],
  ['an update', () => alleo.updateAccount(id, { last_name: 'Smit' })],
  ['an activation', () => alleo.activateAccount(id)],
  ['a deactivation', () => alleo.deactivateAccount(id)],
];
const STATUSES = [400, 401, 403, 404, 409, 422, 429, 503];
const TRANSIENT = { name: 'TransientError', code: 'ALLEO_UNAVAILABLE', tenantId: 'acme' };
/** Pages of gateways, and JSON that is not Alleo's. */
const BODIES = ['<html><body>Not Found</body></html>', '', '{}', '[]', '"Not found"', '{"message":"Forbidden"}'];

describe.each(STATUSES)('status %i', (status) => {
  it.each(CALLS)('without its documented body says nothing of %s', async (_name, call) => {
    for (const body of BODIES) {
      answerAll({ status, body });
      await expect(call()).rejects.toMatchObject(TRANSIENT);
    }
  });

  it('without its documented body says nothing of a token', async () => {
    for (const body of BODIES) {
      answerAll({ status, body }, TOKEN);
      await expect(alleo.listGroups()).rejects.toMatchObject(TRANSIENT);
    }
  });
});

describe('a good status', () => {
  it.each(CALLS.slice(0, -2))('with a page says nothing of %s', async (_name, call) => {
    answerAll(gatewayError(200));
    await expect(call()).rejects.toMatchObject(TRANSIENT);
  });

  it('with a page says neither that somebody is deactivated nor that they are not: the account is looked at', async () => {
    const isToggle = (route: string) => route.endsWith('activate');
    simulator.script = ({ route }) => (isToggle(route) ? gatewayError(200) : undefined);
    await expect(alleo.deactivateAccount(id)).rejects.toMatchObject(TRANSIENT);
    expect(await alleo.activateAccount(id)).toBe('done');
    // Done, and answered without a body.
    simulator.script = ({ route }) => (isToggle(route) ? () => ({ status: 204, body: '' }) : undefined);
    expect(await alleo.deactivateAccount(id)).toBe('done');
    expect(company().employees.get(id)?.is_active).toBe(false);
  });

  it('with another account, or with the account as before, is not done', async () => {
    const account = { ...company().employees.get(id) };
    simulator.script = ({ route }) =>
      route.endsWith('/deactivate') ? { status: 200, body: { ...account, id: id + 1, is_active: false } } : undefined;
    await expect(alleo.deactivateAccount(id)).rejects.toMatchObject(TRANSIENT);
    simulator.script = ({ route }) => (route.endsWith('/deactivate') ? { status: 200, body: account } : undefined);
    await expect(alleo.deactivateAccount(id)).rejects.toMatchObject(TRANSIENT);
  });
});

describe('an administrator', () => {
  it('may not be changed, which is no refusal of the credential', async () => {
    company().administrators.add(id);
    expect(await alleo.updateAccount(id, { last_name: 'Smit' })).toEqual({ rejected: 'FORBIDDEN' });
    expect(await alleo.activateAccount(id)).toEqual({ rejected: 'FORBIDDEN' });
    expect(await alleo.deactivateAccount(id)).toEqual({ rejected: 'FORBIDDEN' });
    const other = company().add({ email: 'other@example.com' });
    expect(await alleo.updateAccount(other.id, { last_name: 'Smit' })).toMatchObject({ last_name: 'Smit' });
  });

  it('is not what a refusal of everything means', async () => {
    answerAll({ status: 403, body: { detail: 'Not enough permissions' } });
    const refused = { name: 'TenantError', code: 'ALLEO_CREDENTIALS_REFUSED' };
    for (const [, call] of CALLS) await expect(call()).rejects.toMatchObject(refused);
  });
});

describe('a token', () => {
  it.each([undefined, null, 0, -5, '3600', 'soon', {}, 30])('that lives %j is used', async (expires_in) => {
    answerAll((usual) => ({ ...usual, body: { ...JSON.parse(usual.body), expires_in } }), TOKEN);
    expect(await alleo.listGroups()).toEqual([]);
    expect(await alleo.listGroups()).toEqual([]);
    expect(simulator.count(TOKEN)).toBe(1);
  });

  it.each([{ detail: 'Incorrect access key or secret key' }, { error: 'invalid_client' }])(
    'is refused by %j, documented by Alleo or by OAuth',
    async (body) => {
      answerAll({ status: 401, body }, TOKEN);
      await expect(alleo.listGroups()).rejects.toMatchObject({
        name: 'TenantError',
        code: 'ALLEO_CREDENTIALS_REFUSED',
      });
    },
  );
});

describe('what Alleo may leave out', () => {
  it('stops nobody: names and addresses of accounts, groups and companies', async () => {
    const bare = company().add({ email: null, first_name: null, last_name: null, external_id: '5' });
    company().groups = [
      { id: 1, name: null },
      { id: 2, name: 'IT' },
    ];
    simulator.addCompany({ id: 9, name: null });
    const { accounts } = await alleo.listAccounts();
    expect(accounts.get(bare.id)).toMatchObject({ external_id: '5', email: null, first_name: null, last_name: null });
    expect(await alleo.readAccount(bare.id)).toMatchObject({ id: bare.id, email: null });
    expect(await alleo.listGroups()).toEqual([{ id: 2, name: 'IT' }]);
    expect(await alleo.listCompanies()).toContainEqual({ id: 9, name: 'company 9' });
  });

  it.each([
    [5, '5'],
    [{ id: 5 }, '{"id":5}'],
    [false, 'false'],
    [[], '[]'],
    [null, null],
    [undefined, null],
  ])('an id that is no text, %j, is somebody’s all the same', async (external_id, read) => {
    answerAll((usual) => {
      const { data } = JSON.parse(usual.body) as { data: object[] };
      return { ...usual, body: { data: data.map((one) => ({ ...one, external_id })), count: 1 } };
    });
    expect((await alleo.listAccounts()).accounts.get(id)?.external_id).toBe(read);
  });

  it('an id that nests deeper than can be written is somebody’s, and stops nobody else', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    answerAll((usual) => ({ ...usual, body: usual.body.replace(/"external_id":[^,}]+/, `"external_id":${deep}`) }));
    expect((await alleo.listAccounts()).accounts.get(id)?.external_id).toBe('(no text)');
  });

  it('the log names the field that is not as documented, and no value', async () => {
    answerAll({ status: 200, body: { id, is_active: 'SECRET', email: 'pim@example.com' } });
    const thrown: unknown = await alleo.readAccount(id).catch((error: unknown) => error);
    expect(String(thrown)).toMatch(/status 200 without the documented body: is_active$/);
  });

  it('a list is taken by the rows that come: pages of fifty', async () => {
    for (let n = 2; n <= 120; n += 1) company().add({ email: `p${n}@example.com`, external_id: String(n) });
    company().pageCap = 50;
    const { accounts, counts } = await alleo.listAccounts();
    expect([accounts.size, ...counts]).toEqual([120, 120]);
  });
});
