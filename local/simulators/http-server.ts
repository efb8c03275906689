import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  encodeBody,
  type RequestRecord,
  type Script,
  type ScriptAnswer,
  type SimulatedRequest,
  type SimulatedResponse,
  type UsualResponse,
} from './http-exchange.ts';
import { readBody } from './read-body.ts';
import { RequestLog } from './request-log.ts';
import { findRoute, type Route } from './route.ts';

export interface HttpSimulatorOptions {
  /** `/v1`, `/customer_api/v1`. */
  readonly basePath: string;
  /** @default a free one */
  readonly port?: number;
  readonly routes: readonly Route[];
  /** The body of the 404 for an unknown path or method. */
  readonly notFound: unknown;
  /** Sees each request, before the script. */
  readonly observe?: (request: SimulatedRequest) => void;
  /** Headers that stand on every answer, scripted ones included; the answer's own win. */
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly script?: Script;
  /** Milliseconds since 1970. @default the machine's clock */
  readonly now: () => number;
}

/** A scriptable HTTP server on 127.0.0.1 that counts what it is asked. Unknown paths get 404 and are recorded. */
export class HttpSimulator {
  /** Called for each request; may be set, changed and taken away at any time. */
  script: Script | undefined;
  /** Failures of a script or of the simulator itself, answered with 500; `close` throws when there are any. */
  readonly errors: unknown[] = [];
  /** The most requests that were under way at once. */
  maxConcurrent = 0;
  readonly #log = new RequestLog();
  readonly #options: HttpSimulatorOptions;
  readonly #server: Server;
  readonly #delays = new Set<NodeJS.Timeout>();
  #inFlight = 0;

  constructor(options: HttpSimulatorOptions) {
    this.#options = options;
    this.script = options.script;
    this.#server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (incoming, outgoing) => {
      this.#accept(incoming, outgoing);
    });
  }

  /** Opens the port. Throws what `listen` throws, a taken port for one. */
  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve);
    await promise;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The simulator is not listening.');
    return address.port;
  }

  /** The base URL, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.#options.basePath}`;
  }

  /** The newest requests, oldest first: the last 10,000 for certain. */
  get requests(): readonly RequestRecord[] {
    return this.#log.requests;
  }

  /** Requests by route, `GET /company/employees/:id`; all of them. */
  get counts(): ReadonlyMap<string, number> {
    return this.#log.counts;
  }

  get totalRequests(): number {
    return this.#log.total;
  }

  /** Method and path of every request that no route knows. */
  get unknownPaths(): readonly string[] {
    return this.#log.unknownPaths;
  }

  /** How often the route, `POST /auth`, was asked. */
  count(route: string): number {
    return this.#log.counts.get(route) ?? 0;
  }

  /** Forgets requests, counts and unknown paths; `n` and `nth` start again at 1. */
  clearLog(): void {
    this.#log.clear();
    this.maxConcurrent = this.#inFlight;
  }

  /** Marks something asked for that this simulator does not imitate. */
  noteUnknown(route: string): void {
    this.#log.noteUnknown(route);
  }

  /** Cuts all connections and frees the port. Throws what went wrong inside scripts and routes. */
  async close(): Promise<void> {
    for (const delay of this.#delays) clearTimeout(delay);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => {
      resolve();
    });
    this.#server.closeAllConnections();
    await promise;
    if (this.errors.length > 0) throw new AggregateError(this.errors, 'A script or route of the simulator failed.');
  }

  #accept(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.#inFlight += 1;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.#inFlight);
    outgoing.once('close', () => {
      this.#inFlight -= 1;
    });
    this.#answer(incoming, outgoing).catch((error: unknown) => {
      // A client that went away in the middle of its own request is no failure of ours.
      if (incoming.errored !== null) return;
      this.errors.push(error);
      this.#send(outgoing, { status: 500, body: { error: 'simulator failure' } });
    });
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const base = `${this.#options.basePath}/`;
    const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length - 1) : undefined;
    const method = incoming.method ?? 'GET';
    const found = path === undefined ? undefined : findRoute(this.#options.routes, method, path);
    const shown = path ?? url.pathname;
    const route = found?.route.name ?? `${method} ${shown}`;
    const { n, nth } = this.#log.note({ method, path: shown, route, time: this.#options.now() });
    if (found === undefined) this.#log.noteUnknown(route);

    const body = await readBody(incoming);
    if (body === undefined) {
      this.#send(outgoing, { status: 413, body: '' });
      return;
    }
    const request = { n, nth, method, path: shown, route, query: url.searchParams, headers: incoming.headers, body };
    this.#options.observe?.(request);
    const usual = (): SimulatedResponse =>
      found?.route.answer(request, found.parameters) ?? { status: 404, body: this.#options.notFound };
    const script = this.script;
    this.#play(outgoing, script === undefined ? undefined : await script(request), usual);
  }

  #play(outgoing: ServerResponse, answer: ScriptAnswer, usual: () => SimulatedResponse): void {
    if (typeof answer === 'number') {
      this.#sendLater(outgoing, answer, usual);
      return;
    }
    if (answer === 'stall') {
      this.#send(outgoing, usual(), 0.5);
      return;
    }
    if (answer === 'hang-after' || answer === 'drop-after') usual();
    if (answer === 'hang' || answer === 'hang-after') return;
    if (answer === 'drop' || answer === 'drop-after') cut(outgoing);
    else this.#send(outgoing, chooseResponse(answer, usual));
  }

  #sendLater(outgoing: ServerResponse, milliseconds: number, usual: () => SimulatedResponse): void {
    const delay = setTimeout(() => {
      this.#delays.delete(delay);
      // A client that gave up has still asked: a slow server does the work all the same.
      try {
        this.#send(outgoing, usual());
      } catch (error) {
        this.errors.push(error);
        cut(outgoing);
      }
    }, milliseconds);
    this.#delays.add(delay);
  }

  #send(outgoing: ServerResponse, response: SimulatedResponse, part = 1): void {
    const body = encodeBody(response.body);
    const headers = { 'content-type': 'application/json', ...this.#options.headers?.(), ...response.headers };
    outgoing.writeHead(response.status, { ...headers, 'content-length': Buffer.byteLength(body) });
    if (part === 1) outgoing.end(body);
    else outgoing.write(body.slice(0, Math.floor(body.length * part)));
  }
}

function chooseResponse(
  answer: undefined | SimulatedResponse | ((usual: UsualResponse) => SimulatedResponse),
  usual: () => SimulatedResponse,
): SimulatedResponse {
  if (answer === undefined) return usual();
  if (typeof answer === 'object') return answer;
  const { status, headers = {}, body } = usual();
  return answer({ status, headers, body: encodeBody(body).toString() });
}

function cut(outgoing: ServerResponse): void {
  outgoing.socket?.destroy();
}
