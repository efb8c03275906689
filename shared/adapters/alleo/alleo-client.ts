import { API_PATHS } from '../../contracts/address.ts';
import type { AlleoCredentials } from '../../contracts/credentials.ts';
import * as z from '../../contracts/zod.ts';
import { TransientError } from '../../core/ground/errors.ts';
import type { AlleoAccount, AlleoPort, Rejection } from '../../core/ports/alleo.ts';
import { checkBaseUrl } from '../http/check-base-url.ts';
import type { TokenSource } from '../http/keep-token.ts';
import type { Pacing, Requester } from '../http/pace-requests.ts';
import { createRequester } from '../http/pace-requests.ts';
import type { HttpAnswer, HttpRequest, NoAnswerError, SendRequest } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';
import type { Sleep } from '../retry.ts';
import { AccountPageSchema, AccountSchema, NamedListSchema, readRejectedField } from './answers.ts';
import { createTokenSource, refused } from './request-token.ts';

export interface AlleoOptions {
  readonly tenantId: string;
  /** Ends in `/customer_api/v1`. */
  readonly baseUrl: string;
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  readonly companyId: number;
  readonly credentials: () => Promise<AlleoCredentials>;
  readonly pacing: Pacing | undefined;
  readonly retryBudgetMs: number;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  /** @default Node's own client */
  readonly send?: SendRequest;
}

/** Alleo's limit (facts: Alleo, "rate headers"; an example shows 600 per 60 s). */
export const ALLEO_PACING: Pacing = { perSecond: 100, perMinute: 600 };

/** The largest page that is known to work. */
const PAGE = 100;
const LIMITS = { timeoutMs: 20_000, maxBytes: 20 * 1024 * 1024 };

interface Client {
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly requester: Requester;
  readonly tokens: TokenSource;
}

interface Call {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body?: object;
  /** Whether doing it twice does what doing it once does; a create is looked for by the caller before it is repeated. */
  readonly repeatable: boolean;
}

