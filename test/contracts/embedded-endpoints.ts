import { startDynamoDb } from '../../local/engine/dynamodb.ts';
import { createAccessKey } from '../../local/engine/prove-request.ts';
import { startEngine } from '../../local/engine/start-engine.ts';
import { dynamoDbClient, secretsClient, sqsClient } from '../local/engine/engine-clients.ts';
import type { DynamoDbEndpoint } from './dynamodb-contract.ts';
import type { SecretsEndpoint } from './secrets-contract.ts';
import type { SqsEndpoint } from './sqs-contract.ts';

/** An embedded SQS of its own, with a clock that can be put forward. */
export async function openEmbeddedSqs(): Promise<SqsEndpoint> {
  let ahead = 0;
  const engine = await startEngine({ clock: () => Date.now() + ahead });
  const client = sqsClient(engine);
  return {
    client,
    advance: async (ms) => {
      ahead += ms;
    },
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
}

/** An embedded Secrets Manager of its own. */
export async function openEmbeddedSecrets(): Promise<SecretsEndpoint> {
  const engine = await startEngine();
  const client = secretsClient(engine);
  return {
    client,
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
}

/** An embedded DynamoDB of its own. */
export async function openEmbeddedDynamoDb(): Promise<DynamoDbEndpoint> {
  const accessKey = createAccessKey();
  const database = await startDynamoDb({ accessKey, env: {} });
  const client = dynamoDbClient({ endpointUrl: database.url, accessKey });
  return {
    client,
    close: async () => {
      client.destroy();
      await database.close();
    },
  };
}
