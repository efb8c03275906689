import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AlleoSimulator, startAlleoSimulator } from '../../local/simulators/alleo/start.ts';
import { alterJson } from '../../local/simulators/script-answers.ts';
import { createAlleoClient } from '../../shared/adapters/alleo/alleo-client.ts';
import { AccountPageSchema, AccountSchema, NamedListSchema, TokenSchema } from '../../shared/adapters/alleo/answers.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import type { AlleoPort } from '../../shared/core/ports/alleo.ts';
import { World } from '../fakes/world.ts';
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
        const fits = schema.safeParse(spoilt).success;
        if (!fits) refused += 1;
        const isToken = route.endsWith('token') && fits;
        const code = isToken ? expect.toBeOneOf(CODES) : 'ALLEO_UNAVAILABLE';
        if (error === undefined) expect({ path, value, fits }).toEqual({ path, value, fits: true });
        else expect({ path, value, error }).toMatchObject({ error: { code, tenantId: 'acme' } });
        if (!fits) expect(error).toBeDefined();
      }
    }
    expect(refused).toBeGreaterThan(20);
  });
});

describe('a delivery that meets a strange answer', () => {
  const STRANGE = [null, [], {}, 'text', { data: {} }, { id: 'x' }];
  const ALL = ROUTES.filter(({ route }) => route !== 'POST /oauth/token').map(({ route }) => route);

  /** Somebody new, changed and gone again, each message with one strange answer on its way. */
  it.each(ALL)('%s: is tried again, and the person has one account, as the last message says', async (route) => {
    for (const body of STRANGE) {
      for (const { id } of alleo.companies.get(7)?.ordered ?? []) alleo.companies.get(7)?.remove(id);
      alleo.companies.get(7)?.repeatedActivations.splice(0);
      const world = new World({
        employees: [...people(3), person('9', { email: 'nine@example.com' })],
        status: 'pending',
      });
      world.alleo.open = open;
      await world.approve(true);
      await world.sync('activate');
      await deliver(world, route, body);
      world.edit('9', { email: 'other@example.com', department: 'IT' });
      world.date = '2026-12-02';
      await world.sync();
      await deliver(world, route, body);
      world.edit('9', { status: 'inactive' });
      world.date = '2026-12-03';
      await world.sync();
      await deliver(world, route, body);
      const accounts = alleo.companies.get(7)?.ordered ?? [];
      expect(accounts.map((one) => `${one.external_id} ${one.is_active} ${one.email}`).sort()).toMatchObject([
        expect.stringMatching(/^1 true/),
        expect.stringMatching(/^2 true/),
        expect.stringMatching(/^3 true/),
        '9 false other@example.com',
      ]);
      expect(alleo.companies.get(7)?.repeatedActivations).toEqual([]);
      expect(world.open()).toEqual([]);
    }
  });

  /** Delivers what waits; the first answer of this route is strange. */
  async function deliver(world: World, route: string, body: unknown): Promise<void> {
    let left = 1;
    alleo.script = (request) => {
      if (request.route !== route || left === 0) return undefined;
      left -= 1;
      // The work is done all the same; only the answer is strange.
      return alterJson(() => body);
    };
    await world.deliverAll();
    expect(world.deadLetters).toEqual<UserMutation[]>([]);
  }
});
