import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

const clients = [new DynamoDBClient(), new SQSClient(), new SecretsManagerClient()];

/** A handler that does nothing, with the SDK clients of sync, deliver and support. */
export const handler = (): unknown => clients;
