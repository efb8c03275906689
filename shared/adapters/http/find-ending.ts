import type { HttpAnswer } from './send-request.ts';
import { NoAnswerError } from './send-request.ts';

/** A sign that an API, or the address that we know of it, comes to an end. */
export type Ending = 'deprecated' | 'sunset' | 'moved' | 'gone';

/**
 * What an answer says of the API's own end: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), a permanent redirect, or 410.
 * `undefined` on an ordinary day.
 */
export function findEnding(answer: HttpAnswer | NoAnswerError): Ending | undefined {
  if (answer instanceof NoAnswerError) return answer.status === 301 || answer.status === 308 ? 'moved' : undefined;
  if (answer.status === 410) return 'gone';
  const { sunset, deprecation } = answer.headers;
  if (sunset !== undefined) return 'sunset';
  return deprecation === undefined || deprecation === 'false' ? undefined : 'deprecated';
}
