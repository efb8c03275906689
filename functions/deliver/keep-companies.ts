import { ALLEO_PACING, type AlleoOptions, createAlleoClient } from '../../shared/adapters/alleo/alleo-client.ts';
import type { AlleoCredentials, Tenant } from '../../shared/contracts/tenant.ts';
import { TenantError } from '../../shared/core/errors.ts';
import type { SecretsPort } from '../../shared/core/ports.ts';
import type { DeliverEnv } from './env.ts';
import { type Company, openCompany } from './open-company.ts';

/** How the Alleo client behaves where it is not as in Lambda. */
export type AlleoTuning = Partial<Pick<AlleoOptions, 'allowLoopback' | 'pacing' | 'retryBudgetMs' | 'sleep'>>;

export interface CompaniesDeps {
  readonly env: DeliverEnv;
  readonly secrets: Pick<SecretsPort, 'readSecret' | 'readStageAlleo'>;
  readonly tuning: AlleoTuning;
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
  const stage = tenant.alleoUrl === deps.env.STAGE_ALLEO_URL ? await deps.secrets.readStageAlleo() : undefined;
  if (stage !== undefined) return stage;
  const facts = { tenantId: tenant.id, operation: 'read Alleo credential', code: 'ALLEO_CREDENTIALS_REFUSED' };
  throw new TenantError(facts, 'the tenant has no Alleo credential of its own, and the stage has none for its URL');
}

/** Gives each tenant's company in Alleo, the same one while the container lives: tokens and lists are read once. */
export function keepCompanies(deps: CompaniesDeps): (tenant: Tenant) => Company {
  const { env, tuning } = deps;
  const kept = new Map<string, Company>();
  return (tenant) => {
    // A changed URL, secret or registration is another company.
    const key = JSON.stringify([tenant.id, tenant.registration, tenant.company.id, tenant.alleoUrl, tenant.secretArn]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const alleo = createAlleoClient({
      tenantId: tenant.id,
      companyId: tenant.company.id,
      baseUrl: tenant.alleoUrl,
      allowedHosts: env.ALLEO_HOSTS.split(','),
      allowLoopback: false,
      credentials: () => readCredentials(deps, tenant),
      pacing: ALLEO_PACING,
      retryBudgetMs: RETRY_BUDGET_MS,
      ...tuning,
    });
    const company = openCompany(alleo, () => performance.now());
    kept.set(key, company);
    return company;
  };
}
