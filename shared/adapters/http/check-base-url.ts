import { TenantError } from '../../core/ground/errors.ts';

/** Which addresses a client may talk to. */
export interface AddressRules {
  readonly tenantId: string;
  /** Host names, as the stage's configuration lists them. */
  readonly allowedHosts: readonly string[];
  /** Only in the embedded run: plain http to this machine. */
  readonly allowLoopback: boolean;
  /** The one path that the other side's API is under. */
  readonly path: string;
}

/** The paths of the two APIs (facts: Personio, "Which API"; Alleo, "Customer API"). */
export const API_PATHS = { personio: '/v1', alleo: '/customer_api/v1' } as const;

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * An address in the one spelling that is stored and compared: scheme, host and path as the URL standard reads them, no
 * user, query, fragment or default port, no doubled slash and none at the end. What cannot be read stays as it is.
 */
export function canonicalAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname.replace(/\/+/g, '/').replace(/\/$/, '')}`;
}

/** Whether both lead to the same API, however they are spelled; all names of this machine are one. */
export function isSameAddress(a: string, b: string): boolean {
  return addressKey(a) === addressKey(b);
}

/** Equal for all spellings of an address, those of this machine's names included: to find it by, not to call it. */
export function addressKey(address: string): string {
  const canonical = canonicalAddress(address);
  if (!URL.canParse(canonical)) return canonical;
  const { hostname, port, pathname } = new URL(canonical);
  return LOOPBACK.has(hostname) ? `loopback:${port}${pathname}` : canonical;
}

/**
 * The base URL of a tenant's other side, in its one spelling. Throws `TenantError` URL_NOT_ALLOWED unless it is exactly
 * the API's path by https on a listed host, or http to this machine where that is allowed: a token is never sent anywhere
 * else.
 */
export function checkBaseUrl(baseUrl: string, rules: AddressRules): string {
  const refuse = (why: string) =>
    new TenantError({ tenantId: rules.tenantId, operation: 'check address', code: 'URL_NOT_ALLOWED' }, why);
  if (!URL.canParse(baseUrl)) throw refuse('not a URL');
  const { username, password, search, hash } = new URL(baseUrl);
  if (username !== '' || password !== '' || search !== '' || hash !== '') {
    throw refuse('no user, query or fragment may be in it');
  }
  const canonical = canonicalAddress(baseUrl);
  const { protocol, hostname, port, pathname } = new URL(canonical);
  if (LOOPBACK.has(hostname) && rules.allowLoopback && protocol === 'http:') return canonical;
  if (protocol !== 'https:') throw refuse('it must be https');
  if (!rules.allowedHosts.includes(hostname) || port !== '') throw refuse("its host is not on the stage's list");
  if (pathname !== rules.path) throw refuse(`its path must be ${rules.path}`);
  return canonical;
}
