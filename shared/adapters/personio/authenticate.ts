import type { PersonioCredentials } from '../../contracts/credentials.ts';
import { TenantError, TransientError } from '../../core/ground/errors.ts';
import type { Token, TokenSource } from '../http/keep-token.ts';
import { keepToken } from '../http/keep-token.ts';
import type { Requester } from '../http/pace-requests.ts';
import { parseJson } from '../http/send-request.ts';
import { TokenSchema } from './answers.ts';

/** Sent with every call, as Personio "very strongly recommends" (facts: "Which API"). */
export const APP_HEADERS = { 'X-Personio-App-ID': 'ALLEO_SYNC', accept: 'application/json' } as const;

export interface AuthenticateDeps {
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly requester: Requester;
  /** Reads the pair; called again, once, where it was refused: it may have been rotated. */
  readonly credentials: () => Promise<PersonioCredentials>;
}

/** A day is what Personio documents where `expires_in` is missing; refreshed a minute early. */
const DAY_SECONDS = 86_400;
const EARLY_SECONDS = 60;

const isRefusal = (status: number) => status === 400 || status === 401 || status === 403;

async function requestToken(deps: AuthenticateDeps, pair: PersonioCredentials): Promise<Token | 'refused'> {
  const { requester, baseUrl, tenantId } = deps;
  const request = {
    method: 'POST',
    url: `${baseUrl}/auth`,
    headers: { ...APP_HEADERS, 'content-type': 'application/json' },
    // In the body: credentials in the query string are refused from 2026-12-01 (facts: "POST /v1/auth").
    body: JSON.stringify({ client_id: pair.clientId, client_secret: pair.clientSecret }),
  } as const;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await requester.send(request);
    if (!(answer instanceof Error)) {
      if (isRefusal(answer.status)) return 'refused';
      const token = answer.status === 200 ? TokenSchema.safeParse(parseJson(answer.body)) : undefined;
      if (token?.success === true) {
        const seconds = (token.data.data.expires_in ?? DAY_SECONDS) - EARLY_SECONDS;
        return { value: token.data.data.token, validUntil: Date.now() + seconds * 1_000 };
      }
    }
    if (!(await requester.backOff(attempt, answer))) {
      const facts = { tenantId, operation: 'authenticate at Personio', code: 'PERSONIO_UNAVAILABLE' };
      throw new TransientError(facts, 'no token after several tries');
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
