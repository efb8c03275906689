/** What came back: the status, the headers, and the body as JSON where it is any, else as text. */
export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // The tests read documented bodies of every shape; a type for each would say less than the assertions do.
  readonly body: unknown;
}

/** Asks a simulator through fetch. `body` goes out as JSON, `form` as a form. */
export async function ask(
  url: string,
  options: {
    readonly method?: string;
    readonly token?: string;
    readonly body?: unknown;
    readonly form?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Asked> {
  const { method = 'GET', token, body, form, headers = {}, signal } = options;
  const content = form === undefined ? JSON.stringify(body) : new URLSearchParams(form).toString();
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(content === undefined ? {} : { 'content-type': type }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, which some tests are about.
    return text;
  }
}
