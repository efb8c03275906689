import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryProtocol } from './dynamodb/query-protocol.ts';
import { lazily } from './lazily.ts';

/** AWS clients, each made on first use and then kept. Region, credentials and endpoints are the SDK's to find. */
export interface Clients {
  readonly dynamodb: () => DynamoDBDocumentClient;
  readonly sqs: () => SQSClient;
  readonly secrets: () => SecretsManagerClient;
}

/** Told explicitly in tests; left out, the SDK reads the environment. */
export interface ClientOptions {
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoint?: string;
  readonly dynamodbEndpoint?: string;
}

const COMMON = {
  maxAttempts: 3,
  // Without `throwOnRequestTimeout` the SDK only warns and goes on waiting.
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

export function createClients(options: ClientOptions = {}): Clients {
  const { endpoint, dynamodbEndpoint = endpoint, ...identity } = options;
  const common = { ...COMMON, ...identity, ...(endpoint !== undefined && { endpoint }) };
  return {
    dynamodb: lazily(() => {
      const config = {
        ...common,
        protocol: QueryProtocol,
        ...(dynamodbEndpoint !== undefined && { endpoint: dynamodbEndpoint }),
      };
      // Zod's optional properties may be there as `undefined`, which DynamoDB has no type for.
      return DynamoDBDocumentClient.from(new DynamoDBClient(config), {
        marshallOptions: { removeUndefinedValues: true },
      });
    }),
    sqs: lazily(() => new SQSClient(common)),
    secrets: lazily(() => new SecretsManagerClient(common)),
  };
}

/**
 * Clients as `createClients` makes them, those named made at once: for a function's handler module, so that they are made
 * while Lambda initialises the function and not in the time of its first invocation
 * (https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html, "Initialize SDK clients outside of the handler").
 */
export function startClients(...names: readonly (keyof Clients)[]): Clients {
  const clients = createClients();
  for (const name of names) clients[name]();
  return clients;
}
