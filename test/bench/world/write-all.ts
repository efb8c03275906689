import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { writeItem } from '../../../shared/adapters/dynamodb/items/write-item.ts';

/** BatchWriteItem's limit. */
const BATCH = 25;
const BATCHES_AT_ONCE = 4;

/** Puts items into the table as fast as it goes. */
export async function writeAll(
  client: DynamoDBClient,
  tableName: string,
  items: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const batch = items.slice(next, next + BATCH).map((item) => ({ PutRequest: { Item: writeItem(item) } }));
      next += BATCH;
      const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: batch } }));
      if (Object.keys(answer.UnprocessedItems ?? {}).length > 0) throw new Error('the engine left items unwritten');
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, worker));
}
