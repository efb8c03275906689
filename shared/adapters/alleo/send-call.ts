import type * as z from '../../contracts/zod.ts';
import { TenantError, TransientError } from '../../core/ground/errors.ts';
import type { AlleoAccount, Rejection } from '../../core/ports/alleo.ts';
import type { TokenSource } from '../http/keep-token.ts';
import type { Requester } from '../http/pace-requests.ts';
import type { HttpAnswer, HttpRequest, NoAnswerError } from '../http/send-request.ts';
import { parseJson } from '../http/send-request.ts';
import { AccountSchema, isDocumentedError, readRejectedField } from './answers.ts';
import { refused } from './request-token.ts';

/** One company at Alleo, and how it is called. */
export interface Client {
  readonly tenantId: string;
  readonly baseUrl: string;
  /** `/companies/{c}` */
  readonly company: string;
  readonly requester: Requester;
  readonly tokens: TokenSource;
}

export interface Call {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body?: object;
  /** Whether doing it twice does what doing it once does; a create is looked for by the caller before it is repeated. */
  readonly repeatable: boolean;
  /** Changes one account: a refusal (403) may be about that one alone. */
  readonly changes?: 'one account';
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

/** True for an answer that says nothing about the request itself: any error that is not Alleo's own is a gateway's. */
const isTrouble = (answer: HttpAnswer) =>
  answer.status === 429 || answer.status >= 500 || (answer.status >= 400 && !isDocumentedError(answer));

/** Told before anything was done. */
const isTooMany = (answer: HttpAnswer | NoAnswerError) =>
  !(answer instanceof Error) && answer.status === 429 && isDocumentedError(answer);

/** Whether this credential may do anything for the company: then a refusal is about the one account that was asked for. */
async function isLetIn(client: Client): Promise<boolean> {
  try {
    await get(client, `${client.company}/groups`);
    return true;
  } catch (error) {
    if (error instanceof TenantError) return false;
    throw error;
  }
}

/** Sends a call until it is answered; a 401 gets one new token, a 403 or a second 401 none. */
export async function send(client: Client, call: Call): Promise<HttpAnswer> {
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
      const isForbidden = answer.status === 403;
      if (isForbidden && call.changes === 'one account' && (await isLetIn(client))) return answer;
      if (isForbidden || refusals > 1) throw refused(client.tenantId, 'call Alleo');
      client.tokens.drop(token);
      continue;
    }
    // Any other trouble leaves it open what was done.
    const mayRepeat = call.repeatable || isTooMany(answer);
    if (!mayRepeat || !(await client.requester.backOff(attempt, answer))) throw unavailable(client, answer);
    attempt += 1;
  }
}

/** The documented body of a good answer; else `TransientError` ALLEO_UNAVAILABLE, which names the field and no value. */
export function parse<T>(client: Client, schema: z.ZodMiniType<T>, answer: HttpAnswer): T {
  const parsed = schema.safeParse(parseJson(answer.body));
  if (parsed.success && answer.status < 300) return parsed.data;
  // The path is of our own schema's fields and of numbers: it quotes nothing.
  const [issue] = parsed.error?.issues ?? [];
  const where = issue === undefined || issue.path.length === 0 ? '' : `: ${issue.path.join('.')}`;
  const facts = { tenantId: client.tenantId, operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' };
  throw new TransientError(facts, `status ${answer.status} without the documented body${where}`);
}

/** The account that was asked for. An answer about another one is none: what follows would be done to somebody else. */
export function parseAccount(
  client: Client,
  answer: HttpAnswer,
  asked: Partial<Pick<AlleoAccount, 'id' | 'external_id'>>,
) {
  const account = parse(client, AccountSchema, answer);
  const isAsked = Object.entries(asked).every(([name, value]) => account[name as keyof typeof asked] === value);
  if (isAsked) return account;
  const facts = { tenantId: client.tenantId, operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' };
  throw new TransientError(facts, `status ${answer.status} with another account than the one that was asked for`);
}

/** What a documented error says of the one account that was asked for. */
export function readRejection(answer: HttpAnswer): Rejection | undefined {
  if (answer.status === 403) return { rejected: 'FORBIDDEN' };
  if (answer.status === 409) return { rejected: 'DUPLICATE_EMAIL' };
  if (answer.status !== 400 && answer.status !== 422) return undefined;
  const attribute = readRejectedField(parseJson(answer.body));
  return { rejected: 'VALIDATION', ...(attribute === undefined ? {} : { attribute }) };
}

export const get = (client: Client, path: string) => send(client, { method: 'GET', path, repeatable: true });
