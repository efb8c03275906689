import type { AlleoCredentials } from '../../contracts/credentials.ts';
import { TenantError, TransientError } from '../../core/ground/errors.ts';
import type { Token, TokenSource } from '../http/keep-token.ts';
import { keepToken } from '../http/keep-token.ts';
import type { Requester } from '../http/pace-requests.ts';
import { parseJson } from '../http/send-request.ts';
import { isTokenError, TokenSchema } from './answers.ts';

export interface TokenDeps {
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly requester: Requester;
  readonly credentials: () => Promise<AlleoCredentials>;
}

/** Refreshed a minute early (facts: Alleo, "Customer API"), or, of a token that lives no longer, at half its time. */
const EARLY_SECONDS = 60;
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403]);

/** Alleo does not accept this tenant's credential: for a token, or the token for this call. */
export function refused(tenantId: string, operation: 'authenticate at Alleo' | 'call Alleo'): TenantError {
  const facts = { tenantId, operation, code: 'ALLEO_CREDENTIALS_REFUSED' };
  return new TenantError(facts, 'Alleo refuses the credential for this company');
}

async function requestToken(deps: TokenDeps): Promise<Token> {
  const { tenantId, baseUrl, requester } = deps;
  const { accessKey, secretKey } = await deps.credentials();
  const form = { grant_type: 'client_credentials', client_id: accessKey, client_secret: secretKey };
  for (let attempt = 0; ; attempt += 1) {
    const answer = await requester.send({
      method: 'POST',
      url: `${baseUrl}/oauth/token`,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    if (!(answer instanceof Error)) {
      if (REFUSALS.has(answer.status) && isTokenError(answer)) throw refused(tenantId, 'authenticate at Alleo');
      const token = answer.status === 200 ? TokenSchema.safeParse(parseJson(answer.body)) : undefined;
      if (token?.success === true) {
        const { expires_in: lives } = token.data;
        const seconds = Math.max(lives - EARLY_SECONDS, lives / 2);
        return { value: token.data.access_token, validUntil: Date.now() + seconds * 1_000 };
      }
    }
    if (!(await requester.backOff(attempt, answer))) {
      const facts = { tenantId, operation: 'authenticate at Alleo', code: 'ALLEO_UNAVAILABLE' };
      throw new TransientError(facts, 'no token after several tries');
    }
  }
}

export function createTokenSource(deps: TokenDeps): TokenSource {
  return keepToken(() => requestToken(deps));
}
