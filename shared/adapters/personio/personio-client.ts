import { API_PATHS } from '../../contracts/address.ts';
import type { PersonioCredentials } from '../../contracts/credentials.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type * as z from '../../contracts/zod.ts';
import type { Employee, ListingRead } from '../../core/ground/employee.ts';
import { TransientError } from '../../core/ground/errors.ts';
import { settleAll } from '../../core/ground/settle-all.ts';
import type { PersonioPort } from '../../core/ports/personio.ts';
import { checkBaseUrl } from '../http/check-base-url.ts';
import type { TokenSource } from '../http/keep-token.ts';
import type { Pacing, Requester } from '../http/pace-requests.ts';
import { createRequester } from '../http/pace-requests.ts';
import type { SendRequest } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';
import type { Sleep } from '../retry.ts';
import { AttributesSchema, OneSchema, pageSchema } from './answers.ts';
import { APP_HEADERS, createTokenSource, refused } from './authenticate.ts';
import type { RowMapper } from './map-employee.ts';
import { createRowMapper } from './map-employee.ts';

export interface PersonioOptions {
  readonly tenantId: string;
  /** Ends in `/v1`. */
  readonly baseUrl: string;
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  /** Reads the pair; called again where it was refused, since it may have been rotated. */
  readonly credentials: () => Promise<PersonioCredentials>;
  readonly eligibility: Eligibility;
  /** `PERSONIO_PACING` in Lambda; `undefined` for none. */
  readonly pacing: Pacing | undefined;
  /** How long all waiting after failures may take together. */
  readonly retryBudgetMs: number;
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
const LIMITS = { timeoutMs: 30_000, maxBytes: 20 * 1024 * 1024 };

interface Client {
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly requester: Requester;
  readonly tokens: TokenSource;
}

/** A GET that must give the documented JSON; `not-found` for 404, `forbidden` for a 403 that stays. */
async function get<T>(
  client: Client,
  path: string,
  schema: z.ZodMiniType<T>,
  code: string,
): Promise<T | 'not-found' | 'forbidden'> {
  let refusals = 0;
  for (let attempt = 0; ; ) {
    const token = await client.tokens.get();
    const headers = { ...APP_HEADERS, authorization: `Bearer ${token}` };
    const answer = await client.requester.send({ method: 'GET', url: `${client.baseUrl}${path}`, headers });
    if (!(answer instanceof Error)) {
      if (answer.status === 404) return 'not-found';
      if (answer.status === 401 || answer.status === 403) {
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
      const facts = { tenantId: client.tenantId, operation: 'read from Personio', code };
      throw new TransientError(facts, 'no documented answer after several tries');
    }
    attempt += 1;
  }
}

interface Page {
  readonly employees: readonly Employee[];
  readonly total: number | undefined;
}

async function readPage(client: Client, mapper: RowMapper, offset: number): Promise<Page> {
  const page = await get(
    client,
    `/company/employees?limit=${PAGE}&offset=${offset}`,
    pageSchema(),
    'LISTING_INCOMPLETE',
  );
  const incomplete = (why: string) =>
    new TransientError({ tenantId: client.tenantId, operation: 'read listing', code: 'LISTING_INCOMPLETE' }, why);
  if (page === 'forbidden') throw refused(client.tenantId);
  if (page === 'not-found') throw incomplete('the list of employees was not found');
  const employees = page.data.map((row) => {
    const employee = mapper.map(row.attributes);
    if (employee === undefined) throw incomplete('a row has no usable id');
    return employee;
  });
  return { employees, total: page.metadata?.total_elements };
}

async function readInOrder(client: Client, mapper: RowMapper, first: Page): Promise<Page[]> {
  const pages = [first];
  for (let last = first; last.employees.length >= PAGE; ) {
    last = await readPage(client, mapper, pages.length * PAGE);
    pages.push(last);
  }
  return pages;
}

async function readAtOnce(client: Client, mapper: RowMapper, first: Page, total: number): Promise<Page[]> {
  const pages = [first];
  const last = Math.ceil(total / PAGE);
  let next = 1;
  const worker = async () => {
    while (next < last) {
      const page = next;
      next += 1;
      try {
        pages[page] = await readPage(client, mapper, page * PAGE);
      } catch (error) {
        // One page failed for good: the other workers need not go on.
        next = last;
        throw error;
      }
    }
  };
  await settleAll(Array.from({ length: PAGES_AT_ONCE }, worker));
  return pages;
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
  const { tenantId, eligibility, sleep, random, pacing, retryBudgetMs } = options;
  const baseUrl = checkBaseUrl(options.baseUrl, { ...options, path: API_PATHS.personio });
  const requester = createRequester({ pacing, retryBudgetMs, limits: LIMITS, sleep, random, send: options.send });
  const tokens = createTokenSource({ tenantId, baseUrl, requester, credentials: options.credentials });
  const client = { tenantId, baseUrl, requester, tokens };
  return {
    readAll: () => readAll(client, eligibility),
    readOne: (employeeId) => readOne(client, eligibility, employeeId),
    async readAttributes() {
      const answer = await get(client, '/company/employees/attributes', AttributesSchema, 'PERSONIO_UNAVAILABLE');
      // Some credentials get 403 here: it is for diagnosis only.
      if (answer === 'forbidden' || answer === 'not-found') return undefined;
      return answer.data.map(({ key, label, universal_id, type }) => ({
        key,
        label,
        universalId: universal_id ?? null,
        type: type ?? null,
      }));
    },
    requestCount: () => requester.count(),
  };
}
