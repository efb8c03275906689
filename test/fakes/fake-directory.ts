import type { DirectoryPort } from '../../shared/core/ports.ts';
import { storedTenant } from './as-stored.ts';
import { frozen } from './frozen.ts';
import { inKeyOrder, type StoreState } from './store-state.ts';

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
    updateTenant: async (tenantId, registration, changes) => {
      const known = directory.get(tenantId);
      if (known?.registration !== registration) return false;
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
