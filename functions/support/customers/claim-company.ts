import { addressKey } from '../../../shared/contracts/address.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import { failed } from '../refusal.ts';
import { refuseTakenCompany } from '../refuse-taken-company.ts';
import type { SupportDeps } from '../support-deps.ts';

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
      `The Alleo company ${companyId} is being given to a tenant by somebody else at this moment.`,
      '`personio-sync tenant list` shows who has it in a minute.',
    );
  // No tenant bears such a name: it is a lease of its own.
  const lease = await deps.memory.takeLease(`company:${companyId}@${addressKey(alleoUrl)}`, deps.newId(deps.clock()));
  if (lease === undefined) throw refuse();
  try {
    refuseTakenCompany(await deps.directory.listTenants(), tenantId, companyId, alleoUrl);
    return await write(async () => {
      try {
        await deps.memory.write(lease, []);
      } catch (error) {
        throw error instanceof TransientError && error.code === 'LEASE_LOST' ? refuse() : error;
      }
    });
  } finally {
    await deps.memory.releaseLease(lease);
  }
}
