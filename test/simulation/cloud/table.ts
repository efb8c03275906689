import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { holds, type Item, type Substitutes, updated } from './expressions.ts';

/** The parts of the SDK's inputs that this product gives. */
interface Write {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

export interface Read extends Write {
  readonly ProjectionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Readonly<Record<string, AttributeValue>>;
}

type Action = 'Put' | 'Delete' | 'Update';
export type TransactionItem = Readonly<Partial<Record<Action, Write>>>;

/** An error as the SDK throws it. */
export class AwsError extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number };
  readonly CancellationReasons?: readonly { readonly Code: string }[];

  constructor(name: string, status = 400, reasons?: readonly { readonly Code: string }[]) {
    super(name);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
    if (reasons !== undefined) this.CancellationReasons = reasons;
  }
}

const substitutes = ({ ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Write) => ({
  names,
  values,
});

/** Two keys in one text; no key of ours holds a line's end. */
const keyText = ({ pk, sk }: Item) => `${String(pk)}\n${String(sk)}`;

function toAttribute(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value as Item) };
}

function toAttributes(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)]));
}

function fromAttributes(values: Readonly<Record<string, unknown>>): Substitutes['values'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (value as { S: string }).S]));
}

/**
 * One table of DynamoDB in memory, behind the SDK's commands: conditions, transactions, strongly consistent reads. The
 * contract of the store's ports runs on the real adapters over it.
 */
export class SimulatedTable {
  /** Items as JSON text, by their keys: nobody changes one by accident, and nothing in one hides from a search. */
  readonly items = new Map<string, string>();
  /** Told of every item that is written, as its text, and what stood there before. */
  onWrite: (text: string, before: string | undefined) => void = () => {};
  #sorted: string[] | undefined;

  get({ Key = {}, ProjectionExpression, ...rest }: Read): { Item?: Item } {
    const item = this.#read(Key);
    if (item === undefined) return {};
    if (ProjectionExpression === undefined) return { Item: item };
    const { names } = substitutes(rest);
    const wanted = new Set(ProjectionExpression.split(', ').map((name) => names[name] ?? name));
    return { Item: Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name))) };
  }

  query(read: Read): { Items: Record<string, AttributeValue>[]; Count: number } {
    const { KeyConditionExpression, ScanIndexForward = true, Limit = Number.POSITIVE_INFINITY } = read;
    const given = { names: {}, values: fromAttributes(read.ExpressionAttributeValues ?? {}) };
    this.#sorted ??= [...this.items.keys()].sort();
    // Every condition of ours names one partition.
    const partition = `${String(given.values[':pk'])}\n`;
    const keys = this.#sorted.filter((key) => key.startsWith(partition));
    if (!ScanIndexForward) keys.reverse();
    const found: Record<string, AttributeValue>[] = [];
    for (const key of keys) {
      if (found.length >= Limit) break;
      const [pk, sk] = key.split('\n');
      if (!holds(KeyConditionExpression, { pk, sk }, given)) continue;
      const item = JSON.parse(this.items.get(key) ?? '{}') as Item;
      found.push(toAttributes(read.ProjectionExpression === 'pk, sk' ? { pk, sk } : item));
    }
    return { Items: found, Count: found.length };
  }

  getBatch(requests: Readonly<Record<string, { readonly Keys: readonly Record<string, AttributeValue>[] }>>) {
    const read = (keys: readonly Record<string, AttributeValue>[]) =>
      keys.flatMap((key) => {
        const item = this.#read(fromAttributes(key));
        return item === undefined ? [] : [toAttributes(item)];
      });
    return { Responses: Object.fromEntries(Object.entries(requests).map(([name, { Keys }]) => [name, read(Keys)])) };
  }

  write(action: Action, write: Write): Record<string, never> {
    if (!this.#allows(write)) throw new AwsError('ConditionalCheckFailedException');
    this.#apply(action, write);
    return {};
  }

  /** All or nothing. */
  transact(items: readonly TransactionItem[]): Record<string, never> {
    const writes = items.flatMap((item) => Object.entries(item) as [Action, Write][]);
    const keys = new Set(writes.map(([, { Key, Item }]) => keyText(Key ?? Item ?? {})));
    if (keys.size !== writes.length) throw new AwsError('ValidationException');
    const reasons = writes.map(([, write]) => ({ Code: this.#allows(write) ? 'None' : 'ConditionalCheckFailed' }));
    if (reasons.some(({ Code }) => Code !== 'None')) throw new AwsError('TransactionCanceledException', 400, reasons);
    for (const [action, write] of writes) this.#apply(action, write);
    return {};
  }

  deleteBatch(requests: readonly { readonly DeleteRequest?: { readonly Key?: Item } }[]): Record<string, never> {
    for (const { DeleteRequest } of requests) this.#apply('Delete', { Key: DeleteRequest?.Key ?? {} });
    return {};
  }

  #read(key: Item): Item | undefined {
    const text = this.items.get(keyText(key));
    return text === undefined ? undefined : (JSON.parse(text) as Item);
  }

  #allows(write: Write): boolean {
    return holds(write.ConditionExpression, this.#read(write.Key ?? write.Item ?? {}), substitutes(write));
  }

  #apply(action: Action, write: Write): void {
    const { Key = {}, Item = {}, UpdateExpression = '' } = write;
    if (action === 'Delete') {
      if (this.items.delete(keyText(Key))) this.#sorted = undefined;
      return;
    }
    const after =
      action === 'Put' ? Item : { ...Key, ...updated(UpdateExpression, this.#read(Key) ?? {}, substitutes(write)) };
    const key = keyText(after);
    const before = this.items.get(key);
    if (before === undefined) this.#sorted = undefined;
    const text = JSON.stringify(after);
    this.items.set(key, text);
    this.onWrite(text, before);
  }
}
