import type { Tenant } from '../../contracts/tenant.ts';
import type { DirectoryPort } from '../../core/ports.ts';
import { parseStored } from '../parse-stored.ts';
import { TenantItemSchema } from './items/tenant-item.ts';
import { TENANTS_PARTITION } from './keys.ts';
import { type Item, Table, type TableDeps } from './table.ts';

export interface DirectoryDeps extends TableDeps {
  /**
   * Told of a tenant whose item cannot be read, which `listTenants` then leaves out, so that one does not stop all.
   * @default `listTenants` throws
   */
  readonly onUnreadable?: (tenantId: string, error: unknown) => void;
}

/** The directory on DynamoDB. Throws `TenantError` ITEM_UNREADABLE for an item that does not parse. */
export function createDirectory(deps: DirectoryDeps): DirectoryPort {
  const table = new Table(deps);
  const key = (tenantId: string) => ({ pk: TENANTS_PARTITION, sk: tenantId });
  const readTenant = async (tenantId: string): Promise<Tenant | undefined> => {
    const facts = { operation: 'read tenant', tenantId };
    const item = await table.get(facts, key(tenantId));
    return item && parseTenant(item);
  };
  return {
    readTenant,
    listTenants: async () => {
      const tenants: Tenant[] = [];
      const condition = { expression: 'pk = :pk', values: { ':pk': TENANTS_PARTITION } };
      for await (const page of table.query({ operation: 'list tenants' }, condition)) {
        for (const item of page) collectTenant(deps, item, tenants);
      }
      return tenants;
    },
    createTenant: async (tenant) => {
      const facts = { operation: 'create tenant', tenantId: tenant.id };
      const condition = { expression: 'attribute_not_exists(pk)' };
      if (await table.put(facts, { ...key(tenant.id), v: 1, ...tenant }, condition)) return true;
      // A repeated request may meet what the first one wrote.
      return (await readTenant(tenant.id))?.registration === tenant.registration;
    },
    updateTenant: (tenantId, registration, changes) => {
      const { update, names, values } = writeUpdate(changes);
      return table.update({ operation: 'update tenant', tenantId }, key(tenantId), update, {
        expression: '#registration = :expected',
        names: { ...names, '#registration': 'registration' },
        values: { ...values, ':expected': registration },
      });
    },
    deleteTenant: async (tenantId, registration) => {
      await table.delete({ operation: 'delete tenant', tenantId }, key(tenantId), {
        expression: '#registration = :expected',
        names: { '#registration': 'registration' },
        values: { ':expected': registration },
      });
    },
  };
}

function parseTenant(item: Item): Tenant {
  const facts = { operation: 'read tenant', tenantId: String(item['sk']), kind: 'tenant', code: 'ITEM_UNREADABLE' };
  const { v: _, ...tenant } = parseStored(TenantItemSchema, item, facts);
  return tenant;
}

function collectTenant(deps: DirectoryDeps, item: Item, tenants: Tenant[]): void {
  try {
    tenants.push(parseTenant(item));
  } catch (error) {
    if (deps.onUnreadable === undefined) throw error;
    deps.onUnreadable(String(item['sk']), error);
  }
}

/** `v` is always set, so that an update without changes is one too. */
function writeUpdate(changes: { readonly [attribute: string]: unknown }) {
  const entries = Object.entries(changes);
  const set = entries.flatMap(([, value], index) => (value === undefined ? [] : [`#c${index} = :c${index}`]));
  const remove = entries.flatMap(([, value], index) => (value === undefined ? [`#c${index}`] : []));
  return {
    update: `SET ${['#v = :v', ...set].join(', ')}${remove.length === 0 ? '' : ` REMOVE ${remove.join(', ')}`}`,
    names: { '#v': 'v', ...Object.fromEntries(entries.map(([attribute], index) => [`#c${index}`, attribute])) },
    values: {
      ':v': 1,
      ...Object.fromEntries(
        entries.flatMap(([, value], index) => (value === undefined ? [] : [[`:c${index}`, value]])),
      ),
    },
  };
}
