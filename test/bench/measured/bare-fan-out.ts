import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

const clients = [new DynamoDBClient(), new SQSClient()];

/** A handler that does nothing, with the SDK clients of fan-out: the table and the queues. */
export const handler = (): unknown => clients;
