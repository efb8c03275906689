import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AlleoSimulator, startAlleoSimulator } from '../../local/simulators/alleo/start.ts';
import type { ScriptAnswer } from '../../local/simulators/http-exchange.ts';
import { createAlleoClient } from '../../shared/adapters/alleo/alleo-client.ts';
import { AccountPageSchema, AccountSchema, NamedListSchema, TokenSchema } from '../../shared/adapters/alleo/answers.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import type { AlleoPort } from '../../shared/core/ports/alleo.ts';
import { World } from '../fakes/world.ts';
import { companyOf } from '../local/simulators/find-account.ts';
import { alterJson, gatewayError } from '../local/simulators/script-answers.ts';
import { countOneMore, leaveOneOut, withoutNames } from '../local/simulators/strange-answers.ts';
import { people, person } from '../shared/core/build.ts';
import { JSON_VALUES, placesOf, replaceAt } from './json-values.ts';

let alleo: AlleoSimulator;
beforeAll(async () => {
  alleo = await startAlleoSimulator({ companies: [{ id: 7, name: 'Acme', groups: [{ id: 3, name: 'it' }] }] });
});
afterAll(() => alleo.close());
afterEach(() => {
  alleo.script = undefined;
});

const open = (): AlleoPort =>
  createAlleoClient({
    tenantId: 'acme',
    baseUrl: alleo.url,
    allowedHosts: [],
    allowLoopback: true,
    companyId: 7,
    credentials: async () => ({ accessKey: 'access', secretKey: 'secret' }),
    pacing: undefined,
    retryBudgetMs: 0,
  });

const account = {
  id: 5001,
  external_id: '1',
  email: 'a@example.com',
  first_name: 'A',
  last_name: 'B',
  birthday: '1990-01-02',
  work_anniversary: '2020-01-01',
  company_group_id: 3,
  is_active: true,
};
const ROUTES = [
  {
    route: 'POST /oauth/token',
    sample: { access_token: 't', expires_in: 3600 },
    schema: TokenSchema,
    call: (port: AlleoPort) => port.listGroups(),
  },
  {
    route: 'GET /companies/:company/groups',
    sample: [{ id: 3, name: 'it' }],
    schema: NamedListSchema,
    call: (port: AlleoPort) => port.listGroups(),
  },
  {
    route: 'GET /companies/:company/employees',
    sample: { data: [account], count: 1 },
    schema: AccountPageSchema,
    call: (port: AlleoPort) => port.listAccounts(),
  },
  {
    route: 'GET /companies/:company/employees/:id',
    sample: account,
    schema: AccountSchema,
    call: (port: AlleoPort) => port.readAccount(5001),
  },
  {
    route: 'POST /companies/:company/employees',
    sample: account,
    schema: AccountSchema,
    call: (port: AlleoPort) => port.createAccount({ email: 'a@example.com', first_name: 'A', last_name: 'B' }),
  },
  {
    route: 'PATCH /companies/:company/employees/:id',
    sample: account,
    schema: AccountSchema,
    call: (port: AlleoPort) => port.updateAccount(5001, { first_name: 'A' }),
  },
];

/** A token that is one by its form is refused where it is used. */
const CODES = ['ALLEO_UNAVAILABLE', 'ALLEO_CREDENTIALS_REFUSED'];

describe("every JSON value at every place of Alleo's answer", () => {
  it.each(ROUTES)('$route: an answer, or ALLEO_UNAVAILABLE', async ({ route, sample, schema, call }) => {
    let refused = 0;
    for (const path of placesOf(sample)) {
      for (const value of [undefined, ...JSON_VALUES]) {
        const spoilt = replaceAt(sample, path, value);
        alleo.script = (request) =>
          request.route === route ? { status: 200, body: JSON.stringify(spoilt) } : undefined;
        const error: unknown = await call(open()).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        // What cannot be proven is an answer of the port, and stops at the proof.
        const fits = schema.safeParse(spoilt).success;
        if (!fits) refused += 1;
        const isToken = route.endsWith('token') && fits;
        const code = isToken ? expect.toBeOneOf(CODES) : 'ALLEO_UNAVAILABLE';
        if (error === undefined) expect({ path, value, fits }).toEqual({ path, value, fits: true });
        else expect({ path, value, error }).toMatchObject({ error: { code, tenantId: 'acme' } });
        if (!fits) expect(error).toBeDefined();
      }
    }
    // Texts that nothing rests on, and entries of a list beside the one that is looked for, stop nobody.
    expect(refused).toBeGreaterThan(7);
  });
});

const PAGE = '<html><head><title>404 Not Found</title></head><body>nginx</body></html>';
const STATUSES = [200, 201, 400, 401, 403, 404, 409, 422, 429, 500, 503];

