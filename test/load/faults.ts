import type { OnRequest } from '../../local/engine/serve-actions.ts';
import type { Script, ScriptAnswer } from '../../local/simulators/http-exchange.ts';
import { brokenJson, gatewayError, tooManyRequests } from '../local/simulators/script-answers.ts';
import { rateLimited } from '../local/simulators/strange-answers.ts';
import type { OnAttempt } from '../shared/adapters/dynamodb/inject-faults.ts';

/** Of all requests so many go wrong; one fault in so many is the first of several in a row. */
const SHARE = 0.01;
const OUTAGE_SHARE = 0.1;
const OUTAGE_REQUESTS = 12;

/** A gateway before Alleo answers anything at all: only Alleo's own body says something. */
const ALLEO_PAGES = [200, 400, 401, 403, 404, 409, 422, 503].map((status) => gatewayError(status));
/** What Personio, or a firewall before it, answers then. */
const PERSONIO: readonly ScriptAnswer[] = [
  gatewayError(502),
  gatewayError(403),
  gatewayError(404),
  tooManyRequests(),
  tooManyRequests(0),
  brokenJson(),
  'drop',
];

/** Calls of the functions; all others are the pollers', which Lambda runs for us. */
const OURS: ReadonlySet<string> = new Set(['GetSecretValue', 'SendMessage', 'SendMessageBatch']);

/** Faults everywhere, from one seed; none while `on` is false. */
export interface Faults {
  on: boolean;
  count: number;
  readonly personio: Script;
  readonly alleo: Script;
  readonly engine: OnRequest;
  readonly dynamodb: OnAttempt;
}

export function createFaults(random: () => number): Faults {
  const left = new Map<string, number>();
  const strikes = (where: string): boolean => {
    if (!faults.on) return false;
    const outage = left.get(where) ?? 0;
    if (outage > 0) left.set(where, outage - 1);
    else if (random() >= SHARE) return false;
    else if (random() < OUTAGE_SHARE) left.set(where, OUTAGE_REQUESTS);
    faults.count += 1;
    return true;
  };
  const choose = <T>(answers: readonly T[]): T | undefined => answers[Math.floor(random() * answers.length)];
  const faults: Faults = {
    on: false,
    count: 0,
    personio: () => (strikes('personio') ? choose(PERSONIO) : undefined),
    alleo: () =>
      strikes('alleo')
        ? choose([...ALLEO_PAGES, rateLimited(1), tooManyRequests(), 'drop', 'drop-after'] as const)
        : undefined,
    engine: ({ action }) =>
      OURS.has(action) && strikes('engine')
        ? (choose(['fail-before', 'fail-after', 'throttle'] as const) ?? 'pass')
        : 'pass',
    dynamodb: () => (strikes('dynamodb') ? choose(['lost', 'reset'] as const) : undefined),
  };
  return faults;
}
