import { TenantError } from '../../core/ground/errors.ts';

/** Which addresses a client may talk to. */
export interface AddressRules {
  readonly tenantId: string;
  /** Host names, as the stage's configuration lists them. */
  readonly allowedHosts: readonly string[];
  /** Only in the embedded run: plain http to this machine. */
  readonly allowLoopback: boolean;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address is of this machine: a simulator's. */
export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && LOOPBACK.has(new URL(address).hostname);

/**
 * The base URL of a tenant's other side, without a slash at its end. Throws `TenantError` URL_NOT_ALLOWED unless it is
 * https on a listed host (or loopback, where that is allowed): a token is never sent anywhere else.
 */
export function checkBaseUrl(baseUrl: string, rules: AddressRules): string {
  const refuse = (why: string) =>
    new TenantError({ tenantId: rules.tenantId, operation: 'check address', code: 'URL_NOT_ALLOWED' }, why);
  if (!URL.canParse(baseUrl)) throw refuse('not a URL');
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw refuse('no user, query or fragment may be in it');
  }
  if (isLoopback(baseUrl) && rules.allowLoopback) return baseUrl.replace(/\/+$/, '');
  if (url.protocol !== 'https:') throw refuse('it must be https');
  if (!rules.allowedHosts.includes(url.hostname) || url.port !== '')
    throw refuse("its host is not on the stage's list");
  return baseUrl.replace(/\/+$/, '');
}
