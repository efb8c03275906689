import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const clients = [DynamoDBDocumentClient.from(new DynamoDBClient()), new SQSClient()];

/** A handler that does nothing, with the SDK clients of fan-out: the table and the queues. */
export const handler = (): unknown => clients;
