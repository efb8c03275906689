import type { Script } from '../http-exchange.ts';
import { HttpSimulator } from '../http-server.ts';
import { TokenIssuer } from '../token-issuer.ts';
import { PersonioAccount, type PersonioAccountOptions } from './account.ts';
import { findAccess, hasCredentialsInQuery } from './authenticate.ts';
import type { NewPersonioPerson, PersonioPerson } from './person.ts';
import { makeLimits, makeRoutes } from './routes.ts';
import type { PersonioRateLimits, PersonioSettings } from './settings.ts';

/** The first account, and how the server behaves for all of them. */
export interface PersonioSimulatorOptions extends PersonioAccountOptions {
  /** @default a free one */
  readonly port?: number;
  /** `{}`: Personio's own limits. @default no limits */
  readonly rateLimits?: PersonioRateLimits;
  /** @default 86 400, one day */
  readonly tokenSeconds?: number;
  readonly script?: Script;
  /** Milliseconds since 1970, for tokens and limits. @default the machine's clock */
  readonly now?: () => number;
}

/** What a Personio simulator has beyond any HTTP simulator. The account's members are those of the first account. */
export interface PersonioControls {
  readonly account: PersonioAccount;
  readonly people: ReadonlyMap<number, PersonioPerson>;
  add(person: NewPersonioPerson): PersonioPerson;
  change(id: number, change: Partial<Omit<PersonioPerson, 'id'>>): PersonioPerson;
  remove(id: number): void;
  configure(change: Partial<PersonioSettings>): void;
  /** Another company on the same server, as in reality: the credential tells which. Throws when an account has it. */
  addAccount(options: PersonioAccountOptions): PersonioAccount;
  /** Ends every token that was given out. */
  revokeTokens(): void;
  /** Requests by the value of `X-Personio-App-ID`; those without under the empty text. */
  readonly appIds: ReadonlyMap<string, number>;
  /** Routes that were asked with credentials in the query string. */
  readonly credentialsInQuery: readonly string[];
}

export type PersonioSimulator = HttpSimulator & PersonioControls;

/** Starts a simulated Personio (API v1) on 127.0.0.1. `url` ends in `/v1`. */
export async function startPersonioSimulator(options: PersonioSimulatorOptions = {}): Promise<PersonioSimulator> {
  const { port, rateLimits, tokenSeconds = 86_400, script, now = Date.now, ...accountOptions } = options;
  const account = new PersonioAccount(accountOptions);
  const accounts = [account];
  const tokens = new TokenIssuer({ lifeSeconds: tokenSeconds, stable: true, prefix: 'papi-', now });
  const appIds = new Map<string, number>();
  const credentialsInQuery: string[] = [];
  const server: HttpSimulator = new HttpSimulator({
    basePath: '/v1',
    ...(port === undefined ? {} : { port }),
    ...(script === undefined ? {} : { script }),
    now,
    routes: makeRoutes({
      accounts,
      tokens,
      limits: makeLimits(rateLimits, now),
      noteUnknown: (name) => {
        server.noteUnknown(name);
      },
    }),
    notFound: { success: false, error: { code: 404, message: 'Not Found' } },
    observe: (request) => {
      const appId = request.headers['x-personio-app-id'] ?? '';
      appIds.set(String(appId), (appIds.get(String(appId)) ?? 0) + 1);
      if (hasCredentialsInQuery(request.query)) credentialsInQuery.push(request.route);
    },
  });
  await server.listen();
  return Object.assign(server, makeControls({ account, accounts, tokens, appIds, credentialsInQuery }));
}

function makeControls(parts: {
  readonly account: PersonioAccount;
  readonly accounts: PersonioAccount[];
  readonly tokens: TokenIssuer;
  readonly appIds: ReadonlyMap<string, number>;
  readonly credentialsInQuery: readonly string[];
}): PersonioControls {
  const { account, accounts, tokens, appIds, credentialsInQuery } = parts;
  return {
    account,
    people: account.people,
    add: (person) => account.add(person),
    change: (id, change) => account.change(id, change),
    remove: (id) => {
      account.remove(id);
    },
    configure: (change) => {
      account.configure(change);
    },
    addAccount: (more) => {
      const added = new PersonioAccount(more);
      const taken = added.credentials.find((credential) => findAccess(accounts, credential.clientId) !== undefined);
      if (taken !== undefined) throw new Error(`Another account of the simulator has client id ${taken.clientId}.`);
      accounts.push(added);
      return added;
    },
    revokeTokens: () => {
      tokens.revokeAll();
    },
    appIds,
    credentialsInQuery,
  };
}
