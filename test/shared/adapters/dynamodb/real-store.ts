import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTable } from '../../../../local/create-table.ts';
import { startDynamoDb } from '../../../../local/engine/dynamodb.ts';
import { createAccessKey } from '../../../../local/engine/prove-request.ts';
import { createClients } from '../../../../shared/adapters/clients.ts';
import type { OpenedStore } from '../../../contracts/store-contract.ts';
import { openAdapters } from './open-adapters.ts';

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
  await createTable(client, TABLE);
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
  const store = openAdapters(deps);
  const close = async () => {
    client.destroy();
    await database.close();
  };
  return { store, clock, close, client, waits };
}
