import { checkBaseUrl } from '../../../shared/adapters/http/check-base-url.ts';
import { API_PATHS } from '../../../shared/contracts/address.ts';
import { TenantError } from '../../../shared/core/ground/errors.ts';
import { wrongUsage } from '../refusal.ts';
import type { SupportConfig } from '../support-deps.ts';

/** Where Personio's v1 API lives (facts: Personio, "Which API"). */
export const PERSONIO_URL = 'https://api.personio.de/v1';

const SIDES = {
  personio: { option: '--personio-url', example: PERSONIO_URL },
  alleo: { option: '--alleo-url', example: 'https://api.yourcampus.co/customer_api/v1' },
} as const;

/** The address in its one spelling. Refuses one that this stage may not talk to. */
export function checkUrl(
  config: Pick<SupportConfig, 'local' | 'personioHosts' | 'alleoHosts'>,
  side: keyof typeof SIDES,
  url: string,
): string {
  const { option, example } = SIDES[side];
  const path = API_PATHS[side];
  const allowedHosts = side === 'personio' ? config.personioHosts : config.alleoHosts;
  const loopback = config.local ? ', or an address of this machine' : '';
  const must = `https on one of ${allowedHosts.join(', ')}${loopback}, with the path ${path} and nothing behind it`;
  const refusal = wrongUsage('URL_NOT_ALLOWED', `${option}: it must be ${must}.`, `For example ${example}`);
  try {
    const checked = checkBaseUrl(url, { tenantId: 'new', allowedHosts, allowLoopback: config.local, path });
    if (new URL(checked).pathname === path) return checked;
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
  }
  throw refusal;
}
