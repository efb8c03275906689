import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { TransientError } from '../../core/ground/errors.ts';
import { type Facts, fromAwsError } from '../aws-errors.ts';
import { realSleep, type Sleep } from '../retry.ts';
import { readItem } from './items/read-item.ts';
import { writeItem } from './items/write-item.ts';
import type { Key } from './keys.ts';

/** What every port on the table needs. */
export interface TableDeps {
  readonly client: () => Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** Waits between attempts. @default real time */
  readonly sleep?: Sleep;
}

export type Item = Record<string, unknown>;
export type TransactItem = TransactWriteItem;

/** A condition with its names (`#x`) and values (`:x`). */
export interface Condition {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A condition on keys, with its values (`:x`): keys are text. */
export interface KeyCondition {
  readonly expression: string;
  readonly values: Readonly<Record<string, string>>;
}

type Consumed = { CapacityUnits?: number | undefined; WriteCapacityUnits?: number | undefined };

/**
 * The one table, with strongly consistent reads, capacity counted, and errors in the product's classes.
 * Conditions that fail are answers here (`false`), not errors.
 */
export class Table {
  readonly name: string;
  readonly sleep: Sleep;
  readonly #client: TableDeps['client'];
  readonly #consumed = { read: 0, write: 0 };

  constructor(deps: TableDeps) {
    this.name = deps.tableName;
    this.sleep = deps.sleep ?? realSleep;
    this.#client = deps.client;
  }

