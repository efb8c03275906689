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

/** What carries this command out on the table, however often it arrives. */
export function carryOutOnTable(table: SimulatedTable, command: Command): () => unknown {
  const { input } = command;
  switch (command.constructor.name) {
    case 'GetCommand':
      return () => table.get(input);
    case 'QueryCommand':
      return () => table.query(input);
    case 'PutCommand':
      return () => table.write('Put', input);
    case 'DeleteCommand':
      return () => table.write('Delete', input);
    case 'UpdateCommand':
      return () => table.write('Update', input);
    case 'TransactWriteCommand': {
      // The SDK gives each a token, by which DynamoDB knows the same one again.
      let done = false;
      return () => {
        if (!done) table.transact(input['TransactItems'] as readonly TransactionItem[]);
        done = true;
        return {};
      };
    }
    case 'BatchGetItemCommand':
      return () => table.getBatch(input['RequestItems'] as Parameters<SimulatedTable['getBatch']>[0]);
    case 'BatchWriteCommand':
      return () => table.deleteBatch(Object.values(input['RequestItems'] as Record<string, []>).flat());
    default:
      return unreal(command);
  }
}
