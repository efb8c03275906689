import { encodeBody, type SimulatedRequest, type SimulatedResponse } from '../http-exchange.ts';
import { RateLimiter, type RateVerdict } from '../rate-limiter.ts';
import { type Route, route } from '../route.ts';
import type { TokenIssuer } from '../token-issuer.ts';
import type { PersonioAccount } from './account.ts';
import { failure, success } from './answers.ts';
import { type Access, authenticate, findAccess, readClientId } from './authenticate.ts';
import { listEmployees, type PageCache, unknownParameters } from './list-employees.ts';
import { PERSONIO_LIMITS, type PersonioRateLimits, type PersonioSettings } from './settings.ts';

/** The limiters of one server. */
export interface Limits {
  readonly auth: RateLimiter | undefined;
  readonly employees: RateLimiter | undefined;
  readonly options: PersonioRateLimits;
}

/** No options: no limits; otherwise Personio's own where nothing else is said. */
export function makeLimits(options: PersonioRateLimits | undefined, now: () => number): Limits {
  if (options === undefined) return { auth: undefined, employees: undefined, options: {} };
  return {
    auth: options.auth === undefined ? undefined : new RateLimiter(options.auth, now),
    employees: new RateLimiter(options.employees ?? PERSONIO_LIMITS, now),
    options,
  };
}

export interface RouteDeps {
  readonly accounts: readonly PersonioAccount[];
  readonly tokens: TokenIssuer;
  readonly limits: Limits;
  readonly noteUnknown: (route: string) => void;
}

type EmployeeAnswer = (access: Access, request: SimulatedRequest, parameters: readonly string[]) => SimulatedResponse;

/** The documented routes; everything else is an unknown path. */
export function makeRoutes(deps: RouteDeps): Route[] {
  const { tokens, limits, accounts, noteUnknown } = deps;
  const caches = new WeakMap<PersonioAccount, PageCache>();
  const employees = (name: string, answer: EmployeeAnswer): Route =>
    route(name, (request, parameters) => {
      const clientId = tokens.holderOf(request.headers.authorization);
      const access = clientId === undefined ? undefined : findAccess(accounts, clientId);
      if (access === undefined) return failure(accounts[0]?.settings.badTokenStatus ?? 401, 'Unauthorized');
      return limited(limits.employees, limits.options, access.credential.clientId, () =>
        spell(access.account.settings, answer(access, request, parameters)),
      );
    });
  return [
    route('POST /auth', (request) =>
      limited(limits.auth, limits.options, readClientId(request), () =>
        spell(accounts[0]?.settings, authenticate({ accounts, tokens }, request)),
      ),
    ),
    employees('GET /company/employees', ({ account, credential }, request) => {
      const unknown = unknownParameters(request.query);
      if (unknown.length > 0) {
        noteUnknown(`GET /company/employees?${unknown.join('&')}`);
        return failure(400, `Not simulated: ${unknown.join(', ')}`);
      }
      return listEmployees({ account, cache: cacheOf(caches, account) }, credential, request);
    }),
    employees('GET /company/employees/attributes', listAttributes),
    employees('GET /company/employees/:id', getEmployee),
  ];
}

/** The answer with what the account leaves out of it, or puts before it. */
function spell(settings: PersonioSettings | undefined, answer: SimulatedResponse): SimulatedResponse {
  if (settings === undefined || (settings.tellsSuccess && !settings.byteOrderMark)) return answer;
  const text = encodeBody(answer.body).toString();
  const said = settings.tellsSuccess ? text : text.replace('"success":true,', '');
  return { ...answer, body: `${settings.byteOrderMark ? '\uFEFF' : ''}${said}` };
}

function cacheOf(caches: WeakMap<PersonioAccount, PageCache>, account: PersonioAccount): PageCache {
  const cache = caches.get(account) ?? { version: account.version, pages: new Map() };
  caches.set(account, cache);
  return cache;
}

function listAttributes({ account, credential }: Access): SimulatedResponse {
  if (!account.settings.attributesReadable) return failure(403, 'Access denied');
  const readable = account.readableBy(credential);
  return success(
    readable.map(({ key, label, type, universalId, options }) => {
      const choices = options.map((option) => ({ label: option, value: option }));
      return { key, label, type, universal_id: universalId, options: choices };
    }),
  );
}

function getEmployee(access: Access, _request: SimulatedRequest, [id]: readonly string[]): SimulatedResponse {
  const { account, credential } = access;
  const person = account.people.get(Number(id));
  if (person === undefined) return failure(404, 'Der Mitarbeiter wurde nicht gefunden.');
  return { status: 200, body: `{"success":true,"data":${account.rowWriter(credential, [])(person)}}` };
}

function limited(
  limiter: RateLimiter | undefined,
  options: PersonioRateLimits,
  key: string,
  answer: () => SimulatedResponse,
): SimulatedResponse {
  if (limiter === undefined) return answer();
  const verdict = limiter.take(key);
  const headers = options.headers === true ? rateHeaders(verdict) : {};
  if (!verdict.allowed) {
    const { retryAfter = false } = options;
    const hint = retryAfter === true ? String(Math.ceil(verdict.waitSeconds)) : retryAfter;
    const wait = hint === false ? {} : { 'retry-after': hint };
    return failure(429, 'Too many requests', { headers: { ...headers, ...wait } });
  }
  const response = answer();
  return { ...response, headers: { ...headers, ...response.headers } };
}

function rateHeaders(verdict: RateVerdict): Record<string, string> {
  return {
    'x-ratelimit-limit': String(verdict.limit),
    'x-ratelimit-remaining': String(verdict.remaining),
    'x-ratelimit-reset': String(Math.ceil(verdict.resetSeconds)),
  };
}
