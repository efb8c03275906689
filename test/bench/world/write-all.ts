import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** BatchWriteItem's limit. */
const BATCH = 25;
const BATCHES_AT_ONCE = 4;

/** Puts items into the table as fast as it goes. */
export async function writeAll(
  client: DynamoDBDocumentClient,
  tableName: string,
  items: readonly object[],
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const batch = items.slice(next, next + BATCH).map((Item) => ({ PutRequest: { Item } }));
      next += BATCH;
      const answer = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: batch } }));
      if (Object.keys(answer.UnprocessedItems ?? {}).length > 0) throw new Error('the engine left items unwritten');
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, worker));
}
