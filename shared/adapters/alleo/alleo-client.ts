import { API_PATHS } from '../../contracts/address.ts';
import type { AlleoCredentials } from '../../contracts/credentials.ts';
import { oneLine } from '../../contracts/one-line.ts';
import { TransientError } from '../../core/ground/errors.ts';
import type { AlleoAccount, AlleoPort } from '../../core/ports/alleo.ts';
import { checkBaseUrl } from '../http/check-base-url.ts';
import type { PaceOptions, Pacing, RetryBudget } from '../http/pace-requests.ts';
import { budgetFor, createRequester } from '../http/pace-requests.ts';
import type { SendRequest } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';
import type { Sleep } from '../retry.ts';
import { AccountPageSchema, AccountSchema, NamedListSchema } from './answers.ts';
import { listAccounts } from './list-accounts.ts';
import { createTokenSource } from './request-token.ts';
import { type Call, type Client, get, parse, parseAccount, readRejection, send } from './send-call.ts';

export interface AlleoOptions {
  readonly tenantId: string;
  /** Ends in `/customer_api/v1`. */
  readonly baseUrl: string;
  readonly allowedHosts: readonly string[];
  readonly allowLoopback: boolean;
  readonly companyId: number;
  readonly credentials: () => Promise<AlleoCredentials>;
  readonly pacing: Pacing | undefined;
  readonly retryBudgetMs: RetryBudget;
  /** Told of signs that the API comes to an end. */
  readonly onEnding?: PaceOptions['onEnding'];
  readonly sleep?: Sleep;
  readonly random?: () => number;
  /** @default Node's own client */
  readonly send?: SendRequest;
}

/** Alleo's limit (facts: Alleo, "rate headers"; an example shows 600 per 60 s). */
export const ALLEO_PACING: Pacing = { perSecond: 100, perMinute: 600 };

const LIMITS = { timeoutMs: 20_000, maxBytes: 20 * 1024 * 1024 };

/** The largest page that is known to work. */
const PAGE = 100;

function readPage(client: Client, skip: number) {
  const path = `${client.company}/employees?skip=${skip}&limit=${PAGE}`;
  return get(client, path).then((answer) => parse(client, AccountPageSchema, answer));
}

async function readAccount(client: Client, id: number): Promise<AlleoAccount | undefined> {
  const answer = await get(client, `${client.company}/employees/${id}`);
  return answer.status === 404 ? undefined : parseAccount(client, answer, { id });
}

/** Done where the answer is the account as it is wanted; where it is something else, the account is looked at. */
async function toggle(client: Client, id: number, wanted: 'activate' | 'deactivate') {
  const path = `${client.company}/employees/${id}/${wanted}`;
  const repeatable = wanted === 'deactivate';
  const answer = await send(client, { method: 'POST', path, repeatable, changes: 'one account' });
  if (answer.status === 404) return 'gone';
  const rejection = readRejection(answer);
  if (rejection !== undefined) return rejection;
  const told = AccountSchema.safeParse(parseJson(answer.body)).data;
  const account = told?.id === id ? told : await readAccount(client, id);
  if (account === undefined) return 'gone';
  if (account.is_active === (wanted === 'activate')) return 'done';
  const facts = { tenantId: client.tenantId, operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' };
  throw new TransientError(facts, `status ${answer.status}, and the account is as before`);
}

/** Companies, or groups, by the name that they have. */
const readNamed = async (client: Client, path: string) => parse(client, NamedListSchema, await get(client, path));

/** Alleo's Customer API (facts: Alleo). Throws `TenantError` URL_NOT_ALLOWED at once where the address is not allowed. */
export function createAlleoClient(options: AlleoOptions): AlleoPort {
  const { tenantId, pacing, sleep, random, credentials, companyId } = options;
  const baseUrl = checkBaseUrl(options.baseUrl, { ...options, path: API_PATHS.alleo });
  const retryBudgetMs = budgetFor(options.retryBudgetMs, baseUrl);
  const { send: sendOne, onEnding } = options;
  const requester = createRequester({ pacing, retryBudgetMs, limits: LIMITS, sleep, random, send: sendOne, onEnding });
  const tokens = createTokenSource({ tenantId, baseUrl, requester, credentials });
  const company = `/companies/${companyId}`;
  const client = { tenantId, baseUrl, company, requester, tokens };
  const employees = `${company}/employees`;
  const change = (call: Omit<Call, 'changes'>) => send(client, { ...call, changes: 'one account' });
  return {
    async listCompanies() {
      const companies = await readNamed(client, '/companies');
      // Kept in the tenant's entry, and told: at most as long as it is told.
      return companies.map(({ id, name }) => ({ id, name: oneLine(name ?? '') || `company ${id}` }));
    },
    async listGroups() {
      const groups = await readNamed(client, `${company}/groups`);
      return groups.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
    },
    listAccounts: () => listAccounts((skip) => readPage(client, skip)),
    readAccount: (id) => readAccount(client, id),
    async createAccount(body) {
      const answer = await change({ method: 'POST', path: employees, body, repeatable: false });
      return readRejection(answer) ?? parseAccount(client, answer, { external_id: body.external_id ?? null });
    },
    async updateAccount(id, body) {
      const answer = await change({ method: 'PATCH', path: `${employees}/${id}`, body, repeatable: true });
      if (answer.status === 404) return undefined;
      return readRejection(answer) ?? parseAccount(client, answer, { id });
    },
    // Twice would be two e-mails to the person: whoever calls looks first whether the account is active by now.
    activateAccount: (id) => toggle(client, id, 'activate'),
    deactivateAccount: (id) => toggle(client, id, 'deactivate'),
    requestCount: () => requester.count(),
  };
}
