import type { SimulatedRequest, SimulatedResponse } from '../http-exchange.ts';
import type { TokenIssuer } from '../token-issuer.ts';
import type { PersonioAccount } from './account.ts';
import { failure, success } from './answers.ts';
import type { PersonioCredential, PersonioSettings } from './settings.ts';

/** Whom a client id or a token stands for. */
export interface Access {
  readonly account: PersonioAccount;
  readonly credential: PersonioCredential;
}

/** Whether credentials stand where they end in access logs; refused since 2026-12-01. */
export function hasCredentialsInQuery(query: URLSearchParams): boolean {
  return query.has('client_id') || query.has('client_secret');
}

/** The client id of an `/auth` body, JSON or form; empty when there is none. */
export function readClientId(request: SimulatedRequest): string {
  return readCredentials(request).clientId;
}

/** `POST /auth`: a token for a known pair. */
export function authenticate(
  deps: { readonly accounts: readonly PersonioAccount[]; readonly tokens: TokenIssuer },
  request: SimulatedRequest,
): SimulatedResponse {
  if (hasCredentialsInQuery(request.query)) return failure(403, 'Credentials in the query string are not accepted');
  const { clientId, clientSecret } = readCredentials(request);
  const access = findAccess(deps.accounts, clientId);
  if (access === undefined || access.credential.clientSecret !== clientSecret) {
    return failure(403, 'Wrong credentials', { code: 0 });
  }
  const { token, expiresInSeconds } = deps.tokens.issue(clientId);
  const expiry = writeExpiry(access.account.settings.tellsExpiry, expiresInSeconds);
  return success({ token, ...expiry, scope: 'employees:read' });
}

function writeExpiry(as: PersonioSettings['tellsExpiry'], seconds: number): { readonly expires_in?: unknown } {
  if (as === false) return {};
  if (as === true) return { expires_in: seconds };
  return { expires_in: as === 'text' ? String(seconds) : as };
}

/** The account that knows this client id. */
export function findAccess(accounts: readonly PersonioAccount[], clientId: string): Access | undefined {
  for (const account of accounts) {
    const credential = account.credentials.find((candidate) => candidate.clientId === clientId);
    if (credential !== undefined) return { account, credential };
  }
  return undefined;
}

function readCredentials(request: SimulatedRequest): { clientId: string; clientSecret: string } {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const fields = isForm ? Object.fromEntries(new URLSearchParams(request.body)) : readJsonObject(request.body);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { clientId: text(fields['client_id']), clientSecret: text(fields['client_secret']) };
}

function readJsonObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON: no credentials in it, which is answered as wrong ones.
    return {};
  }
}
