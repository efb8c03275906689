import type { IncomingHttpHeaders } from 'node:http';

/** A request as scripts and routes see it. Paths are relative to the simulator's base path. */
export interface SimulatedRequest {
  /** Running number over all requests, from 1. */
  readonly n: number;
  /** Running number over the requests of the same `route`, from 1. */
  readonly nth: number;
  readonly method: string;
  /** `/company/employees/17`: below the base path, without the query. */
  readonly path: string;
  /** Method and pattern, `GET /company/employees/:id`; for an unknown path method and path. */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer: text and bytes go out as they are, anything else as JSON. */
export interface SimulatedResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * What a script makes of a request:
 * - `undefined`: the usual answer; a number: the usual answer after so many milliseconds;
 * - a response: sent instead, nothing is done;
 * - `drop` and `hang`: nothing is done, and the connection is cut, or stays without an answer until it is closed;
 * - `drop-after` and `hang-after`: the request is carried out, then the same;
 * - `stall`: the request is carried out, and the answer ends in the middle of its body, with the connection open;
 * - a function: gets the usual answer, its JSON as text, and returns what is sent.
 */
export type ScriptAnswer =
  | undefined
  | number
  | SimulatedResponse
  | 'drop'
  | 'hang'
  | 'drop-after'
  | 'hang-after'
  | 'stall'
  | ((usual: UsualResponse) => SimulatedResponse);

/** The answer that would have gone out, its body as text. */
export interface UsualResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Called for every request, unknown paths included, before anything is done. */
export type Script = (request: SimulatedRequest) => ScriptAnswer | Promise<ScriptAnswer>;

/** One line of the request log: never a query, a body or a credential. */
export interface RequestRecord {
  readonly n: number;
  readonly method: string;
  readonly path: string;
  readonly route: string;
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly time: number;
}

/** Text and bytes as they are, anything else as JSON. */
export function encodeBody(body: unknown): string | Buffer {
  if (body === undefined) return '';
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body;
  return JSON.stringify(body);
}
