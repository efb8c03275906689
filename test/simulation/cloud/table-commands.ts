import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { readItem } from '../../../shared/adapters/dynamodb/items/read-item.ts';
import { writeItem } from '../../../shared/adapters/dynamodb/items/write-item.ts';
import type { SimulatedTable, TransactionItem } from './table.ts';

/** A command of the SDK, as far as it is looked at here. */
export interface Command {
  readonly input: Readonly<Record<string, unknown>>;
  readonly constructor: { readonly name: string };
}

/** Throws: nobody simulates this. */
export function unreal(command: Command): never {
  throw new Error(`a command that is not simulated: ${command.constructor.name}`);
}

type Attributes = Readonly<Record<string, AttributeValue>>;
const OF_ATTRIBUTES: ReadonlySet<string> = new Set(['Key', 'Item', 'ExpressionAttributeValues']);

/** A write or a read of one item with plain values, as the table holds them. */
function plain(input: object): Readonly<Record<string, unknown>> {
  const read = ([name, value]: [string, unknown]) => [
    name,
    OF_ATTRIBUTES.has(name) ? readItem(value as Attributes) : value,
  ];
  return Object.fromEntries(Object.entries(input).map(read));
}

const plainEach = (actions: object): object =>
  Object.fromEntries(Object.entries(actions).map(([action, input]) => [action, plain(input)]));

/** What a command asks of the table, in plain values. */
export function plainInput({ input }: Command): Readonly<Record<string, unknown>> {
  const items = input['TransactItems'] as object[] | undefined;
  return items === undefined ? plain(input) : { TransactItems: items.map(plainEach) };
}

/** What carries this command out on the table, however often it arrives. */
export function carryOutOnTable(table: SimulatedTable, command: Command): () => unknown {
  const { input } = command;
  switch (command.constructor.name) {
    case 'GetItemCommand':
      return () => {
        const { Item } = table.get(plain(input));
        return Item === undefined ? {} : { Item: writeItem(Item) };
      };
    case 'QueryCommand':
      return () => table.query(input);
    case 'PutItemCommand':
      return () => table.write('Put', plain(input));
    case 'DeleteItemCommand':
      return () => table.write('Delete', plain(input));
    case 'UpdateItemCommand':
      return () => table.write('Update', plain(input));
    case 'TransactWriteItemsCommand': {
      // The SDK gives each a token, by which DynamoDB knows the same one again.
      let done = false;
      return () => {
        if (!done) table.transact((input['TransactItems'] as object[]).map(plainEach) as TransactionItem[]);
        done = true;
        return {};
      };
    }
    case 'BatchGetItemCommand':
      return () => table.getBatch(input['RequestItems'] as Parameters<SimulatedTable['getBatch']>[0]);
    case 'BatchWriteItemCommand':
      return () => {
        const requests = Object.values(input['RequestItems'] as Record<string, object[]>).flat();
        return table.deleteBatch(requests.map(plainEach) as Parameters<SimulatedTable['deleteBatch']>[0]);
      };
    default:
      return unreal(command);
  }
}