describe('a delivery that meets a strange answer', () => {
  const STRANGE = [null, [], {}, 'text', { data: {} }, { id: 'x' }];
  const ALL = ROUTES.filter(({ route }) => route !== 'POST /oauth/token').map(({ route }) => route);
  const company = () => companyOf(alleo, 7);

  /** Somebody new, changed and gone again, each message with one strange answer on its way. */
  async function playLife(disturb: (world: World) => Promise<void>): Promise<void> {
    for (const { id } of company().ordered) company().remove(id);
    company().repeatedActivations.splice(0);
    const world = new World({
      employees: [...people(3), person('9', { email: 'nine@example.com' })],
      status: 'pending',
    });
    world.alleo.open = open;
    await world.approve(true);
    await world.sync('activate');
    await disturb(world);
    world.edit('9', { email: 'other@example.com', department: 'IT' });
    world.date = '2026-12-02';
    await world.sync();
    await disturb(world);
    world.edit('9', { status: 'inactive' });
    world.date = '2026-12-03';
    await world.sync();
    await disturb(world);
    expect(
      company()
        .ordered.map((one) => `${one.external_id} ${one.is_active} ${one.email}`)
        .sort(),
    ).toMatchObject([
      expect.stringMatching(/^1 true/),
      expect.stringMatching(/^2 true/),
      expect.stringMatching(/^3 true/),
      '9 false other@example.com',
    ]);
    expect(company().repeatedActivations).toEqual([]);
    expect(world.open()).toEqual([]);
  }

  it.each(ALL)('%s: is tried again, and the person has one account, as the last message says', async (route) => {
    // The work is done all the same; only the answer is strange.
    for (const body of STRANGE)
      await playLife((world) =>
        deliver(
          world,
          route,
          alterJson(() => body),
        ),
      );
  });

  it.each([
    ...ALL,
    'POST /companies/:company/employees/:id/activate',
    'POST /companies/:company/employees/:id/deactivate',
  ])("%s: a gateway's page under any status is no answer of Alleo's", async (route) => {
    for (const status of STATUSES) await playLife((world) => deliver(world, route, gatewayError(status)));
  });

  it.each([
    ['leaves one out', leaveOneOut()],
    ['counts one more than there are', countOneMore()],
    ['has no name and no address', withoutNames()],
  ])('in which the list %s makes nobody a second account', async (_name, answer) => {
    await playLife((world) => deliver(world, 'GET /companies/:company/employees', answer));
  });

  it('in which one entry of the list is any JSON at all concerns that account alone', async () => {
    for (const [, place] of Object.keys(account).entries()) {
      if (place === 'id') continue;
      for (const value of [undefined, ...JSON_VALUES]) {
        for (const { id } of company().ordered) company().remove(id);
        company().add({ email: 'somebody@example.com', external_id: 'somebody', last_name: 'Else' });
        const world = new World({ employees: people(3), status: 'pending' });
        world.alleo.open = open;
        await world.approve(true);
        await world.sync('activate');
        alleo.script = ({ route }) =>
          route === 'GET /companies/:company/employees'
            ? alterJson<{ data: unknown[] }>(({ data: [first, ...rest], ...page }) => ({
                ...page,
                data: [replaceAt(first, [place], value), ...rest],
              }))
            : undefined;
        await world.deliverAll();
        const own = company().ordered.filter(({ external_id }) => external_id !== 'somebody');
        expect({ place, value, own: own.map((one) => `${one.external_id} ${one.is_active}`) }).toEqual({
          place,
          value,
          own: ['1 true', '2 true', '3 true'],
        });
        expect(world.deadLetters).toEqual([]);
      }
    }
  });

  /** Delivers what waits; the first answer of this route is strange. */
  async function deliver(world: World, route: string, answer: ScriptAnswer): Promise<void> {
    let left = 1;
    alleo.script = (request) => {
      if (request.route !== route || left === 0) return undefined;
      left -= 1;
      return answer;
    };
    await world.deliverAll();
    expect(world.deadLetters).toEqual<UserMutation[]>([]);
  }
});

describe("a gateway's page for as long as somebody's deactivation is tried", () => {
  it.each(['GET /companies/:company/employees/:id', 'POST /companies/:company/employees/:id/deactivate'])(
    '%s: the deactivation stays open, and is done once Alleo itself answers',
    async (route) => {
      const company = companyOf(alleo, 7);
      for (const { id } of company.ordered) company.remove(id);
      const world = new World({ employees: people(5), status: 'pending' });
      world.alleo.open = open;
      await world.approve(true);
      await world.sync('activate');
      await world.deliverAll();
      world.edit('1', { status: 'inactive' });
      world.date = '2026-12-02';
      await world.sync();
      alleo.script = (request) =>
        request.route === route ? { status: 404, headers: { 'content-type': 'text/html' }, body: PAGE } : undefined;
      await world.deliverAll();
      expect(company.findByExternalId('1')?.is_active).toBe(true);
      expect(world.open()).toEqual(['deactivate 1 ALLEO_UNAVAILABLE']);
      alleo.script = undefined;
      await world.day('2026-12-03');
      expect(company.findByExternalId('1')?.is_active).toBe(false);
      expect(world.open()).toEqual([]);
    },
  );
});
