import type { TenantSecret } from '../../../shared/contracts/credentials.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { findTenant } from '../find-tenant.ts';
import { queueRun } from '../queue-run.ts';
import type { SupportDeps } from '../support-deps.ts';
import { probePair } from './probe-pair.ts';
import { promoteSecret } from './promote-secret.ts';
import { tryAlleo } from './try-credentials.ts';

type Request = Extract<SupportRequest, { operation: 'credentials-rotate' }>;

/** Refuses what the new pairs do not show; gives the number of people that a new Personio pair shows. */
async function probe(deps: SupportDeps, tenant: Tenant, current: TenantSecret, request: Request) {
  const { personio, alleo } = request.credentials;
  if (alleo !== undefined) {
    const { id: tenantId, name, alleoUrl: url, company } = tenant;
    await tryAlleo(deps, { tenantId, name, url, companyId: company.id, credentials: alleo });
  }
  if (personio === undefined) return null;
  const next = { url: tenant.personioUrl, credentials: personio };
  return (await probePair(deps, tenant, next, current.personio)).employees.size;
}

/** What a pair was flagged for no longer stands: it was probed. Of the other side's nothing is known. */
async function clearFlags(deps: SupportDeps, tenant: Tenant, { credentials }: Request): Promise<void> {
  const { flag, deliveryFlag } = tenant;
  const isPersonio = credentials.personio !== undefined && flag?.code === 'CREDENTIALS_REFUSED';
  const isAlleo = credentials.alleo !== undefined && deliveryFlag?.code === 'ALLEO_CREDENTIALS_REFUSED';
  if (!isPersonio && !isAlleo) return;
  await deps.directory.updateTenant(tenant.id, tenant.registration, {
    ...(isPersonio ? { flag: undefined } : {}),
    ...(isAlleo ? { deliveryFlag: undefined } : {}),
  });
}

/**
 * New credentials in the pending slot, probed against the current ones, and only then in use; the fingerprint key stays.
 * A pair that is not given stays as it is; of two rotations at once the second is refused. Runs use the current slot alone: until the very end nothing changes for them,
 * and what was left half-done is done anew by doing it again.
 */
export async function rotateCredentials(
  deps: SupportDeps,
  request: Request,
): Promise<SupportAnswer<'credentials-rotate'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const { secret: current, version } = await deps.secrets.readCurrent(tenant.id, tenant.secretArn);
  const { personio = current.personio, alleo = current.alleo } = request.credentials;
  const { fingerprintKey } = current;
  const next = { personio, ...(alleo === undefined ? {} : { alleo }), fingerprintKey };
  const pending = await deps.secrets.putPending(tenant.secretArn, next);
  const people = await probe(deps, tenant, current, request);
  await promoteSecret(deps, tenant, { from: version, to: pending });
  await clearFlags(deps, tenant, request);
  const queued = tenant.status === 'active';
  if (queued) await queueRun(deps, tenant, 'rotate');
  return { tenantId: tenant.id, rotated: true, people, queued };
}
