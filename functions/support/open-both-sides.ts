import { ALLEO_PACING, type AlleoOptions, createAlleoClient } from '../../shared/adapters/alleo/alleo-client.ts';
import { sendRequest } from '../../shared/adapters/http/send-request.ts';
import {
  createPersonioClient,
  PERSONIO_PACING,
  type PersonioOptions,
} from '../../shared/adapters/personio/personio-client.ts';
import { realSleep, type Sleep } from '../../shared/adapters/retry.ts';
import { canonicalAddress } from '../../shared/contracts/address.ts';
import { boundPair, type PairDeps } from './bound-pair.ts';
import type { SupportEnv } from './env.ts';
import type { SupportDeps } from './support-deps.ts';

export type ClientTuning = Partial<Pick<PersonioOptions & AlleoOptions, 'pacing' | 'retryBudgetMs' | 'send'>>;

export interface BothSidesOptions {
  readonly allowLoopback?: boolean;
  readonly personio?: ClientTuning;
  readonly alleo?: ClientTuning;
  readonly sleep?: Sleep;
}

/** A person waits for the answer: after this the problem is told instead. */
const RETRY_BUDGET_MS = 20_000;

/**
 * Personio and Alleo as support talks to them: what it asks with one pair of credentials is bounded over all invocations.
 */
export function openBothSides(
  env: SupportEnv,
  options: BothSidesOptions,
  pairDeps: PairDeps,
): Pick<SupportDeps, 'openPersonio' | 'openAlleo'> {
  const { allowLoopback = false, sleep } = options;
  const common = { allowLoopback, retryBudgetMs: RETRY_BUDGET_MS, ...(sleep === undefined ? {} : { sleep }) };
  return {
    openPersonio: ({ tenantId, url, eligibility, credentials }) => {
      const { clientId: id, clientSecret: secret } = credentials;
      const bound = boundPair(pairDeps, { side: 'personio', tenantId, url: canonicalAddress(url), id, secret });
      const { send = sendRequest } = options.personio ?? {};
      const client = createPersonioClient({
        tenantId,
        baseUrl: url,
        eligibility,
        allowedHosts: env.PERSONIO_HOSTS.split(','),
        credentials: () => bound.refuseResting().then(() => credentials),
        pacing: PERSONIO_PACING,
        ...common,
        ...options.personio,
        // One process has no others to wait for.
        send: allowLoopback ? send : bound.takeTurns(send, sleep ?? realSleep),
      });
      return bound.watch(client);
    },
    openAlleo: ({ tenantId, url, companyId, credentials }) => {
      const { accessKey: id, secretKey: secret } = credentials;
      const bound = boundPair(pairDeps, { side: 'alleo', tenantId, url: canonicalAddress(url), id, secret });
      const client = createAlleoClient({
        tenantId,
        baseUrl: url,
        companyId,
        allowedHosts: env.ALLEO_HOSTS.split(','),
        credentials: () => bound.refuseResting().then(() => credentials),
        pacing: ALLEO_PACING,
        ...common,
        ...options.alleo,
      });
      return bound.watch(client);
    },
  };
}
