import type { SimulatedRequest, SimulatedResponse } from '../http-exchange.ts';
import type { PersonioAccount } from './account.ts';
import { failure } from './answers.ts';
import type { PersonioPerson } from './person.ts';
import type { PersonioCredential } from './settings.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
const KNOWN_PARAMETERS = new Set(['limit', 'offset', 'email', 'attributes[]']);

/** Pages already written, for the account's version they were written from. */
export interface PageCache {
  version: number;
  readonly pages: Map<string, Buffer>;
}

interface Page {
  readonly people: readonly PersonioPerson[];
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
}

/** Parameters that this route does not imitate; a client that sends them builds on something unsafe. */
export function unknownParameters(query: URLSearchParams): string[] {
  return [...new Set(query.keys())].filter((name) => !KNOWN_PARAMETERS.has(name));
}

/** `GET /company/employees` for a credential that was let in. */
export function listEmployees(
  deps: { readonly account: PersonioAccount; readonly cache: PageCache },
  credential: PersonioCredential,
  request: SimulatedRequest,
): SimulatedResponse {
  const { account, cache } = deps;
  const { query } = request;
  const limit = wholeNumber(query.get('limit'), DEFAULT_LIMIT);
  const offset = wholeNumber(query.get('offset'), 0);
  if (limit === undefined || limit < 1 || limit > MAX_LIMIT) {
    return failure(422, `The limit must be between 1 and ${MAX_LIMIT}.`);
  }
  if (offset === undefined) return failure(422, 'The offset must be at least 0.');

  if (cache.version !== account.version) {
    cache.pages.clear();
    cache.version = account.version;
  }
  const email = query.get('email');
  const wanted = query.getAll('attributes[]');
  const name = JSON.stringify([credential.clientId, limit, offset, wanted]);
  const known = email === null ? cache.pages.get(name) : undefined;
  if (known !== undefined) return { status: 200, body: known };

  const people = email === null ? account.ordered : account.ordered.filter((person) => isSameEmail(person, email));
  const rows = Math.min(limit, account.settings.pageRows);
  const page = { people: people.slice(offset, offset + rows), total: people.length, offset, limit };
  const body = writePage(account, page, account.rowWriter(credential, wanted));
  if (email === null) cache.pages.set(name, body);
  return { status: 200, body };
}

function writePage(account: PersonioAccount, page: Page, writeRow: (person: PersonioPerson) => string): Buffer {
  const form = account.settings.metadata;
  const figure = (n: number): string => (form === 'texts' ? `"${n}"` : String(n));
  const { total, offset, limit } = page;
  const pages = `"current_page":${figure(Math.floor(offset / limit))},"total_pages":${figure(Math.ceil(total / limit))}`;
  const forms = { missing: '', list: '"metadata":[],', empty: '"metadata":{},', 'no-total': `"metadata":{${pages}},` };
  const metadata =
    form === 'numbers' || form === 'texts' ? `"metadata":{"total_elements":${figure(total)},${pages}},` : forms[form];
  const rows = page.people.map(writeRow).join(',');
  return Buffer.from(
    `{"success":true,${metadata}"offset":${figure(offset)},"limit":${figure(limit)},"data":[${rows}]}`,
  );
}

function wholeNumber(text: string | null, otherwise: number): number | undefined {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function isSameEmail(person: PersonioPerson, email: string): boolean {
  return person.email.toLowerCase() === email.toLowerCase();
}
