import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ItemProtocol } from './dynamodb/item-protocol.ts';
import { lazily } from './lazily.ts';
import { limitBody } from './limit-body.ts';

/** AWS clients, each made on first use and then kept. Region, credentials and endpoints are the SDK's to find. */
export interface Clients {
  readonly dynamodb: () => DynamoDBClient;
  readonly sqs: () => SQSClient;
  readonly secrets: () => SecretsManagerClient;
}

/** Told explicitly in tests; left out, the SDK reads the environment. */
export interface ClientOptions {
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoint?: string;
  readonly dynamodbEndpoint?: string;
  /** How long the headers of an answer may take, and then its body; three tries each. @default 10 s and 5 s */
  readonly limits?: { readonly headersMs: number; readonly bodyMs: number };
}

type AnyClient = DynamoDBClient | SQSClient | SecretsManagerClient;

const LIMITS = { headersMs: 10_000, bodyMs: 5_000 };

const toConfig = (headersMs: number) => ({
  maxAttempts: 3,
  // Without `throwOnRequestTimeout` the SDK only warns and goes on waiting.
  requestHandler: { connectionTimeout: 2_000, requestTimeout: headersMs, throwOnRequestTimeout: true },
});

export function createClients(options: ClientOptions = {}): Clients {
  const { endpoint, dynamodbEndpoint = endpoint, limits = LIMITS, ...identity } = options;
  const withBodyLimit = <C extends AnyClient>(client: C): C => {
    client.middlewareStack.use(limitBody(limits.bodyMs));
    return client;
  };
  const common = { ...toConfig(limits.headersMs), ...identity, ...(endpoint !== undefined && { endpoint }) };
  return {
    dynamodb: lazily(() => {
      const config = {
        ...common,
        protocol: ItemProtocol,
        ...(dynamodbEndpoint !== undefined && { endpoint: dynamodbEndpoint }),
      };
      return withBodyLimit(new DynamoDBClient(config));
    }),
    sqs: lazily(() => withBodyLimit(new SQSClient(common))),
    secrets: lazily(() => withBodyLimit(new SecretsManagerClient(common))),
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
