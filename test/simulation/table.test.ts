import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describeStore } from '../contracts/store-contract.ts';
import { openAdapters } from '../shared/adapters/dynamodb/open-adapters.ts';
import { SimulatedTable } from './cloud/table.ts';
import { type Command, carryOutOnTable } from './cloud/table-commands.ts';

/** The adapters and the table that the simulation plays on: what it finds is worth what they are. */
describeStore('the store on the simulated table', async () => {
  const table = new SimulatedTable();
  const send = async (command: Command) => carryOutOnTable(table, command)();
  const client = () => ({ send }) as unknown as DynamoDBClient;
  const clock = { now: 1_000_000 };
  const deps = { client, tableName: 'table', leaseClock: () => clock.now, sleep: async () => {} };
  return { store: openAdapters(deps), clock, close: async () => {} };
});
