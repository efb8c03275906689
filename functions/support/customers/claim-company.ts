import { addressKey } from '../../../shared/contracts/address.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import { failed, type Refusal } from '../refusal.ts';
import { refuseTakenCompany } from '../refuse-taken-company.ts';
import type { SupportDeps } from '../support-deps.ts';

type LeaseDeps = Pick<SupportDeps, 'memory' | 'clock' | 'newId'>;

/** Works under a lease of its own name, which no tenant bears. `hold`: refuses where the lease has lapsed meanwhile. */
async function underLease<T>(
  deps: LeaseDeps,
  name: string,
  refuse: () => Refusal,
  work: (hold: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const lease = await deps.memory.takeLease(name, deps.newId(deps.clock()));
  if (lease === undefined) throw refuse();
  const hold = async () => {
    try {
      await deps.memory.write(lease, []);
    } catch (error) {
      throw error instanceof TransientError && error.code === 'LEASE_LOST' ? refuse() : error;
    }
  };
  try {
    return await work(hold);
  } finally {
    await deps.memory.releaseLease(lease);
  }
}

/** Registers an id one at a time: the secret of two bears one name. Refuses TENANT_EXISTS where somebody else is at it. */
export function claimId<T>(
  deps: LeaseDeps,
  tenantId: string,
  work: (hold: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const refuse = () =>
    failed(
      'TENANT_EXISTS',
      `The tenant ${tenantId} is being added by somebody else at this moment.`,
      `\`personio-sync tenant show ${tenantId}\` shows it in a minute.`,
    );
  return underLease(deps, `registration:${tenantId}`, refuse, work);
}

/** A company in Alleo, and the tenant that shall have it. */
export interface Claim {
  readonly tenantId: string;
  readonly companyId: number;
  readonly alleoUrl: string;
}

/**
 * Gives a company to a tenant, one at a time: two that look at once would both find it free. `write` does so; right before
 * it writes the directory it calls `hold`, after which nobody else comes in for longer than that write can take. Refuses
 * COMPANY_TAKEN where another tenant has the company, or is being given it now.
 */
export async function claimCompany(
  deps: Pick<SupportDeps, 'memory' | 'directory' | 'clock' | 'newId'>,
  { tenantId, companyId, alleoUrl }: Claim,
  write: (hold: () => Promise<void>) => Promise<Tenant>,
): Promise<Tenant> {
  const refuse = () =>
    failed(
      'COMPANY_TAKEN',
      `The Alleo company ${companyId} is being given to a customer by somebody else at this moment.`,
      '`personio-sync tenant list` shows who has it in a minute.',
    );
  return underLease(deps, `company:${companyId}@${addressKey(alleoUrl)}`, refuse, async (hold) => {
    refuseTakenCompany(await deps.directory.listTenants(), tenantId, companyId, alleoUrl);
    return write(hold);
  });
}
