import { API_PATHS } from '../../contracts/address.ts';
import type { PersonioCredentials } from '../../contracts/credentials.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type * as z from '../../contracts/zod.ts';
import type { Employee, ListingRead } from '../../core/ground/employee.ts';
import { TransientError } from '../../core/ground/errors.ts';
import { sideBySide } from '../../core/ground/settle-all.ts';
import type { PersonioPort } from '../../core/ports/personio.ts';
import { checkBaseUrl } from '../http/check-base-url.ts';
import type { TokenSource } from '../http/keep-token.ts';
import type { PaceOptions, Pacing, Requester, RetryBudget } from '../http/pace-requests.ts';
import { budgetFor, createRequester } from '../http/pace-requests.ts';
import type { SendRequest } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';
import type { Sleep } from '../retry.ts';
import { AttributesSchema, OneSchema, pageSchema, totalOf, whoRefuses } from './answers.ts';
import { createTokenSource, headersOf, refused, unanswered } from './authenticate.ts';
import type { RowMapper } from './map-employee.ts';
import { createRowMapper, describeAttribute } from './map-employee.ts';

export interface PersonioOptions {
  readonly tenantId: string;
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  /** Reads the pair; called again where it was refused, since it may have been rotated. */
  readonly credentials: () => Promise<PersonioCredentials>;
  readonly eligibility: Eligibility;
  /** `X-Personio-Partner-ID`, where the stage has one. */
  readonly partnerId?: string | undefined;
  /** Told of signs that the API comes to an end. */
  readonly onEnding?: PaceOptions['onEnding'];
  /** `PERSONIO_PACING` in Lambda; `undefined` for none. */
  readonly pacing: Pacing | undefined;
  /** How long all waiting, after failures and for a quota, may take together. */
  readonly retryBudgetMs: RetryBudget;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  /** @default Node's own client */
  readonly send?: SendRequest;
}

/** Personio's limits per credential (facts: "Limits and errors"). */
export const PERSONIO_PACING: Pacing = { perSecond: 15, perMinute: 300 };

/** Official maximum since 2025-01-31; more is refused. */
const PAGE = 100;
/** Pages in flight at once: a second's worth of the limit, so that it is filled also where an answer takes a second. */
const PAGES_AT_ONCE = PERSONIO_PACING.perSecond;
/** More pages than any customer has (README, "Limits"): beyond them it is no list that ends. */
const MOST_PAGES = 4_000;
const LIMITS = { timeoutMs: 30_000, maxBytes: 20 * 1024 * 1024 };

interface Client {
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requester: Requester;
  readonly tokens: TokenSource;
}

/**
 * A GET that must give the documented JSON; `not-found` for 404, `forbidden` for a 401 or 403 that stays, each in
 * Personio's own words: the same status from something before Personio is trouble, tried again.
 */
async function get<T>(
  client: Client,
  path: string,
  schema: z.ZodMiniType<T>,
  code: string,
): Promise<T | 'not-found' | 'forbidden'> {
  let refusals = 0;
  for (let attempt = 0; ; ) {
    const token = await client.tokens.get();
    const headers = { ...client.headers, authorization: `Bearer ${token}` };
    const answer = await client.requester.send({ method: 'GET', url: `${client.baseUrl}${path}`, headers });
    if (!(answer instanceof Error)) {
      const isRefused = whoRefuses(answer) === 'personio';
      if (isRefused && answer.status === 404) return 'not-found';
      if (isRefused && (answer.status === 401 || answer.status === 403)) {
        refusals += 1;
        // A token can expire or be revoked: authenticate once, repeat once.
        if (refusals > 1) return 'forbidden';
        client.tokens.drop(token);
        continue;
      }
      const parsed = answer.status === 200 ? schema.safeParse(parseJson(answer.body)) : undefined;
      if (parsed?.success === true) return parsed.data;
    }
    if (!(await client.requester.backOff(attempt, answer))) {
      throw unanswered({ tenantId: client.tenantId, operation: 'read from Personio', code }, answer);
    }
    attempt += 1;
  }
}

interface Page {
  readonly employees: readonly Employee[];
  readonly total: number | undefined;
}

const incomplete = ({ tenantId }: Client, why: string) =>
  new TransientError({ tenantId, operation: 'read listing', code: 'LISTING_INCOMPLETE' }, why);

