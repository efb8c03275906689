import {
  CreateTableCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { LEASE, tenantPartition } from '../shared/adapters/dynamodb/keys.ts';
import { toKey } from '../shared/adapters/dynamodb/table.ts';
import type { Tenant } from '../shared/contracts/tenant.ts';
import { EngineUnavailableError } from './engine/engine-unavailable-error.ts';

/** Codes of a connection that came to nothing. */
const UNREACHABLE: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/**
 * Creates the one table, with its key and time to live as deployed; one that is there already is as good.
 * @throws EngineUnavailableError where no DynamoDB answers: then it is one that the environment names.
 */
export async function createTable(dynamodb: DynamoDBClient, tableName: string): Promise<void> {
  try {
    await dynamodb.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      }),
    );
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    if (!(error instanceof Error && 'code' in error && UNREACHABLE.has(error.code))) throw error;
    throw new EngineUnavailableError(
      'No DynamoDB answers at the address in AWS_ENDPOINT_URL_DYNAMODB: start one there, or unset the variable.',
      { cause: error },
    );
  }
  const TimeToLiveSpecification = { AttributeName: 'ttl', Enabled: true };
  await dynamodb.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
}

/**
 * Removes the leases of these tenants. One process alone has the directory open, so a lease found when it is opened
 * belongs to a run that was killed: nobody has to wait until it lapses.
 */
export async function voidLeases(
  dynamodb: DynamoDBClient,
  tableName: string,
  tenants: readonly Tenant[],
): Promise<void> {
  const keys = tenants.map(({ id }) => toKey({ pk: tenantPartition(id), sk: LEASE }));
  await Promise.all(keys.map((Key) => dynamodb.send(new DeleteItemCommand({ TableName: tableName, Key }))));
}
