import type { PlanEntry } from '../../core/ground/memory.ts';
import { parseStored } from '../parse-stored.ts';
import { chunkRows } from './items/json-text.ts';
import { fromPlanRow, PlanItemSchema, toPlanRow } from './items/plan-item.ts';
import { planPrefix, planSort } from './keys.ts';
import type { Table } from './table.ts';
import { KEPT_DAYS, ttlAfter } from './ttl.ts';

/** Below DynamoDB's 400 KB an item, with room for keys. */
const CHUNK_BYTES = 340_000;

/** Where a plan is kept: one that a run held or support approved, or one that a preview showed. */
export type PlanPlace = { readonly tenantId: string; readonly pk: string; readonly digest: string };

export async function putPlan(
  table: Table,
  { tenantId, pk, digest }: PlanPlace,
  entries: readonly PlanEntry[],
  now: Date,
): Promise<void> {
  const chunks = chunkRows(entries.map(toPlanRow), CHUNK_BYTES);
  const ttl = ttlAfter(now.getTime(), KEPT_DAYS.plan);
  for (const [index, text] of chunks.entries()) {
    const key = { pk, sk: planSort(digest, index) };
    await table.put({ operation: 'put plan', tenantId }, { ...key, v: 1, of: chunks.length, entries: text, ttl });
  }
}

/** A plan of which a chunk is not there (half written, half expired) counts as none. */
export async function readPlan(
  table: Table,
  { tenantId, pk, digest }: PlanPlace,
): Promise<readonly PlanEntry[] | undefined> {
  const facts = { operation: 'read plan', tenantId, kind: 'plan', code: 'ITEM_UNREADABLE' };
  const entries: PlanEntry[] = [];
  let found = 0;
  let expected: number | undefined;
  const condition = {
    expression: 'pk = :pk AND begins_with(sk, :prefix)',
    values: { ':pk': pk, ':prefix': planPrefix(digest) },
  };
  for await (const page of table.query(facts, condition)) {
    for (const item of page) {
      const chunk = parseStored(PlanItemSchema, item, facts);
      expected = chunk.of;
      found += 1;
      for (const row of chunk.entries) entries.push(fromPlanRow(row));
    }
  }
  return found === expected ? entries : undefined;
}
