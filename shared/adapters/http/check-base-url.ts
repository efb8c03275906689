import { canonicalAddress, LOOPBACK } from '../../contracts/address.ts';
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
