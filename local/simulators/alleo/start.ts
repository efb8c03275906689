import { randomUUID } from 'node:crypto';
import type { Script } from '../http-exchange.ts';
import { HttpSimulator } from '../http-server.ts';
import { type RateLimit, RateLimiter } from '../rate-limiter.ts';
import { TokenIssuer } from '../token-issuer.ts';
import { AlleoCompany, type AlleoCompanyOptions, type CompanyDeps, type JournalEntry } from './company.ts';
import type { AlleoCredential } from './issue-token.ts';
import { makeRoutes } from './routes.ts';

export interface AlleoSimulatorOptions {
  /** @default one company, 1, without groups and accounts */
  readonly companies?: readonly AlleoCompanyOptions[];
  /** @default the one pair `access` and `secret`, which sees every company, later ones included */
  readonly credentials?: readonly AlleoCredential[];
  /** @default a free one */
  readonly port?: number;
  /** Whether a new account is active before anyone activates it. @default false */
  readonly activeAtCreation?: boolean;
  /** Per credential, with `X-RateLimit-*` on every answer. @default none */
  readonly rateLimits?: readonly RateLimit[];
  /** @default 3600 */
  readonly tokenSeconds?: number;
  readonly script?: Script;
  /** Milliseconds since 1970, for tokens, limits and the journal. @default the machine's clock */
  readonly now?: () => number;
}

/** The limit that an example of the documentation shows. */
export const ALLEO_LIMITS: readonly RateLimit[] = [{ requests: 600, seconds: 60 }];

/** What an Alleo simulator has beyond any HTTP simulator. */
export interface AlleoControls {
  readonly companies: ReadonlyMap<number, AlleoCompany>;
  /** Every real change through the API, oldest first; admin edits are not in it. May be emptied. */
  readonly journal: JournalEntry[];
  /** Throws when the id is taken. */
  addCompany(options: AlleoCompanyOptions): AlleoCompany;
  /** Replaces all key pairs; tokens of a pair that is gone are refused. */
  setCredentials(credentials: readonly AlleoCredential[]): void;
  /** Ends every token that was given out. */
  revokeTokens(): void;
}

export type AlleoSimulator = HttpSimulator & AlleoControls;

/** Starts a simulated Alleo Customer API on 127.0.0.1. `url` ends in `/customer_api/v1`. */
export async function startAlleoSimulator(options: AlleoSimulatorOptions = {}): Promise<AlleoSimulator> {
  const { port, script, rateLimits, tokenSeconds = 3600, now = Date.now } = options;
  const state = makeState(options, now);
  const tokens = new TokenIssuer({ lifeSeconds: tokenSeconds, stable: false, prefix: 'alleo-', now });
  const server: HttpSimulator = new HttpSimulator({
    basePath: '/customer_api/v1',
    ...(port === undefined ? {} : { port }),
    ...(script === undefined ? {} : { script }),
    now,
    headers: () => ({ 'x-request-id': randomUUID() }),
    notFound: { detail: 'Not Found' },
    routes: makeRoutes({
      companies: state.companies,
      credentials: state.credentials,
      tokens,
      limiter: rateLimits === undefined ? undefined : new RateLimiter(rateLimits, now),
      activeAtCreation: options.activeAtCreation ?? false,
      noteUnknown: (name) => {
        server.noteUnknown(name);
      },
    }),
  });
  await server.listen();
  const controls: AlleoControls = {
    companies: state.companies,
    journal: state.journal,
    addCompany: state.addCompany,
    setCredentials: (credentials) => {
      state.credentials.splice(0, Number.POSITIVE_INFINITY, ...credentials);
    },
    revokeTokens: () => {
      tokens.revokeAll();
    },
  };
  return Object.assign(server, controls);
}

interface State {
  readonly companies: Map<number, AlleoCompany>;
  readonly credentials: AlleoCredential[];
  readonly journal: JournalEntry[];
  readonly addCompany: (options: AlleoCompanyOptions) => AlleoCompany;
}

function makeState(options: AlleoSimulatorOptions, now: () => number): State {
  const companies = new Map<number, AlleoCompany>();
  const journal: JournalEntry[] = [];
  const all: number[] = [];
  const credentials = [...(options.credentials ?? [{ accessKey: 'access', secretKey: 'secret', companies: all }])];
  let lastId = 5000;
  const deps: CompanyDeps = {
    nextId: () => {
      lastId += 1;
      return lastId;
    },
    now,
    journal,
  };
  const addCompany = (more: AlleoCompanyOptions): AlleoCompany => {
    if (companies.has(more.id)) throw new Error(`The simulated Alleo has a company ${more.id} already.`);
    const company = new AlleoCompany(deps, more);
    companies.set(more.id, company);
    all.push(more.id);
    return company;
  };
  for (const company of options.companies ?? [{ id: 1, name: 'Company 1' }]) addCompany(company);
  return { companies, credentials, journal, addCompany };
}
