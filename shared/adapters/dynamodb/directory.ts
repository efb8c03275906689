import { isDeepStrictEqual } from 'node:util';
import type { Tenant } from '../../contracts/tenant.ts';
import type { DirectoryPort, TenantAttributes } from '../../core/ports/table.ts';
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
  const parseLike = keepParsed();
  const readTenant = async (tenantId: string): Promise<Tenant | undefined> => {
    const facts = { operation: 'read tenant', tenantId };
    const item = await table.get(facts, key(tenantId));
    return item && parseLike(item);
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
    updateTenant: async (tenantId, registration, changes, asRead = {}) => {
      const { update, names, values } = writeUpdate(changes);
      const unchanged = writeCondition({ registration, ...asRead });
      const done = await table.update({ operation: 'update tenant', tenantId }, key(tenantId), update, {
        expression: unchanged.expression,
        names: { ...names, ...unchanged.names },
        values: { ...values, ...unchanged.values },
      });
      if (done || Object.keys(asRead).length === 0) return done;
      // A repeated request may meet what the first one wrote.
      const stored = await readTenant(tenantId);
      return stored !== undefined && hasAttributes(stored, { ...asRead, ...changes, registration });
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

/** Parses tenants; an item that is the one before over again, as for each message of a batch, gives the tenant before. */
function keepParsed(): (item: Item) => Tenant {
  let last: { readonly item: Item; readonly tenant: Tenant } | undefined;
  return (item) => {
    if (last === undefined || !isDeepStrictEqual(item, last.item)) last = { item, tenant: parseTenant(item) };
    return last.tenant;
  };
}

function collectTenant(deps: DirectoryDeps, item: Item, tenants: Tenant[]): void {
  try {
    tenants.push(parseTenant(item));
  } catch (error) {
    if (deps.onUnreadable === undefined) throw error;
    deps.onUnreadable(String(item['sk']), error);
  }
}

function hasAttributes(tenant: Tenant, attributes: TenantAttributes): boolean {
  const stored = new Map<string, unknown>(Object.entries(tenant));
  return Object.entries(attributes).every(([name, value]) => isDeepStrictEqual(stored.get(name), value));
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * That these attributes are stored so. Of a map each entry is compared: one that is not stored was read by its default
 * (a policy of a newer release), and one that this release does not know does not count.
 */
function writeCondition(attributes: TenantAttributes) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const parts = Object.entries(attributes).flatMap(([attribute, value], index) => {
    const name = `#r${index}`;
    names[name] = attribute;
    if (value === undefined) return [`attribute_not_exists(${name})`];
    if (!isMap(value)) {
      values[`:r${index}`] = value;
      return [`${name} = :r${index}`];
    }
    return Object.entries(value).map(([entry, one], position) => {
      const path = `${name}.#e${index}x${position}`;
      names[`#e${index}x${position}`] = entry;
      values[`:e${index}x${position}`] = one;
      return `(attribute_not_exists(${path}) OR ${path} = :e${index}x${position})`;
    });
  });
  return { expression: parts.join(' AND '), names, values };
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
