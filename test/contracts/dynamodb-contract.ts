import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { contractRule } from './contract-rule.ts';

/** A DynamoDB to hold to the contract. */
export type DynamoDbEndpoint = { readonly client: DynamoDBClient; readonly close: () => Promise<void> };

/** What the product needs of DynamoDB beyond plain reads and writes, as AWS documents it. */
export function describeDynamoDbContract(
  name: string,
  open: () => Promise<DynamoDbEndpoint>,
  knownGaps: readonly string[] = [],
): void {
  const rule = contractRule(knownGaps);
  describe(`DynamoDB contract: ${name}`, () => {
    const TableName = `contract-${randomUUID()}`;
    let endpoint: DynamoDbEndpoint;

    beforeAll(async () => {
      endpoint = await open();
      await endpoint.client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
        }),
      );
    });
    afterAll(() => endpoint.close());

    const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
    const put = (Item: Record<string, { S: string } | { N: string }>) =>
      endpoint.client.send(new PutItemCommand({ TableName, Item }));
    const renewLease = (run: string) => ({
      Update: {
        TableName,
        Key: key('a', 'LEASE'),
        UpdateExpression: 'SET expires = :e',
        ConditionExpression: 'run = :r',
        ExpressionAttributeValues: { ':r': { S: run }, ':e': { N: '2' } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      },
    });
    const queryPages = (ExclusiveStartKey?: Record<string, { S: string }>) =>
      endpoint.client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          ReturnConsumedCapacity: 'TOTAL',
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: 'pages' } },
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
    const fillPages = async () => {
      for (let index = 0; index < 25; index += 1) {
        await put({ ...key('pages', `${index}`.padStart(3, '0')), text: { S: 'x'.repeat(100_000) } });
      }
    };

    rule('writes a transaction wholly or not at all, and shows the item whose condition failed', async () => {
      const lease = { ...key('a', 'LEASE'), run: { S: 'mine' } };
      await put(lease);
      const write = { Put: { TableName, Item: key('a', 'EMP#1') } };
      const stale = new TransactWriteItemsCommand({ TransactItems: [renewLease('stale'), write] });
      await expect(endpoint.client.send(stale)).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: lease }, { Code: 'None' }],
      });
      const get = new GetItemCommand({ TableName, Key: key('a', 'EMP#1'), ConsistentRead: true });
      expect((await endpoint.client.send(get)).Item).toBeUndefined();
      await endpoint.client.send(new TransactWriteItemsCommand({ TransactItems: [renewLease('mine'), write] }));
      expect((await endpoint.client.send(get)).Item).toEqual(key('a', 'EMP#1'));
    });

    rule('counts two write units for each item of a transaction', async () => {
      const items = ['1', '2'].map((sk) => ({ Put: { TableName, Item: key('counted', sk) } }));
      const done = await endpoint.client.send(
        new TransactWriteItemsCommand({ TransactItems: items, ReturnConsumedCapacity: 'TOTAL' }),
      );
      expect(done.ConsumedCapacity).toMatchObject([{ CapacityUnits: 4 }]);
    });

    rule('takes up to 100 items in one transaction', async () => {
      const write = (n: number) => {
        const items = Array.from({ length: n }, (_, index) => ({ Put: { TableName, Item: key('many', `${index}`) } }));
        return endpoint.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      };
      await write(100);
      await expect(write(101)).rejects.toMatchObject({ name: 'ValidationException' });
    });

    rule('refuses two writes to one item in one transaction', async () => {
      const item = { Put: { TableName, Item: key('twice', '1') } };
      const twice = new TransactWriteItemsCommand({ TransactItems: [item, item] });
      await expect(endpoint.client.send(twice)).rejects.toMatchObject({ name: 'ValidationException' });
    });

    rule('shows the item on a failed condition of a single write', async () => {
      const Item = { ...key('single', 'x'), version: { N: '1' } };
      await put(Item);
      const again = new PutItemCommand({
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      await expect(endpoint.client.send(again)).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        Item,
      });
    });

    rule('ends a page of a consistent query at 1 MB', async () => {
      await fillPages();
      const first = await queryPages();
      expect(first.Count).toBeGreaterThanOrEqual(10);
      expect(first.Count).toBeLessThanOrEqual(11);
      const next = await queryPages(key('pages', `${(first.Count ?? 0) - 1}`.padStart(3, '0')));
      expect(next.Items?.[0]?.['sk']).toEqual({ S: `${first.Count}`.padStart(3, '0') });
      expect(first.LastEvaluatedKey).toEqual(key('pages', `${(first.Count ?? 0) - 1}`.padStart(3, '0')));
    });

    rule('counts a read unit for every 4 KB of a consistent query', async () => {
      await fillPages();
      const { Items = [], ConsumedCapacity } = await queryPages();
      const units = (Items.length * 100_000) / 4_096;
      expect(ConsumedCapacity?.CapacityUnits).toBeGreaterThan(units);
      expect(ConsumedCapacity?.CapacityUnits).toBeLessThan(units * 1.02);
    });

    rule('takes the setting for the time to live', async () => {
      const TimeToLiveSpecification = { AttributeName: 'ttl', Enabled: true };
      const set = await endpoint.client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      expect(set.TimeToLiveSpecification).toEqual(TimeToLiveSpecification);
    });
  });
}
