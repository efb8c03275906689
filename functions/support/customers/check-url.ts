import { checkBaseUrl } from '../../../shared/adapters/http/check-base-url.ts';
import { TenantError } from '../../../shared/core/ground/errors.ts';
import { wrongUsage } from '../refusal.ts';
import type { SupportConfig } from '../support-deps.ts';

/** Where Personio's v1 API lives (facts: Personio, "Which API"). */
export const PERSONIO_URL = 'https://api.personio.de/v1';

const SIDES = {
  personio: { option: '--personio-url', end: '/v1', example: PERSONIO_URL },
  alleo: { option: '--alleo-url', end: '/customer_api/v1', example: 'https://api.yourcampus.co/customer_api/v1' },
} as const;

/** The address without a slash at its end. Refuses one that this stage may not talk to, or that ends in the wrong path. */
export function checkUrl(
  config: Pick<SupportConfig, 'local' | 'personioHosts' | 'alleoHosts'>,
  side: keyof typeof SIDES,
  url: string,
): string {
  const { option, end, example } = SIDES[side];
  const allowedHosts = side === 'personio' ? config.personioHosts : config.alleoHosts;
  const refuse = (why: string) => wrongUsage('URL_NOT_ALLOWED', `${option}: ${why}.`, `For example ${example}`);
  let checked: string;
  try {
    checked = checkBaseUrl(url, { tenantId: 'new', allowedHosts, allowLoopback: config.local });
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    const loopback = config.local ? ', or an address of this machine' : '';
    throw refuse(`it must be https on one of ${allowedHosts.join(', ')}${loopback}`);
  }
  if (!new URL(checked).pathname.endsWith(end)) throw refuse(`it must end in ${end}`);
  return checked;
}
