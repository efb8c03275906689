import type { DeserializeMiddleware, Pluggable } from '@smithy/types';

/** What of an answer's body is needed: Node's stream, as the SDK hands it on. */
interface Body {
  destroy(error: Error): void;
  once(event: 'close', listener: () => void): void;
}

const isBody = (body: unknown): body is Body =>
  typeof body === 'object' && body !== null && 'destroy' in body && 'once' in body;

function timeoutError(limitMs: number): Error {
  // By this name the SDK knows that another try may help.
  return Object.assign(new Error(`the body of the answer did not come within ${limitMs} ms`), { name: 'TimeoutError' });
}

/**
 * Bounds the time of an answer's body. The SDK's own `requestTimeout` ends with the headers, and its `socketTimeout` begins
 * afresh with every byte: a body that stalls or trickles would be waited for without end.
 */
// A plugin for every client, whatever its commands take and give.
// oxlint-disable-next-line typescript/no-explicit-any
export function limitBody(limitMs: number): Pluggable<any, any> {
  const limit: DeserializeMiddleware<object, object> = (next) => async (args) => {
    const result = await next(args);
    const { response } = result;
    const body = typeof response === 'object' && response !== null && 'body' in response ? response.body : undefined;
    if (!isBody(body)) return result;
    const timer = setTimeout(() => body.destroy(timeoutError(limitMs)), limitMs);
    body.once('close', () => clearTimeout(timer));
    return result;
  };
  return { applyToStack: (stack) => stack.add(limit, { step: 'deserialize', priority: 'low', name: 'limitBody' }) };
}
