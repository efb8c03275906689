import { encodeBody, type SimulatedResponse } from '../../../local/simulators/http-exchange.ts';
import { findRoute, type Route } from '../../../local/simulators/route.ts';
import type { HttpAnswer, HttpRequest } from '../../../shared/adapters/http/send-request.ts';

export interface Service {
  readonly routes: readonly Route[];
  readonly basePath: string;
  readonly notFound: unknown;
}

const nothingCounted = { n: 0, nth: 0 };

/** What a simulator's routes answer, without a network. */
export function answerAt({ routes, basePath, notFound }: Service, request: HttpRequest): HttpAnswer {
  const url = new URL(request.url);
  const path = url.pathname.slice(basePath.length);
  const found = findRoute(routes, request.method, path);
  const asked = {
    ...nothingCounted,
    method: request.method,
    path,
    route: found?.route.name ?? path,
    query: url.searchParams,
    headers: request.headers,
    body: request.body ?? '',
  };
  return toAnswer(found?.route.answer(asked, found.parameters) ?? { status: 404, body: notFound });
}

export function toAnswer({ status, headers = {}, body }: SimulatedResponse): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: encodeBody(body).toString() };
}
