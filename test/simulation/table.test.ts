import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createAudit } from '../../shared/adapters/dynamodb/audit.ts';
import { createDirectory } from '../../shared/adapters/dynamodb/directory.ts';
import { createMemory } from '../../shared/adapters/dynamodb/memory.ts';
import { createOutcomes } from '../../shared/adapters/dynamodb/outcomes.ts';
import { createReportReader } from '../../shared/adapters/dynamodb/read-reports.ts';
import { createReportWriter } from '../../shared/adapters/dynamodb/write-report.ts';
import { describeStore } from '../contracts/store-contract.ts';
import { SimulatedTable } from './cloud/table.ts';
import { type Command, carryOutOnTable } from './cloud/table-commands.ts';

/** The adapters and the table that the simulation plays on: what it finds is worth what they are. */
describeStore('the store on the simulated table', async () => {
  const table = new SimulatedTable();
  const send = async (command: Command) => carryOutOnTable(table, command)();
  const client = () => ({ send }) as unknown as DynamoDBDocumentClient;
  const clock = { now: 1_000_000 };
  const deps = { client, tableName: 'table', leaseClock: () => clock.now, sleep: async () => {} };
  const store = {
    ...createDirectory(deps),
    ...createMemory(deps),
    ...createOutcomes(deps),
    ...createReportReader(deps),
    ...createReportWriter(deps),
    ...createAudit(deps),
  };
  return { store, clock, close: async () => {} };
});
