import { ALLEO_PACING, type AlleoOptions, createAlleoClient } from '../../shared/adapters/alleo/alleo-client.ts';
import { canonicalAddress } from '../../shared/contracts/address.ts';
import type { AlleoCredentials } from '../../shared/contracts/credentials.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import { TenantError } from '../../shared/core/ground/errors.ts';
import type { SecretsPort } from '../../shared/core/ports/secrets.ts';
import type { DeliverEnv } from './env.ts';
import { type Company, openCompany } from './open-company.ts';

/** How the Alleo client behaves where it is not as in Lambda. */
export type AlleoTuning = Partial<Pick<AlleoOptions, 'allowLoopback' | 'pacing' | 'retryBudgetMs' | 'sleep' | 'send'>>;

export interface CompaniesDeps {
  readonly env: DeliverEnv;
  readonly secrets: Pick<SecretsPort, 'readSecret' | 'readStageAlleo'>;
  readonly tuning: AlleoTuning;
  /** Milliseconds of a clock that only goes forward. @default the process's */
  readonly now?: () => number;
}

/** Beyond this the queue waits, which costs nothing. */
const RETRY_BUDGET_MS = 60_000;

/**
 * The tenant's own Alleo credential, else the stage's, which is sent to the stage's own Alleo URL alone.
 * Throws `TenantError` ALLEO_CREDENTIALS_REFUSED where there is none for this tenant's URL.
 */
async function readCredentials(deps: CompaniesDeps, tenant: Tenant): Promise<AlleoCredentials> {
  const { alleo } = await deps.secrets.readSecret(tenant.id, tenant.secretArn);
  if (alleo !== undefined) return alleo;
  const isStages = canonicalAddress(tenant.alleoUrl) === canonicalAddress(deps.env.STAGE_ALLEO_URL);
  const stage = isStages ? await deps.secrets.readStageAlleo() : undefined;
  if (stage !== undefined) return stage;
  const facts = { tenantId: tenant.id, operation: 'read Alleo credential', code: 'ALLEO_CREDENTIALS_REFUSED' };
  throw new TenantError(facts, 'the tenant has no Alleo credential of its own, and the stage has none for its URL');
}

/** As long as a company's lists are good: then its client starts anew, too, with a whole budget for waiting. */
const KEEP_MS = 600_000;

function openFor(deps: CompaniesDeps, tenant: Tenant, now: () => number): Company {
  const alleo = createAlleoClient({
    tenantId: tenant.id,
    companyId: tenant.company.id,
    baseUrl: tenant.alleoUrl,
    allowedHosts: deps.env.ALLEO_HOSTS.split(','),
    allowLoopback: false,
    credentials: () => readCredentials(deps, tenant),
    pacing: ALLEO_PACING,
    retryBudgetMs: RETRY_BUDGET_MS,
    ...deps.tuning,
  });
  return openCompany(tenant.id, alleo, now);
}

/** Gives each tenant's company in Alleo, the same one for ten minutes: token and lists are read once for many messages. */
export function keepCompanies(deps: CompaniesDeps): (tenant: Tenant) => Company {
  const { now = () => performance.now() } = deps;
  const kept = new Map<string, { readonly company: Company; readonly openedAt: number }>();
  return (tenant) => {
    for (const [key, { openedAt }] of kept) if (now() - openedAt > KEEP_MS) kept.delete(key);
    // A changed URL, secret or registration is another company.
    const key = JSON.stringify([tenant.id, tenant.registration, tenant.company.id, tenant.alleoUrl, tenant.secretArn]);
    const known = kept.get(key)?.company;
    if (known !== undefined) return known;
    const company = openFor(deps, tenant, now);
    kept.set(key, { company, openedAt: now() });
    return company;
  };
}
