import { makeLimits, makeRoutes } from '../../../local/simulators/personio/routes.ts';
import { TokenIssuer } from '../../../local/simulators/token-issuer.ts';
import type { Climate } from '../climate.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Company } from '../life/company.ts';
import type { Side } from './network.ts';
import { answerAt } from './serve.ts';

export interface PersonioDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly climate: Climate;
}

/** Personio for all customers: the simulator's routes by the simulated clock. */
export function openPersonioSide({ scheduler, chance, climate }: PersonioDeps, companies: readonly Company[]): Side {
  const now = () => scheduler.now;
  const tokens = new TokenIssuer({ lifeSeconds: 86_400, stable: true, prefix: 'papi-', now });
  const accounts = companies.map(({ personio }) => personio);
  const routes = makeRoutes({ accounts, tokens, limits: makeLimits(undefined, now), noteUnknown });
  const notFound = { success: false, error: { code: 404, message: 'Not Found' } };
  return (request, by) => {
    const answer = answerAt({ routes, basePath: '/v1', notFound }, request);
    const isList = /\/company\/employees\?/.test(request.url) && answer.status === 200;
    const shifts =
      isList && chance.strikes(`personio listing shifts, ${by.name}`, climate.faults['personio listing shifts']);
    return shifts ? { ...answer, body: shift(answer.body) } : answer;
  };
}

/** Somebody stands in the listing twice, and somebody else not at all: pages that shift while they are read. */
function shift(body: string): string {
  const page = JSON.parse(body) as { data: unknown[] };
  return JSON.stringify({ ...page, data: [...page.data.slice(0, -1), page.data[0]] });
}

function noteUnknown(route: string): void {
  throw new Error(`a request that Personio does not document: ${route}`);
}
