import { isDeepStrictEqual } from 'node:util';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { DirectoryPort, TenantAttributes } from '../../shared/core/ports/table.ts';
import { storedTenant } from './as-stored.ts';
import { frozen } from './frozen.ts';
import { inKeyOrder, type StoreState } from './store-state.ts';

const isStored = (tenant: Tenant, attributes: TenantAttributes) =>
  Object.entries(attributes).every(([name, value]) => isDeepStrictEqual(tenant[name as keyof Tenant], value));

export function createFakeDirectory({ directory }: StoreState): DirectoryPort {
  return {
    listTenants: async () => inKeyOrder(directory),
    readTenant: async (tenantId) => directory.get(tenantId),
    createTenant: async (tenant) => {
      const known = directory.get(tenant.id);
      if (known !== undefined) return known.registration === tenant.registration;
      directory.set(tenant.id, frozen(storedTenant(tenant)));
      return true;
    },
    updateTenant: async (tenantId, registration, changes, asRead = {}) => {
      const known = directory.get(tenantId);
      if (known?.registration !== registration) return false;
      // Or it is there already, by the same request whose answer was lost.
      if (!isStored(known, asRead)) return isStored(known, { ...asRead, ...changes });
      const changed = { ...known };
      // `storedTenant` drops what is set to `undefined`: the attribute is removed.
      Object.assign(changed, changes);
      directory.set(tenantId, frozen(storedTenant(changed)));
      return true;
    },
    deleteTenant: async (tenantId, registration) => {
      if (directory.get(tenantId)?.registration === registration) directory.delete(tenantId);
    },
  };
}
