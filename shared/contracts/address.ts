/** The paths of the two APIs (facts: Personio, "Which API"; Alleo, "Customer API"). */
export const API_PATHS = { personio: '/v1', alleo: '/customer_api/v1' } as const;

/** The names of this machine, as the URL standard writes them. */
export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

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
  const url = new URL(canonical);
  return LOOPBACK.has(url.hostname) ? canonical.replace(url.hostname, '127.0.0.1') : canonical;
}
