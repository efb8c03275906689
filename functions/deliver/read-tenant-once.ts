import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { DirectoryPort } from '../../shared/core/ports/table.ts';

type Directory = Pick<DirectoryPort, 'readTenant' | 'updateTenant'>;

/** How long a tenant counts as just read: so soon a pause or a removal stops what is still to be delivered. */
const KEPT_MS = 5_000;

/**
 * The directory for one invocation: a tenant is read once for the messages of a batch, and anew after some seconds or a
 * change of our own. `now`: milliseconds of a clock that only goes forward.
 */
export function readTenantOnce(directory: Directory, now: () => number): Directory {
  const kept = new Map<string, { readonly at: number; readonly tenant: Promise<Tenant | undefined> }>();
  return {
    readTenant(tenantId) {
      const known = kept.get(tenantId);
      if (known !== undefined && now() - known.at < KEPT_MS) return known.tenant;
      const tenant = directory.readTenant(tenantId);
      kept.set(tenantId, { at: now(), tenant });
      // What failed is asked anew.
      tenant.catch(() => kept.delete(tenantId));
      return tenant;
    },
    async updateTenant(tenantId, ...change) {
      try {
        return await directory.updateTenant(tenantId, ...change);
      } finally {
        kept.delete(tenantId);
      }
    },
  };
}