function unavailable(client: Client, failed: HttpAnswer | NoAnswerError): TransientError {
  const retryAfterSeconds = client.requester.retryAfterSeconds(failed);
  const facts = {
    tenantId: client.tenantId,
    operation: 'call Alleo',
    code: 'ALLEO_UNAVAILABLE',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  return new TransientError(facts, failed instanceof Error ? failed.code : `status ${failed.status}`);
}

/** True for an answer that says nothing about the request itself. */
const isTrouble = (answer: HttpAnswer) => answer.status === 429 || answer.status >= 500;

/** Sends a call until it is answered; a 401 gets one new token, a 403 or a second 401 none. */
async function send(client: Client, call: Call): Promise<HttpAnswer> {
  let refusals = 0;
  for (let attempt = 0; ; ) {
    const token = await client.tokens.get();
    const headers: Record<string, string> = { accept: 'application/json', authorization: `Bearer ${token}` };
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    const body = call.body === undefined ? {} : { body: JSON.stringify(call.body) };
    const answer = await client.requester.send({
      method: call.method,
      url: `${client.baseUrl}${call.path}`,
      headers,
      ...body,
    });
    if (!(answer instanceof Error) && !isTrouble(answer)) {
      if (answer.status !== 401 && answer.status !== 403) return answer;
      refusals += 1;
      if (answer.status === 403 || refusals > 1) throw refused(client.tenantId, 'call Alleo');
      client.tokens.drop(token);
      continue;
    }
    // 429 is told before anything was done; any other trouble leaves it open what was.
    const mayRepeat = call.repeatable || (!(answer instanceof Error) && answer.status === 429);
    if (!mayRepeat || !(await client.requester.backOff(attempt, answer))) throw unavailable(client, answer);
    attempt += 1;
  }
}

function parse<T>(client: Client, schema: z.ZodMiniType<T>, answer: HttpAnswer): T {
  const parsed = schema.safeParse(parseJson(answer.body));
  if (parsed.success && answer.status < 300) return parsed.data;
  const facts = { tenantId: client.tenantId, operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' };
  throw new TransientError(facts, `status ${answer.status} without the documented body`);
}

/** The account that was asked for. An answer about another one is none: what follows would be done to somebody else. */
function parseAccount(client: Client, answer: HttpAnswer, asked: Partial<Pick<AlleoAccount, 'id' | 'external_id'>>) {
  const account = parse(client, AccountSchema, answer);
  const isAsked = Object.entries(asked).every(([name, value]) => account[name as keyof typeof asked] === value);
  if (isAsked) return account;
  const facts = { tenantId: client.tenantId, operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' };
  throw new TransientError(facts, `status ${answer.status} with another account than the one that was asked for`);
}

function readRejection(answer: HttpAnswer): Rejection | undefined {
  if (answer.status === 409) return { rejected: 'DUPLICATE_EMAIL' };
  if (answer.status !== 400 && answer.status !== 422) return undefined;
  const attribute = readRejectedField(parseJson(answer.body));
  return { rejected: 'VALIDATION', ...(attribute === undefined ? {} : { attribute }) };
}

const get = (client: Client, path: string) => send(client, { method: 'GET', path, repeatable: true });

/** All accounts, page by page; read on where the count grew meanwhile. */
async function listAccounts(client: Client, path: string): Promise<readonly AlleoAccount[]> {
  const accounts = new Map<number, AlleoAccount>();
  for (let skip = 0; ; skip += PAGE) {
    const page = parse(client, AccountPageSchema, await get(client, `${path}?skip=${skip}&limit=${PAGE}`));
    for (const account of page.data) accounts.set(account.id, account);
    if (page.data.length === 0 || skip + page.data.length >= page.count) return [...accounts.values()];
  }
}

async function toggle(client: Client, path: string, repeatable: boolean): Promise<'done' | 'gone' | Rejection> {
  const answer = await send(client, { method: 'POST', path, repeatable });
  if (answer.status === 404) return 'gone';
  const rejection = readRejection(answer);
  if (rejection !== undefined) return rejection;
  parse(client, z.unknown(), answer);
  return 'done';
}

/** Alleo's Customer API (facts: Alleo). Throws `TenantError` URL_NOT_ALLOWED at once where the address is not allowed. */
export function createAlleoClient(options: AlleoOptions): AlleoPort {
  const { tenantId, pacing, retryBudgetMs, sleep, random, credentials, companyId } = options;
  const baseUrl = checkBaseUrl(options.baseUrl, { ...options, path: API_PATHS.alleo });
  const requester = createRequester({ pacing, retryBudgetMs, limits: LIMITS, sleep, random, send: options.send });
  const tokens = createTokenSource({ tenantId, baseUrl, requester, credentials });
  const client = { tenantId, baseUrl, requester, tokens };
  const company = `/companies/${companyId}`;
  const employees = `${company}/employees`;
  return {
    listCompanies: async () => parse(client, NamedListSchema, await get(client, '/companies')),
    listGroups: async () => parse(client, NamedListSchema, await get(client, `${company}/groups`)),
    listAccounts: () => listAccounts(client, employees),
    async readAccount(id) {
      const answer = await get(client, `${employees}/${id}`);
      return answer.status === 404 ? undefined : parseAccount(client, answer, { id });
    },
    async createAccount(body) {
      const answer = await send(client, { method: 'POST', path: employees, body, repeatable: false });
      return readRejection(answer) ?? parseAccount(client, answer, { external_id: body.external_id ?? null });
    },
    async updateAccount(id, body) {
      const answer = await send(client, { method: 'PATCH', path: `${employees}/${id}`, body, repeatable: true });
      if (answer.status === 404) return undefined;
      return readRejection(answer) ?? parseAccount(client, answer, { id });
    },
    // Twice would be two e-mails to the person: whoever calls looks first whether the account is active by now.
    activateAccount: (id) => toggle(client, `${employees}/${id}/activate`, false),
    deactivateAccount: (id) => toggle(client, `${employees}/${id}/deactivate`, true),
    requestCount: () => requester.count(),
  };
}
