import { makeLimits, makeRoutes } from '../../../local/simulators/personio/routes.ts';
import { TokenIssuer } from '../../../local/simulators/token-issuer.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Company } from '../life/company.ts';
import type { Side } from './network.ts';
import { answerAt } from './serve.ts';

/** Personio for all customers: the simulator's routes by the simulated clock. */
export function openPersonioSide(scheduler: Scheduler, companies: readonly Company[]): Side {
  const now = () => scheduler.now;
  const tokens = new TokenIssuer({ lifeSeconds: 86_400, stable: true, prefix: 'papi-', now });
  const accounts = companies.map(({ personio }) => personio);
  const routes = makeRoutes({ accounts, tokens, limits: makeLimits(undefined, now), noteUnknown });
  const notFound = { success: false, error: { code: 404, message: 'Not Found' } };
  return (request) => answerAt({ routes, basePath: '/v1', notFound }, request);
}

function noteUnknown(route: string): void {
  throw new Error(`a request that Personio does not document: ${route}`);
}
