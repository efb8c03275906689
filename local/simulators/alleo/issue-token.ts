import type { SimulatedRequest, SimulatedResponse } from '../http-exchange.ts';
import type { TokenIssuer } from '../token-issuer.ts';
import { invalid, refusal } from './answers.ts';

/** A key pair, and the companies that it may see. */
export interface AlleoCredential {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly companies: readonly number[];
}

/** `POST /oauth/token`: form fields only, nothing in the query string counts. */
export function issueToken(
  deps: { readonly credentials: readonly AlleoCredential[]; readonly tokens: TokenIssuer },
  request: SimulatedRequest,
): SimulatedResponse {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const form = new URLSearchParams(isForm ? request.body : '');
  const missing = ['grant_type', 'client_id', 'client_secret'].filter((name) => !form.has(name));
  if (missing.length > 0) {
    return invalid(missing.map((name) => ({ loc: ['body', name], msg: 'Field required', type: 'missing' })));
  }
  if (form.get('grant_type') !== 'client_credentials') return refusal(400, 'Unsupported grant type');
  const accessKey = form.get('client_id') ?? '';
  const credential = deps.credentials.find((candidate) => candidate.accessKey === accessKey);
  if (credential === undefined || credential.secretKey !== form.get('client_secret')) {
    return refusal(401, 'Incorrect access key or secret key');
  }
  const { token, expiresInSeconds } = deps.tokens.issue(accessKey);
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds } };
}
