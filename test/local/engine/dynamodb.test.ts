import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDynamoDb, startDynamoDb } from '../../../local/engine/dynamodb.ts';

const connect = (endpoint: string) =>
  new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint,
    maxAttempts: 1,
  });

/** What the product needs of DynamoDB beyond plain reads and writes. */
describe('embedded DynamoDB', () => {
  const TableName = 'table';
  let local: LocalDynamoDb;
  let client: DynamoDBClient;

  beforeAll(async () => {
    local = await startDynamoDb({ env: {} });
    client = connect(local.url);
    await client.send(
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
  afterAll(async () => {
    client.destroy();
    await local.close();
  });

  const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
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

  it('writes a transaction wholly or not at all, and shows the item whose condition failed', async () => {
    const lease = { ...key('a', 'LEASE'), run: { S: 'mine' } };
    await client.send(new PutItemCommand({ TableName, Item: lease }));
    const put = { Put: { TableName, Item: key('a', 'EMP#1') } };
    const stale = new TransactWriteItemsCommand({ TransactItems: [renewLease('stale'), put] });
    await expect(client.send(stale)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: lease }, { Code: 'None' }],
    });
    const get = new GetItemCommand({ TableName, Key: key('a', 'EMP#1'), ConsistentRead: true });
    expect((await client.send(get)).Item).toBeUndefined();
    const TransactItems = [renewLease('mine'), put];
    const done = await client.send(new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: 'TOTAL' }));
    expect(done.ConsumedCapacity).toMatchObject([{ CapacityUnits: 4 }]);
    expect((await client.send(get)).Item).toEqual(key('a', 'EMP#1'));
  });

  it('takes up to 100 items in one transaction', async () => {
    const items = (n: number) =>
      Array.from({ length: n }, (_, index) => ({ Put: { TableName, Item: key('many', `${index}`) } }));
    await client.send(new TransactWriteItemsCommand({ TransactItems: items(100) }));
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems: items(101) }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('shows the item on a failed condition of a single write', async () => {
    const Item = { ...key('single', 'x'), version: { N: '1' } };
    await client.send(new PutItemCommand({ TableName, Item }));
    const again = new PutItemCommand({
      TableName,
      Item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(client.send(again)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item });
  });

  it('ends a page of a consistent query at 1 MB and counts its capacity', async () => {
    for (let index = 0; index < 25; index += 1) {
      const Item = { ...key('pages', `${index}`.padStart(3, '0')), text: { S: 'x'.repeat(100_000) } };
      await client.send(new PutItemCommand({ TableName, Item }));
    }
    const query = (ExclusiveStartKey?: Record<string, { S: string }>) =>
      client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          ReturnConsumedCapacity: 'TOTAL',
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: 'pages' } },
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
    const first = await query();
    expect(first.Count).toBeGreaterThanOrEqual(10);
    expect(first.Count).toBeLessThanOrEqual(11);
    expect(first.ConsumedCapacity?.CapacityUnits).toBeGreaterThan(240);
    const next = await query(key('pages', `${(first.Count ?? 0) - 1}`.padStart(3, '0')));
    expect(next.Items?.[0]?.['sk']).toEqual({ S: `${first.Count}`.padStart(3, '0') });
    expect(first.LastEvaluatedKey).toEqual(key('pages', `${(first.Count ?? 0) - 1}`.padStart(3, '0')));
  });

  it('takes the setting for the time to live', async () => {
    const TimeToLiveSpecification = { AttributeName: 'ttl', Enabled: true };
    const set = await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    expect(set.TimeToLiveSpecification).toEqual(TimeToLiveSpecification);
  });

  it('uses the DynamoDB that the environment names, and leaves it alone', async () => {
    const env = { AWS_ENDPOINT_URL_DYNAMODB: local.url };
    const external = await startDynamoDb({ env, findBinary: () => undefined });
    expect(external.url).toBe(local.url);
    await external.close();
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
  });

  it('says in one sentence what to do where there is no binary', async () => {
    const start = startDynamoDb({ env: {}, findBinary: () => undefined });
    await expect(start).rejects.toMatchObject({
      name: 'EngineUnavailableError',
      message: expect.stringMatching(/DynamoDB Local.*AWS_ENDPOINT_URL_DYNAMODB=http/),
    });
  });

  it('says why it did not start', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'engine-'));
    writeFileSync(join(dir, 'dynamodb.sqlite'), 'not a database, but long enough to be read as one'.repeat(50));
    await expect(startDynamoDb({ dir, env: {} })).rejects.toThrow(/did not start: .*not a valid SQLite database/);
    rmSync(dir, { recursive: true });
  });

  it('stops what an earlier run left behind, and no process that merely has its id', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'engine-'));
    const database = join(dir, 'dynamodb.sqlite');
    mkdirSync(dir, { recursive: true });
    const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
    const leftover = spawn(binary, ['serve', '--port', '0', '--db-path', database], { stdio: 'ignore' });
    const ended = new Promise((resolve) => leftover.once('exit', resolve));
    await expect.poll(() => readFileSync(`/proc/${leftover.pid}/cmdline`, 'utf8')).toContain(database);
    writeFileSync(join(dir, 'pid'), `${leftover.pid}`);
    const first = await startDynamoDb({ dir, env: {} });
    await ended;
    await first.close();
    writeFileSync(join(dir, 'pid'), `${process.pid}`);
    const second = await startDynamoDb({ dir, env: {} });
    await second.close();
    rmSync(dir, { recursive: true });
  });
});
