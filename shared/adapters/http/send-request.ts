/** One HTTP request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** No usable answer: the network, a time limit, a body past the limit, or a redirect, which is never followed. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code: 'NETWORK' | 'TIMEOUT' | 'TOO_LARGE' | 'REDIRECT';

  constructor(code: NoAnswerError['code']) {
    // Without a cause: the network's own errors may carry the address and what was sent.
    super(`no usable answer: ${code}`);
    this.code = code;
  }
}

export interface HttpLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

async function readBody(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new NoAnswerError('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Sends one request and reads the whole answer within the limits. Throws `NoAnswerError`. */
export async function sendRequest(request: HttpRequest, limits: HttpLimits): Promise<HttpAnswer> {
  const { method, url, headers, body } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    if (response.status >= 300 && response.status < 400) throw new NoAnswerError('REDIRECT');
    return { status: response.status, headers: response.headers, body: await readBody(response, limits.maxBytes) };
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new NoAnswerError(timedOut ? 'TIMEOUT' : 'NETWORK');
  }
}

/** The body as JSON, `undefined` where it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