async function readPage(client: Client, mapper: RowMapper, offset: number): Promise<Page> {
  const page = await get(
    client,
    `/company/employees?limit=${PAGE}&offset=${offset}`,
    pageSchema(),
    'LISTING_INCOMPLETE',
  );
  if (page === 'forbidden') throw refused(client.tenantId);
  if (page === 'not-found') throw incomplete(client, 'the list of employees was not found');
  const employees = page.data.map((row) => {
    const employee = mapper.map(row.attributes);
    if (employee === undefined) throw incomplete(client, 'a row has no usable id');
    return employee;
  });
  return { employees, total: totalOf(page.metadata) };
}

/**
 * Where no figure tells how many there are: on by as many rows as came, until a page has none. A page of nobody new comes
 * of an offset that is not heeded: such a list would never end.
 */
async function readInOrder(client: Client, mapper: RowMapper, first: Page): Promise<Page[]> {
  const pages = [first];
  const ids = new Set(first.employees.map((one) => one.id));
  let offset = first.employees.length;
  for (let last = first; last.employees.length > 0; pages.push(last)) {
    if (pages.length >= MOST_PAGES) throw incomplete(client, `more than ${MOST_PAGES} pages`);
    last = await readPage(client, mapper, offset);
    const before = ids.size;
    for (const { id } of last.employees) ids.add(id);
    if (last.employees.length > 0 && ids.size === before) throw incomplete(client, 'a page repeats those before it');
    offset += last.employees.length;
  }
  return pages;
}

async function readAtOnce(client: Client, mapper: RowMapper, first: Page, total: number): Promise<Page[]> {
  // A first page of fewer rows than asked for: that is how many come at a time.
  const step = first.employees.length;
  const last = step === 0 ? 0 : Math.ceil(total / step);
  if (last > MOST_PAGES) throw incomplete(client, `more than ${MOST_PAGES} pages`);
  const offsets = Array.from({ length: Math.max(0, last - 1) }, (_, n) => (n + 1) * step);
  return [first, ...(await sideBySide(offsets, PAGES_AT_ONCE, (offset) => readPage(client, mapper, offset)))];
}

/** One full read: the first page tells the total, the others are fetched side by side under the limits. */
async function readAll(client: Client, eligibility: Eligibility): Promise<ListingRead> {
  const mapper = createRowMapper(eligibility);
  const first = await readPage(client, mapper, 0);
  const pages =
    first.total === undefined
      ? await readInOrder(client, mapper, first)
      : await readAtOnce(client, mapper, first, first.total);
  return {
    employees: pages.flatMap((page) => page.employees),
    totals: pages.flatMap((page) => (page.total === undefined ? [] : [page.total])),
    attributes: mapper.attributes,
  };
}

async function readOne(client: Client, eligibility: Eligibility, employeeId: string): Promise<Employee | undefined> {
  const path = `/company/employees/${encodeURIComponent(employeeId)}`;
  const one = await get(client, path, OneSchema, 'PERSONIO_UNAVAILABLE');
  if (one === 'forbidden') throw refused(client.tenantId);
  if (one === 'not-found') return undefined;
  const employee = createRowMapper(eligibility).map(one.data.attributes);
  if (employee === undefined || employee.id !== employeeId) {
    const facts = { tenantId: client.tenantId, operation: 'look up employee', code: 'PERSONIO_UNAVAILABLE' };
    throw new TransientError(facts, 'the answer is about somebody else');
  }
  return employee;
}

/** Personio's v1 API (facts: Personio). Throws `TenantError` URL_NOT_ALLOWED at once where the address is not allowed. */
export function createPersonioClient(options: PersonioOptions): PersonioPort {
  const { tenantId, eligibility, sleep, random, pacing } = options;
  const baseUrl = checkBaseUrl(options.baseUrl, { ...options, path: API_PATHS.personio });
  const retryBudgetMs = budgetFor(options.retryBudgetMs, baseUrl);
  const { send, onEnding, partnerId } = options;
  const requester = createRequester({ pacing, retryBudgetMs, limits: LIMITS, sleep, random, send, onEnding });
  const headers = headersOf(partnerId);
  const tokens = createTokenSource({ tenantId, baseUrl, headers, requester, credentials: options.credentials });
  const client = { tenantId, baseUrl, headers, requester, tokens };
  return {
    readAll: () => readAll(client, eligibility),
    readOne: (employeeId) => readOne(client, eligibility, employeeId),
    async readAttributes() {
      const answer = await get(client, '/company/employees/attributes', AttributesSchema, 'PERSONIO_UNAVAILABLE');
      // Some credentials get 403 here: it is for diagnosis only.
      if (answer === 'forbidden' || answer === 'not-found') return undefined;
      return answer.data.map((described) => describeAttribute(described.key, described));
    },
    requestCount: () => requester.count(),
  };
}
