import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb } from '../../../../local/engine/dynamodb.ts';
import { createAccessKey } from '../../../../local/engine/prove-request.ts';
import { createClients } from '../../../../shared/adapters/clients.ts';
import { createAudit } from '../../../../shared/adapters/dynamodb/audit.ts';
import { createDirectory } from '../../../../shared/adapters/dynamodb/directory.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import { createOutcomes } from '../../../../shared/adapters/dynamodb/outcomes.ts';
import { createReportReader } from '../../../../shared/adapters/dynamodb/read-reports.ts';
import { createReportWriter } from '../../../../shared/adapters/dynamodb/write-report.ts';
import type { OpenedStore } from '../../../contracts/store-contract.ts';

export const TABLE = 'personio-sync-test';

/** The real adapters on an embedded DynamoDB of their own, with the client to look behind them. */
export interface RealStore extends OpenedStore {
  readonly client: DynamoDBDocumentClient;
  /** Milliseconds that the adapters asked to wait; nobody waits. */
  readonly waits: number[];
}

export async function openRealStore(env: NodeJS.ProcessEnv = {}): Promise<RealStore> {
  const accessKey = createAccessKey();
  const database = await startDynamoDb({ accessKey, env });
  const clients = createClients({ region: 'eu-central-1', credentials: accessKey, dynamodbEndpoint: database.url });
  const client = clients.dynamodb();
  await createTable(client);
  const clock = { now: 1_000_000 };
  const waits: number[] = [];
  const deps = {
    client: clients.dynamodb,
    tableName: TABLE,
    leaseClock: () => clock.now,
    sleep: async (ms: number) => {
      waits.push(ms);
    },
  };
  const store = {
    ...createDirectory(deps),
    ...createMemory(deps),
    ...createOutcomes(deps),
    ...createReportReader(deps),
    ...createReportWriter(deps),
    ...createAudit(deps),
  };
  const close = async () => {
    client.destroy();
    await database.close();
  };
  return { store, clock, close, client, waits };
}

async function createTable(client: DynamoDBDocumentClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
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
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 0.1, maxDelay: 0.1 }, { TableName: TABLE });
}
