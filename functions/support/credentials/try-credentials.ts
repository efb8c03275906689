import { canonicalAddress } from '../../../shared/contracts/address.ts';
import type { AlleoCredentials, Credentials, PersonioCredentials } from '../../../shared/contracts/credentials.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { Eligibility } from '../../../shared/contracts/tenant.ts';
import { TenantError, TransientError } from '../../../shared/core/ground/errors.ts';
import type { AlleoPort } from '../../../shared/core/ports/alleo.ts';
import { readCompleteListing } from '../../../shared/core/prepare-plan.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import { PairRestsError } from '../bound-pair.ts';
import { findNearest } from '../find-tenant.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';

/** A Personio pair that is tried: where, and for whom. */
export interface PersonioTrial {
  readonly tenantId: string;
  readonly url: string;
  readonly eligibility: Eligibility;
  readonly credentials: PersonioCredentials;
}

/** The other side gave no usable answer: nobody tries that again by itself, since nothing is registered. */
function refuseSilent(error: unknown, side: 'Personio' | 'Alleo', url: string): void {
  if (!(error instanceof TransientError)) return;
  const message = `${side} did not answer as it should at ${url} (${error.code}). The credentials are not used.`;
  throw failed(error.code, message, 'Check the address, and try again in a minute.');
}

/** Reads everybody with this pair: the only proof that it shows what it should. Refuses a pair that Personio refuses. */
export async function tryPersonio(
  deps: Pick<SupportDeps, 'openPersonio'>,
  trial: PersonioTrial,
): Promise<CompleteListing> {
  try {
    return await readCompleteListing(deps.openPersonio(trial), trial.tenantId);
  } catch (error) {
    refuseSilent(error, 'Personio', trial.url);
    if (!(error instanceof TenantError) || error.code !== 'CREDENTIALS_REFUSED') throw error;
    throw failed(
      'CREDENTIALS_REFUSED',
      'Personio refuses this client id and client secret. They are not used.',
      error instanceof PairRestsError
        ? error.hint
        : 'Copy both again from Personio, without spaces; the credential needs "Employees: Read".',
    );
  }
}

/** The pair for this Alleo URL: the tenant's own, else the stage's, which goes to the stage's own URL alone. */
export async function chooseAlleoCredentials(
  deps: Pick<SupportDeps, 'config' | 'secrets'>,
  own: AlleoCredentials | undefined,
  alleoUrl: string,
): Promise<AlleoCredentials> {
  if (own !== undefined) return own;
  const isStages = canonicalAddress(alleoUrl) === canonicalAddress(deps.config.stageAlleoUrl);
  const stage = isStages ? await deps.secrets.readStageAlleo() : undefined;
  if (stage !== undefined) return stage;
  throw failed(
    'ALLEO_CREDENTIALS_MISSING',
    'There is no Alleo credential: none was given, and the stage has none for this Alleo URL.',
    'Give the pair as "alleo": {"accessKey": …, "secretKey": …} with the credentials.',
  );
}

/** An Alleo pair that is tried for one company. */
export interface AlleoTrial {
  readonly tenantId: string;
  readonly name: string;
  readonly url: string;
  readonly companyId: number;
  readonly credentials: Credentials['alleo'];
}

/** The company by its id, as Alleo calls it. Refuses a pair that Alleo refuses, and an unknown company, naming the nearest. */
export async function tryAlleo(
  deps: Pick<SupportDeps, 'config' | 'secrets' | 'openAlleo'>,
  trial: AlleoTrial,
): Promise<{ readonly id: number; readonly name: string }> {
  const { tenantId, url, companyId } = trial;
  const credentials = await chooseAlleoCredentials(deps, trial.credentials, url);
  const companies = await listCompanies(deps.openAlleo({ tenantId, url, companyId, credentials }), url);
  const company = companies.find((one) => one.id === companyId);
  if (company !== undefined) return company;
  const byNumber = findNearest(String(companyId), companies, (one) => [String(one.id)]);
  const byName = findNearest(trial.name, companies, (one) => [one.name]);
  const near = [...new Set([...byName, ...byNumber])].map((one) => `${one.id} (${oneLine(one.name)})`);
  const hint =
    near.length > 0
      ? `The nearest ones: ${near.join(', ')}.`
      : `Companies that the credential shows: ${companies.length}.`;
  throw failed('COMPANY_UNKNOWN', `Alleo knows no company ${companyId} under this credential.`, hint);
}

async function listCompanies(
  alleo: AlleoPort,
  url: string,
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  try {
    return await alleo.listCompanies();
  } catch (error) {
    refuseSilent(error, 'Alleo', url);
    if (!(error instanceof TenantError) || error.code !== 'ALLEO_CREDENTIALS_REFUSED') throw error;
    throw failed(
      'ALLEO_CREDENTIALS_REFUSED',
      'Alleo refuses this access key and secret key. They are not used.',
      error instanceof PairRestsError ? error.hint : 'Copy both again from the Customer API settings in Alleo.',
    );
  }
}
