import type { TenantSecret } from '../../shared/contracts/credentials.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { Employee, ListingRead } from '../../shared/core/ground/employee.ts';
import type { Fingerprints } from '../../shared/core/ground/fingerprint.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { AlleoPort } from '../../shared/core/ports/alleo.ts';
import type { PersonioPort } from '../../shared/core/ports/personio.ts';
import type { MemoryPort } from '../../shared/core/ports/table.ts';
import type { Prepared } from '../../shared/core/prepare-plan.ts';
import { preparePlan } from '../../shared/core/prepare-plan.ts';
import { chooseAlleoCredentials } from './credentials/try-credentials.ts';
import type { SupportDeps } from './support-deps.ts';

/** A tenant with its secret read: both sides can be talked to. */
export interface OpenTenant {
  readonly tenant: Tenant;
  readonly secret: TenantSecret;
  readonly fingerprints: Fingerprints;
  readonly personio: PersonioPort;
  /** The people of the last full read, also of one whose run was stopped by a gate. */
  readonly lastRead: () => readonly Employee[];
}

/** Keeps what was read last, so that a gate later does not hide who is there. */
function keepRead(personio: PersonioPort): {
  readonly port: PersonioPort;
  readonly lastRead: () => readonly Employee[];
} {
  let last: ListingRead | undefined;
  const port: PersonioPort = {
    readAll: async () => {
      last = await personio.readAll();
      return last;
    },
    readOne: (id) => personio.readOne(id),
    readAttributes: () => personio.readAttributes(),
    requestCount: () => personio.requestCount(),
  };
  return { port, lastRead: () => last?.employees ?? [] };
}

/** Reads the tenant's secret. Throws `TenantError` SECRET_MISSING or SECRET_INVALID. */
export async function openTenant(
  deps: Pick<SupportDeps, 'secrets' | 'openPersonio'>,
  tenant: Tenant,
): Promise<OpenTenant> {
  const secret = await deps.secrets.readSecret(tenant.id, tenant.secretArn);
  const { id: tenantId, personioUrl: url, eligibility } = tenant;
  const personio = deps.openPersonio({ tenantId, url, eligibility, credentials: secret.personio });
  const { port, lastRead } = keepRead(personio);
  return { tenant, secret, fingerprints: createFingerprints(secret.fingerprintKey), personio: port, lastRead };
}

/** The tenant's company in Alleo, under its own credential or the stage's. */
export async function openCompany(
  deps: Pick<SupportDeps, 'config' | 'secrets' | 'openAlleo'>,
  { tenant, secret }: Pick<OpenTenant, 'tenant' | 'secret'>,
): Promise<AlleoPort> {
  const { id: tenantId, alleoUrl: url, company } = tenant;
  const credentials = await chooseAlleoCredentials(deps, secret.alleo, url);
  return deps.openAlleo({ tenantId, url, companyId: company.id, credentials });
}

type PlanMemory = Pick<MemoryPort, 'readMemory' | 'readPlan' | 'readPastGrants'>;

/** The memory as if nothing had been approved: what would be held is held. */
function withoutApproval(memory: PlanMemory): PlanMemory {
  return {
    readMemory: async (tenantId) => {
      const { approval: _, ...rest } = await memory.readMemory(tenantId);
      return rest;
    },
    readPlan: (tenantId, digest) => memory.readPlan(tenantId, digest),
    readPastGrants: (tenantId) => memory.readPastGrants(tenantId),
  };
}

/**
 * The plan that a run would make now; nothing is written. `as`: `stored`, with the approval that the run would find;
 * `unapproved`, to be approved; `first`, the first plan, whatever the tenant's status says.
 */
export function planTenant(
  deps: Pick<SupportDeps, 'memory'>,
  open: OpenTenant,
  now: Date,
  as: 'stored' | 'unapproved' | 'first' = 'stored',
): Promise<Prepared> {
  const { personio, fingerprints } = open;
  const memory = as === 'stored' ? deps.memory : withoutApproval(deps.memory);
  const tenant: Tenant = as === 'first' ? { ...open.tenant, status: 'pending' } : open.tenant;
  return preparePlan({ personio, memory, fingerprints }, tenant, now);
}
