import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDynamoDbContract } from '../contracts/dynamodb-contract.ts';
import { describeSecretsContract } from '../contracts/secrets-contract.ts';
import { describeSecretsStages } from '../contracts/secrets-stages-contract.ts';
import { describeSqsContract } from '../contracts/sqs-contract.ts';
import { describeSqsLimits } from '../contracts/sqs-limits-contract.ts';
import { describeStore } from '../contracts/store-contract.ts';
import { dynamoDbClient, secretsClient, sqsClient } from '../local/engine/engine-clients.ts';
import { openRealStore } from '../shared/adapters/dynamodb/real-store.ts';
import { MINISTACK_GAPS } from './ministack-gaps.ts';
import { type Server, startPythonServer } from './run-servers.ts';

let ministack: Server;
beforeAll(async () => {
  ministack = await startPythonServer('serve_ministack.py', { path: '/_ministack/health' });
});
afterAll(() => ministack.close());

/** It takes any key. */
const signed = () => ({ endpointUrl: ministack.url, accessKey: { accessKeyId: 'local', secretAccessKey: 'local' } });
const openSqs = async () => {
  const client = sqsClient(signed());
  return { client, advance: (ms: number) => wait(ms), close: async () => client.destroy() };
};
const openSecrets = async () => {
  const client = secretsClient(signed());
  return { client, close: async () => client.destroy() };
};
const openDynamoDb = async () => {
  const client = dynamoDbClient(signed());
  return { client, close: async () => client.destroy() };
};

describeSqsContract('ministack', openSqs, MINISTACK_GAPS.sqs);
describeSqsLimits('ministack', openSqs, MINISTACK_GAPS.sqsLimits);
describeSecretsContract('ministack', openSecrets, MINISTACK_GAPS.secrets);
describeSecretsStages('ministack', openSecrets, MINISTACK_GAPS.secretsStages);
describeDynamoDbContract('ministack', openDynamoDb, MINISTACK_GAPS.dynamoDb);
describeStore('the store on ministack', () => openRealStore({ AWS_ENDPOINT_URL_DYNAMODB: ministack.url }));

describe('docs/counterparts.md', () => {
  const page = readFileSync('docs/counterparts.md', 'utf8');
  it.each(Object.values(MINISTACK_GAPS).flat())('judges: %s', (title) => {
    expect(page).toContain(`| ${title} `);
  });
});
