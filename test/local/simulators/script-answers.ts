import type { ScriptAnswer, SimulatedResponse, UsualResponse } from '../../../local/simulators/http-exchange.ts';

/** A gateway's or firewall's page, as they stand before both APIs: HTML, no JSON, with any status. */
export function gatewayError(status: number): SimulatedResponse {
  return { status, headers: { 'content-type': 'text/html' }, body: `<html><body>${status}</body></html>` };
}

/** 429, with `Retry-After` where seconds are given. */
export function tooManyRequests(retryAfterSeconds?: number): SimulatedResponse {
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { status: 429, headers, body: { success: false, error: { code: 429, message: 'Too many requests' } } };
}

/** HTTP 200 with JSON that ends half-way. */
export function brokenJson(): SimulatedResponse {
  return { status: 200, body: '{"success":true,"data":[{"type":"Emplo' };
}

/** Points to another place; a client must not follow it with a token. */
export function redirectTo(location: string): SimulatedResponse {
  return { status: 302, headers: { location }, body: '' };
}

/** Changes the usual answer's JSON; `Body` is what the route documents. Errors (not 2xx) pass unchanged. */
export function alterJson<Body>(change: (body: Body) => unknown): ScriptAnswer {
  return (usual: UsualResponse) => {
    if (usual.status >= 300) return usual;
    const body = JSON.parse(usual.body) as Body;
    return { ...usual, body: change(body) };
  };
}
