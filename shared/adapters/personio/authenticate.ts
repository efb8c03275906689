import type { PersonioCredentials } from '../../contracts/credentials.ts';
import { TenantError, TransientError } from '../../core/ground/errors.ts';
import type { Token, TokenSource } from '../http/keep-token.ts';
import { keepToken } from '../http/keep-token.ts';
import type { Requester } from '../http/pace-requests.ts';
import type { HttpAnswer } from '../http/send-request.ts';
import { NoAnswerError, parseJson } from '../http/send-request.ts';
import { secondsOf, TokenSchema, whoRefuses } from './answers.ts';

/** Sent with every call, as Personio "very strongly recommends" (facts: "Which API"). `partnerId`: once we are a partner. */
export function headersOf(partnerId: string | undefined): Readonly<Record<string, string>> {
  const partner = partnerId === undefined || partnerId === '' ? {} : { 'X-Personio-Partner-ID': partnerId };
  return { 'X-Personio-App-ID': 'ALLEO_SYNC', ...partner, accept: 'application/json' };
}

export interface AuthenticateDeps {
  readonly tenantId: string;
  /** See `headersOf`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly baseUrl: string;
  readonly requester: Requester;
  /** Reads the pair; called again, once, where it was refused: it may have been rotated. */
  readonly credentials: () => Promise<PersonioCredentials>;
}

/** A day is what Personio documents where `expires_in` says nothing; refreshed a minute early. */
const DAY_SECONDS = 86_400;
const EARLY_SECONDS = 60;

/** For how long a token is used; one that lives for less than two minutes, for half of that. */
function lifeOf(expiresIn: unknown): number {
  const seconds = Math.min(secondsOf(expiresIn) ?? DAY_SECONDS, DAY_SECONDS);
  return Math.max(seconds - EARLY_SECONDS, seconds / 2);
}

/** What Personio did not say for as long as we tried: `PERSONIO_BLOCKED` where somebody else answered in its place. */
export function unanswered(
  facts: { readonly tenantId: string; readonly operation: string; readonly code: string },
  last: HttpAnswer | NoAnswerError,
): TransientError {
  if (last instanceof NoAnswerError) return new TransientError(facts, `${last.code} after several tries`);
  const status = `status ${last.status} after several tries`;
  if (whoRefuses(last) !== 'somebody-else') return new TransientError(facts, status);
  return new TransientError({ ...facts, code: 'PERSONIO_BLOCKED' }, `${status}, without Personio's error body`);
}

async function requestToken(deps: AuthenticateDeps, pair: PersonioCredentials): Promise<Token | 'refused'> {
  const { requester, baseUrl, tenantId } = deps;
  const request = {
    method: 'POST',
    url: `${baseUrl}/auth`,
    headers: { ...deps.headers, 'content-type': 'application/json' },
    // In the body: credentials in the query string are refused from 2026-12-01 (facts: "POST /v1/auth").
    body: JSON.stringify({ client_id: pair.clientId, client_secret: pair.clientSecret }),
  } as const;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await requester.send(request);
    if (!(answer instanceof Error)) {
      if (answer.status !== 404 && whoRefuses(answer) === 'personio') return 'refused';
      const token = answer.status === 200 ? TokenSchema.safeParse(parseJson(answer.body)) : undefined;
      if (token?.success === true) {
        const { token: value, expires_in } = token.data.data;
        return { value, validUntil: Date.now() + lifeOf(expires_in) * 1_000 };
      }
    }
    if (!(await requester.backOff(attempt, answer))) {
      throw unanswered({ tenantId, operation: 'authenticate at Personio', code: 'PERSONIO_UNAVAILABLE' }, answer);
    }
  }
}

async function authenticate(deps: AuthenticateDeps): Promise<Token> {
  const first = await deps.credentials();
  const token = await requestToken(deps, first);
  if (token !== 'refused') return token;
  const second = await deps.credentials();
  const isRotated = second.clientId !== first.clientId || second.clientSecret !== first.clientSecret;
  const again = isRotated ? await requestToken(deps, second) : 'refused';
  if (again !== 'refused') return again;
  throw refused(deps.tenantId);
}

/** Personio does not accept this tenant's credential. */
export function refused(tenantId: string): TenantError {
  const facts = { tenantId, operation: 'authenticate at Personio', code: 'CREDENTIALS_REFUSED' };
  return new TenantError(
    facts,
    'Personio refuses the credential: it was revoked, mistyped, or lacks the right to read employees',
  );
}

export function createTokenSource(deps: AuthenticateDeps): TokenSource {
  return keepToken(() => authenticate(deps));
}
