import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

const anyone = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** The real SDK's SQS client, one attempt a call. */
export function sqsClient(endpoint: string, maxAttempts = 1): SQSClient {
  return new SQSClient({ ...anyone, endpoint, maxAttempts });
}

/** The real SDK's Secrets Manager client, one attempt a call. */
export function secretsClient(endpoint: string, maxAttempts = 1): SecretsManagerClient {
  return new SecretsManagerClient({ ...anyone, endpoint, maxAttempts });
}

/** The real SDK's DynamoDB client, one attempt a call. */
export function dynamoDbClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ ...anyone, endpoint, maxAttempts: 1 });
}
