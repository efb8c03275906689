import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { AccessKey } from '../../../local/engine/prove-request.ts';

/** Where a client asks, and what it signs with. */
export type Signed = {
  readonly endpointUrl: string;
  readonly accessKey: AccessKey;
  /** What sends, in place of the SDK's own. */
  readonly requestHandler?: object;
};

const configOf = ({ endpointUrl, accessKey, requestHandler = {} }: Signed, maxAttempts: number) => ({
  region: 'eu-central-1',
  credentials: accessKey,
  endpoint: endpointUrl,
  maxAttempts,
  requestHandler,
});

/** The real SDK's SQS client, one attempt a call. */
export function sqsClient(at: Signed, maxAttempts = 1): SQSClient {
  return new SQSClient(configOf(at, maxAttempts));
}

/** The real SDK's Secrets Manager client, one attempt a call. */
export function secretsClient(at: Signed, maxAttempts = 1): SecretsManagerClient {
  return new SecretsManagerClient(configOf(at, maxAttempts));
}

/** The real SDK's DynamoDB client, one attempt a call. */
export function dynamoDbClient(at: Signed): DynamoDBClient {
  return new DynamoDBClient(configOf(at, 1));
}
