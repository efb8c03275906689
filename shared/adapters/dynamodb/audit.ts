import { ulid } from 'ulid';
import type { AuditEntry, AuditPort } from '../../core/ports/table.ts';
import { parseStored } from '../parse-stored.ts';
import { AuditItemSchema } from './items/audit-item.ts';
import { auditPartition } from './keys.ts';
import { Table, type TableDeps } from './table.ts';
import { KEPT_DAYS, ttlAfter } from './ttl.ts';

/** What was done by hand, on DynamoDB, in a partition that outlives the tenant. Listed newest first. */
export function createAudit(deps: TableDeps): AuditPort {
  const table = new Table(deps);
  return {
    putAudit: async (entry) => {
      const facts = { operation: 'put audit', tenantId: entry.tenantId };
      const at = Date.parse(entry.at);
      const key = { pk: auditPartition(entry.tenantId), sk: ulid(at) };
      await table.put(facts, { ...key, v: 1, ...entry, ttl: ttlAfter(at, KEPT_DAYS.audit) });
    },
    listAudit: async (tenantId, limit) => {
      const facts = { operation: 'list audit', tenantId, kind: 'audit entry', code: 'ITEM_UNREADABLE' };
      const entries: AuditEntry[] = [];
      if (limit < 1) return entries;
      const condition = { expression: 'pk = :pk', values: { ':pk': auditPartition(tenantId) } };
      for await (const page of table.query(facts, condition, { ScanIndexForward: false, Limit: limit })) {
        for (const item of page) {
          const { v: _, ...entry } = parseStored(AuditItemSchema, item, facts);
          entries.push(entry);
        }
        if (entries.length >= limit) break;
      }
      return entries;
    },
  };
}