  /** Capacity units consumed so far. */
  capacity(): { read: number; write: number } {
    return { ...this.#consumed };
  }

  async get(facts: Facts, key: Key, attributes: readonly string[] = []): Promise<Item | undefined> {
    const names = Object.fromEntries(attributes.map((attribute, index) => [`#a${index}`, attribute]));
    const projection =
      attributes.length === 0
        ? {}
        : { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names };
    const command = new GetItemCommand({ ...this.#common(), Key: toKey(key), ConsistentRead: true, ...projection });
    const answer = await this.#mapped(facts, () => this.#client().send(command));
    this.#count('read', answer.ConsumedCapacity);
    return answer.Item && readItem(answer.Item);
  }

  /** Up to 100 items of one partition in one call, by sort key; `undefined` for one that is not there. */
  async getBatch(facts: Facts, pk: string, sorts: ReadonlySet<string>): Promise<ReadonlyMap<string, Item | undefined>> {
    const keys = [...sorts].map((sk) => toKey({ pk, sk }));
    const command = new BatchGetItemCommand({
      ReturnConsumedCapacity: 'TOTAL',
      RequestItems: { [this.name]: { Keys: keys, ConsistentRead: true } },
    });
    const answer = await this.#mapped(facts, () => this.#client().send(command));
    for (const consumed of answer.ConsumedCapacity ?? []) this.#count('read', consumed);
    const found = new Map<string, Item | undefined>([...sorts].map((sk) => [sk, undefined]));
    for (const item of answer.Responses?.[this.name] ?? []) found.set(item['sk']?.S ?? '', readItem(item));
    // Of what DynamoDB did not get to, nothing is known.
    for (const { sk } of answer.UnprocessedKeys?.[this.name]?.Keys ?? []) found.delete(sk?.S ?? '');
    return found;
  }

  /**
   * All items of a key condition, page by page. Read without the document client's conversion, which looks at each
   * value four times over: a run reads a hundred thousand items.
   */
  async *query(
    facts: Facts,
    condition: KeyCondition,
    options: Pick<QueryCommandInput, 'ScanIndexForward' | 'Limit' | 'ProjectionExpression'> = {},
  ): AsyncGenerator<readonly Item[]> {
    const values = Object.entries(condition.values).map(([name, text]) => [name, { S: text }] as const);
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const command = new QueryCommand({
        ...this.#common(),
        ...options,
        ConsistentRead: true,
        KeyConditionExpression: condition.expression,
        ExpressionAttributeValues: Object.fromEntries(values),
        ExclusiveStartKey: start,
      });
      const answer = await this.#mapped(facts, () => this.#client().send(command));
      this.#count('read', answer.ConsumedCapacity);
      const { Items: items, Count: count } = answer;
      // Nothing that is not DynamoDB's whole answer may pass for a tenant of whom nothing is remembered.
      if (items === undefined || items.length !== count) {
        const incomplete = { ...facts, code: 'ANSWER_INCOMPLETE' };
        throw new TransientError(incomplete, 'DynamoDB answered without its items');
      }
      yield items.map(readItem);
      start = answer.LastEvaluatedKey;
    } while (start !== undefined);
  }

  /** False where the condition failed. */
  put(facts: Facts, item: Item, condition?: Condition): Promise<boolean> {
    const command = new PutItemCommand({ ...this.#common(), Item: writeItem(item), ...conditional(condition) });
    return this.#conditionally(facts, () => this.#client().send(command));
  }

  /** False where the condition failed. */
  delete(facts: Facts, key: Key, condition?: Condition): Promise<boolean> {
    const command = new DeleteItemCommand({ ...this.#common(), Key: toKey(key), ...conditional(condition) });
    return this.#conditionally(facts, () => this.#client().send(command));
  }

  /** False where the condition failed. `update` and `condition` share names and values, kept in `condition`. */
  update(facts: Facts, key: Key, update: string, condition: Condition): Promise<boolean> {
    const command = new UpdateItemCommand({
      ...this.#common(),
      Key: toKey(key),
      UpdateExpression: update,
      ...conditional(condition),
    });
    return this.#conditionally(facts, () => this.#client().send(command));
  }

  /** One transaction. Throws the SDK's own error: what a cancellation means is the caller's to say. */
  async transact(items: readonly TransactItem[]): Promise<void> {
    const command = new TransactWriteItemsCommand({ ReturnConsumedCapacity: 'TOTAL', TransactItems: [...items] });
    const answer = await this.#client().send(command);
    for (const consumed of answer.ConsumedCapacity ?? []) this.#count('write', consumed);
  }

  /** Deletes up to 25 items; gives back those that DynamoDB did not get to. */
  async deleteBatch(facts: Facts, keys: readonly Key[]): Promise<readonly Key[]> {
    const requests = keys.map((key) => ({ DeleteRequest: { Key: toKey(key) } }));
    const input = { ReturnConsumedCapacity: 'TOTAL', RequestItems: { [this.name]: requests } } as const;
    const answer = await this.#mapped(facts, () => this.#client().send(new BatchWriteItemCommand(input)));
    for (const consumed of answer.ConsumedCapacity ?? []) this.#count('write', consumed);
    const unprocessed = answer.UnprocessedItems?.[this.name] ?? [];
    return unprocessed.flatMap(({ DeleteRequest }) =>
      DeleteRequest?.Key === undefined
        ? []
        : [{ pk: DeleteRequest.Key['pk']?.S ?? '', sk: DeleteRequest.Key['sk']?.S ?? '' }],
    );
  }

  #common() {
    return { TableName: this.name, ReturnConsumedCapacity: 'TOTAL' } as const;
  }

  #count(kind: 'read' | 'write', consumed: Consumed | undefined): void {
    this.#consumed[kind] += consumed?.CapacityUnits ?? consumed?.WriteCapacityUnits ?? 0;
  }

  async #mapped<T>(facts: Facts, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw fromAwsError(facts, error);
    }
  }

  async #conditionally(
    facts: Facts,
    call: () => Promise<{ ConsumedCapacity?: Consumed | undefined }>,
  ): Promise<boolean> {
    try {
      this.#count('write', (await call()).ConsumedCapacity);
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw fromAwsError(facts, error);
    }
  }
}

/** A key as DynamoDB takes it. */
export const toKey = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });

/** A condition as the SDK's commands take it; `ReturnValuesOnConditionCheckFailure` stays off: no data in errors. */
export function conditional(condition: Condition | undefined) {
  if (condition === undefined) return {};
  return {
    ConditionExpression: condition.expression,
    ...(condition.names !== undefined && { ExpressionAttributeNames: { ...condition.names } }),
    ...(condition.values !== undefined && { ExpressionAttributeValues: writeItem(condition.values) }),
  };
}
