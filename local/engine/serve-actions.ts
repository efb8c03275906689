import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AccessKey, readProven } from './prove-request.ts';
import { ServiceError } from './service-error.ts';

/** One action of a service: its checked input is its own business; `signal` tells that nobody waits any more. */
type Action = (input: unknown, signal: AbortSignal) => unknown;

/** A service of AWS's JSON protocol: `X-Amz-Target` is `<target>.<action>`. */
export type Service = {
  readonly name: 'sqs' | 'secretsmanager';
  readonly target: string;
  readonly contentType: string;
  readonly actions: Readonly<Record<string, Action>>;
  readonly unknownAction: (action: string) => ServiceError;
  readonly throttled: () => ServiceError;
};

/** A request as the fault hook sees it; `n` counts all requests with the key from 1. */
export type EngineRequest = { readonly service: Service['name']; readonly action: string; readonly n: number };

/**
 * What becomes of a request: `fail-before` answers 500 without acting, `fail-after` acts and then drops the
 * connection without an answer, `throttle` answers with the service's own throttling error without acting.
 */
export type Fault = 'pass' | 'fail-before' | 'fail-after' | 'throttle';
export type OnRequest = (request: EngineRequest) => Fault | Promise<Fault>;

type ServeDeps = {
  readonly services: readonly Service[];
  readonly accessKey: AccessKey;
  readonly onRequest?: OnRequest | undefined;
};

/**
 * Serves the actions on a free port of the loopback interface, to whoever has the key;
 * `close` ends waiting requests with what they have.
 */
export async function serveActions(deps: ServeDeps): Promise<{ url: string; close: () => Promise<void> }> {
  const closing = new AbortController();
  const open = new Set<Promise<void>>();
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  const server = createServer((request, response) => {
    const done = respond(deps, { request, response, next, closing: closing.signal }).finally(() => open.delete(done));
    open.add(done);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The engine has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all(open);
      server.closeAllConnections();
      await closed;
    },
  };
}

type Exchange = { request: IncomingMessage; response: ServerResponse; next: () => number; closing: AbortSignal };

async function respond(deps: ServeDeps, exchange: Exchange): Promise<void> {
  const { request, response, next, closing } = exchange;
  const gone = new AbortController();
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  response.once('close', () => gone.abort());
  let service: Service | undefined;
  try {
    const body = await readUntil(closing, deps.accessKey, request);
    const call = findAction(deps.services, request);
    service = call.service;
    const fault = (await deps.onRequest?.({ service: service.name, action: call.name, n: next() })) ?? 'pass';
    if (fault === 'fail-before') throw new ServiceError('InternalFailure', 'Injected fault', { status: 500 });
    if (fault === 'throttle') throw service.throttled();
    const result = await call.run(parseBody(body), AbortSignal.any([gone.signal, closing]));
    if (fault === 'fail-after') response.destroy();
    else send(response, service, { status: 200, body: result ?? {} });
  } catch (error) {
    sendError(response, service, error);
  }
  await ended;
}

/** The proven body. Whoever begins a request and never ends it, with the key or without, holds up no end of the engine. */
async function readUntil(closing: AbortSignal, accessKey: AccessKey, request: IncomingMessage): Promise<Buffer> {
  const cut = () => request.destroy();
  closing.addEventListener('abort', cut);
  if (closing.aborted) cut();
  try {
    return await readProven(accessKey, request);
  } finally {
    closing.removeEventListener('abort', cut);
  }
}

function findAction(services: readonly Service[], request: IncomingMessage) {
  const header = request.headers['x-amz-target'];
  const [target = '', name = ''] = typeof header === 'string' ? header.split('.') : [];
  const service = services.find((candidate) => candidate.target === target);
  if (request.method !== 'POST' || service === undefined) {
    const known = services.map((candidate) => candidate.target).join(' and ');
    throw new ServiceError('UnknownOperationException', `The embedded engine serves ${known}, not "${target}"`);
  }
  if (!Object.hasOwn(service.actions, name)) throw service.unknownAction(name);
  const run = service.actions[name];
  if (run === undefined) throw service.unknownAction(name);
  return { service, name, run };
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // The parser's own message quotes the body.
    throw new ServiceError('SerializationException', 'The request body is not JSON');
  }
}

function sendError(response: ServerResponse, service: Service | undefined, error: unknown): void {
  if (error instanceof ServiceError) {
    const body = { __type: error.type, message: error.message };
    send(response, service, { status: error.status, body, queryCode: error.queryCode });
    return;
  }
  // Only the code or the class: the message of a failure inside may quote a value.
  const reason = error instanceof Error ? ('code' in error && String(error.code)) || error.name : 'Error';
  const body = { __type: 'InternalFailure', message: `The embedded engine failed: ${reason}` };
  send(response, service, { status: 500, body });
}

type Answer = { status: number; body: unknown; queryCode?: string | undefined };

function send(response: ServerResponse, service: Service | undefined, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': service?.contentType ?? 'application/json',
    'x-amzn-requestid': randomUUID(),
    date: new Date().toUTCString(),
    // Of whoever is refused nothing more is read.
    ...(answer.status === 403 || answer.status === 413 ? { connection: 'close' } : {}),
    ...(answer.queryCode === undefined ? {} : { 'x-amzn-query-error': `${answer.queryCode};Sender` }),
  });
  response.end(JSON.stringify(answer.body));
}
