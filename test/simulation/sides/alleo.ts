import { AlleoCompany, type AlleoCompanyOptions } from '../../../local/simulators/alleo/company.ts';
import type { AlleoEmployee } from '../../../local/simulators/alleo/employee.ts';
import type { AlleoCredential } from '../../../local/simulators/alleo/issue-token.ts';
import { makeRoutes } from '../../../local/simulators/alleo/routes.ts';
import { TokenIssuer } from '../../../local/simulators/token-issuer.ts';
import type { HttpAnswer, HttpRequest } from '../../../shared/adapters/http/send-request.ts';
import type { Climate } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Owner, Scheduler } from '../clockwork/scheduler.ts';
import type { AlleoWrite, Judge } from '../judge/judge.ts';
import type { Company } from '../life/company.ts';
import type { Side } from './network.ts';
import { answerAt } from './serve.ts';

export interface AlleoDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
  readonly judge: Judge;
}

/** A list may be so much older than the accounts themselves. */
const LONGEST_LAG_MS = 60_000;

/** What a company's list showed, from when on. */
interface Shown {
  readonly from: number;
  readonly ordered: readonly AlleoEmployee[];
}

export function createAlleoCompanies(scheduler: Scheduler, options: readonly AlleoCompanyOptions[]): AlleoCompany[] {
  let lastId = 5_000;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  return options.map((one) => new AlleoCompany({ nextId, now: () => scheduler.now, journal: [] }, one));
}

const ACTIONS = [
  { action: 'create', method: 'POST', path: /\/employees$/ },
  { action: 'patch', method: 'PATCH', path: /\/employees\/(\d+)$/ },
  { action: 'activate', method: 'POST', path: /\/employees\/(\d+)\/activate$/ },
  { action: 'deactivate', method: 'POST', path: /\/employees\/(\d+)\/deactivate$/ },
] as const;

/** Alleo for all customers: the simulator's routes by the simulated clock, lists that lag, and a judge who watches. */
export function openAlleoSide(deps: AlleoDeps, companies: readonly Company[]): Side {
  const { scheduler, chance, climate, judge } = deps;
  const now = () => scheduler.now;
  const tokens = new TokenIssuer({ lifeSeconds: 3_600, stable: false, prefix: 'alleo-', now });
  const credentials: AlleoCredential[] = companies.map(({ id, number }) => ({
    accessKey: `access-${id}`,
    secretKey: `secret-${id}`,
    companies: [number],
  }));
  const byNumber = new Map(companies.map((company) => [company.number, company.alleo]));
  const common = { credentials, tokens, limiter: undefined, noteUnknown };
  const { activeAtCreation } = climate;
  const routes = makeRoutes({ ...common, companies: byNumber, activeAtCreation });
  const shown = new Map<number, Shown[]>();
  const lagging = new Map<number, AlleoCompany>();
  const lists = makeRoutes({ ...common, companies: lagging, activeAtCreation });
  const service = { basePath: '/customer_api/v1', notFound: { detail: 'Not Found' } };

  const remember = (company: AlleoCompany) => {
    const before = shown.get(company.id) ?? [];
    if (before.at(-1)?.ordered === company.ordered) return;
    const recent = before.filter((one, at) => at === before.length - 1 || one.from > now() - 2 * LONGEST_LAG_MS);
    shown.set(company.id, [...recent, { from: now(), ordered: company.ordered }]);
  };

  const listLate = (company: Company, request: HttpRequest): HttpAnswer => {
    const at = now() - chance.between('lag', 1, LONGEST_LAG_MS);
    const then = (shown.get(company.number) ?? []).findLast(({ from }) => from <= at) ?? {
      ordered: company.alleo.ordered,
    };
    lagging.set(company.number, Object.create(company.alleo, { ordered: { value: then.ordered } }) as AlleoCompany);
    return answerAt({ ...service, routes: lists }, request);
  };

  return (request: HttpRequest, by: Owner) => {
    const path = new URL(request.url).pathname;
    const number = Number(/\/companies\/(\d+)/.exec(path)?.[1]);
    const company = companies.find((one) => one.number === number);
    if (chance.strikes('alleo token revoked', climate.faults['alleo token revoked'])) tokens.revokeAll();
    if (company === undefined) return answerAt({ ...service, routes }, request);
    remember(company.alleo);
    const isList = request.method === 'GET' && path.endsWith('/employees');
    if (isList && chance.strikes('alleo list lags', climate.faults['alleo list lags']))
      return listLate(company, request);
    const action = ACTIONS.find((one) => one.method === request.method && one.path.test(path));
    const id = Number(action?.path.exec(path)?.[1]);
    const before = company.alleo.employees.get(id);
    const answer = answerAt({ ...service, routes }, request);
    remember(company.alleo);
    if (action !== undefined && answer.status < 300) {
      const after = JSON.parse(answer.body) as AlleoEmployee;
      judge.wroteAtAlleo({ company, action: action.action, before, after, by } satisfies AlleoWrite);
    }
    return answer;
  };
}

function noteUnknown(route: string): void {
  throw new Error(`a request that Alleo does not document: ${route}`);
}
