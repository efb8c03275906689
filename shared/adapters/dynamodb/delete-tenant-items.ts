import { TransientError } from '../../core/ground/errors.ts';
import { inChunks } from '../../core/ground/in-chunks.ts';
import { backOffMs } from '../retry.ts';
import { type Key, LEASE, previewPartition, tenantPartition } from './keys.ts';
import type { Table } from './table.ts';

/** BatchWriteItem takes 25 items. */
const BATCH = 25;
const ATTEMPTS = 8;

/** Deletes all items of a tenant, the lease first: a run still under way can then write nothing more. */
export async function deleteTenantItems(table: Table, tenantId: string): Promise<void> {
  const facts = { operation: 'delete tenant items', tenantId };
  await table.delete(facts, { pk: tenantPartition(tenantId), sk: LEASE });
  await deletePartition(table, tenantId, tenantPartition(tenantId));
  await deletePartition(table, tenantId, previewPartition(tenantId));
}

async function deletePartition(table: Table, tenantId: string, pk: string): Promise<void> {
  const facts = { operation: 'delete tenant items', tenantId };
  const condition = { expression: 'pk = :pk', values: { ':pk': pk } };
  for await (const page of table.query(facts, condition, { ProjectionExpression: 'pk, sk' })) {
    const keys = page.map((item) => ({ pk, sk: String(item['sk']) }));
    for (const chunk of inChunks(keys, BATCH)) await deleteKeys(table, tenantId, chunk);
  }
}

async function deleteKeys(table: Table, tenantId: string, keys: readonly Key[]): Promise<void> {
  const facts = { operation: 'delete tenant items', tenantId };
  let left = keys;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    left = await table.deleteBatch(facts, left);
    if (left.length === 0) return;
    if (attempt === ATTEMPTS)
      throw new TransientError({ ...facts, code: 'UNPROCESSED_ITEMS' }, 'DynamoDB left items undeleted');
    await table.sleep(backOffMs(attempt));
  }
}
