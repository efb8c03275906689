import type { SimulatedRequest } from '../../local/simulators/http-exchange.ts';
import { type Parameter, PUBLISHED_CALLS, PUBLISHED_HEADERS, type PublishedCall } from './personio-openapi.ts';

/** The headers that a client may send beside the published ones: HTTP's own. */
const OF_HTTP: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'sec-fetch-mode',
  'user-agent',
]);
const PUBLISHED: ReadonlySet<string> = new Set(Object.values(PUBLISHED_HEADERS));

/** In what a request departs from what Personio publishes; nothing where it fits. */
export function findDepartures(request: SimulatedRequest): string[] {
  const call = findCall(request);
  if (call === undefined) return [`${request.method} ${request.path} is not published`];
  return [...checkQuery(call, request), ...checkHeaders(call, request), ...checkBody(call, request)];
}

/** The published call that a request is; one with a fixed path wins over one with a place in it. */
export function findCall({ method, path }: Pick<SimulatedRequest, 'method' | 'path'>): PublishedCall | undefined {
  const fits = (call: PublishedCall) => new RegExp(`^${call.path.replace(/\{\w+\}/g, '\\d{1,19}')}$`).test(path);
  return PUBLISHED_CALLS.find((call) => call.method === method && fits(call));
}

function checkQuery(call: PublishedCall, { query }: SimulatedRequest): string[] {
  return [...new Set(query.keys())].flatMap((name) => {
    const parameter = call.query[name];
    if (parameter === undefined) return [`parameter ${name} is not published`];
    const values = query.getAll(name);
    if (parameter.type !== 'strings' && values.length > 1) return [`parameter ${name} stands there twice`];
    return values.flatMap((value) => checkValue(name, parameter, value));
  });
}

function checkValue(name: string, { type, minimum = 0, maximum = Infinity }: Parameter, value: string): string[] {
  if (type !== 'integer') return value === '' ? [`parameter ${name} is empty`] : [];
  if (!/^\d+$/.test(value)) return [`parameter ${name} is no integer`];
  return Number(value) < minimum || Number(value) > maximum ? [`parameter ${name} is out of bounds`] : [];
}

function checkHeaders(call: PublishedCall, { headers }: SimulatedRequest): string[] {
  const departures = Object.keys(headers)
    .filter((name) => !OF_HTTP.has(name) && !PUBLISHED.has(name))
    .map((name) => `header ${name} is not published`);
  const isBearer = /^Bearer \S+$/.test(headers.authorization ?? '');
  if (call.bearer !== isBearer) departures.push(call.bearer ? 'no bearer token' : 'a token where none belongs');
  if (!/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/.test(String(headers[PUBLISHED_HEADERS.appId] ?? ''))) {
    departures.push('no app id in upper case and underscores');
  }
  return departures;
}

function checkBody(call: PublishedCall, { headers, body }: SimulatedRequest): string[] {
  if (call.body === undefined) return body === '' && headers['content-type'] === undefined ? [] : ['a body'];
  const contentType = headers['content-type']?.split(';')[0] ?? '';
  if (!call.body.contentTypes.includes(contentType)) return [`content type ${contentType} is not published`];
  const given: unknown =
    contentType === 'application/json' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  if (typeof given !== 'object' || given === null) return ['the body is no object'];
  const fields = new Map<string, unknown>(Object.entries(given));
  const missing = call.body.required.filter((name) => typeof fields.get(name) !== 'string');
  const extra = [...fields.keys()].filter((name) => call.body?.required.includes(name) !== true);
  return [...missing.map((name) => `${name} is missing`), ...extra.map((name) => `${name} is not published`)];
}
