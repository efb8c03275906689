import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createClients } from '../../shared/adapters/clients.ts';
import { createMemory } from '../../shared/adapters/dynamodb/memory.ts';
import { type RawServer, serveRaw } from './serve-raw.ts';

let server: RawServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Reads a tenant's memory where DynamoDB answers each request so. */
async function readMemory(status: number, body: string) {
  server = await serveRaw((_, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const clients = createClients({ region: 'eu-central-1', credentials, dynamodbEndpoint: server.url });
  return createMemory({ client: clients.dynamodb, tableName: 'table' }).readMemory('acme');
}

const ITEM = {
  pk: { S: 'TENANT#acme' },
  sk: { S: 'EMP#7' },
  v: { N: '1' },
  n: { N: '1' },
  s: { S: 'a' },
  q: { N: '1' },
};
const PERSON = { ...ITEM, k: { S: 'key' }, f: { S: '      ' } };

describe('an answer of DynamoDB that is none', () => {
  it.each([
    ['is throttled', 400, { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' }],
    ['fails', 500, { __type: 'InternalServerError' }],
    ['is refused', 400, { __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'no' }],
    ['refused, looks like a good one', 400, { Items: [], Count: 0, ScannedCount: 0 }],
    ['has no items', 200, {}],
    ['has fewer items than it counts', 200, { Items: [PERSON], Count: 2, ScannedCount: 2 }],
    ['is no JSON', 200, 'Items'],
  ])('is no empty memory: one that %s', async (_what, status, body) => {
    await expect(readMemory(status, typeof body === 'string' ? body : JSON.stringify(body))).rejects.toThrow(
      'read memory',
    );
  });

  it('is told from one that is', async () => {
    const { employees } = await readMemory(200, JSON.stringify({ Items: [PERSON], Count: 1, ScannedCount: 1 }));
    expect(employees.get('7')).toMatchObject({ employeeId: '7', status: 'active', version: 1, sequence: 1 });
    await server?.close();
    expect((await readMemory(200, JSON.stringify({ Items: [], Count: 0, ScannedCount: 0 }))).employees.size).toBe(0);
  });
});
