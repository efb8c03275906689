import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { fromAwsError } from '../../../shared/adapters/aws-errors.ts';
import { type Clients, createClients } from '../../../shared/adapters/clients.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const WAIT = { headersMs: 5_000, bodyMs: 200 };

/** Clients of a service that answers by `answer`; gives how many requests it got. */
async function withService(answer: RequestListener, work: (clients: Clients) => Promise<void>): Promise<number> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await work(createClients({ region: 'eu-central-1', credentials, endpoint, limits: WAIT }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return requests;
}

const HEADERS = { 'content-type': 'application/x-amz-json-1.0' };
const begin = '{"Item":{"pk":{"S":"TENANTS"}},"Items":[],"Count":0,';
const body = `${begin}"SecretString":"{}","Name":"n"}`;

/** Headers and the beginning of the body, then silence; from the second request on the whole answer. */
function stallOnce(): RequestListener {
  let asked = 0;
  return (_, response) => {
    asked += 1;
    response.writeHead(200, HEADERS);
    if (asked > 1) response.end(body);
    else response.write(begin);
  };
}

/** A byte now and then, for ever: each of them would begin a socket's time limit afresh. */
const trickle: RequestListener = (_, response) => {
  response.writeHead(200, HEADERS);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

const CALLS: readonly (readonly [string, (clients: Clients) => Promise<unknown>])[] = [
  ['GetItem', ({ dynamodb }) => dynamodb().send(new GetCommand({ TableName: 't', Key: { pk: 'a' } }))],
  [
    'Query',
    ({ dynamodb }) => dynamodb().send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :pk' })),
  ],
  ['GetSecretValue', ({ secrets }) => secrets().send(new GetSecretValueCommand({ SecretId: 's' }))],
  [
    'ChangeMessageVisibility',
    ({ sqs }) =>
      sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl: 'q', ReceiptHandle: 'r', VisibilityTimeout: 5 })),
  ],
];

describe.concurrent('an answer of AWS', () => {
  it.each(CALLS)('whose body stalls is given up, and %s is asked once more', async (_, call) => {
    const requests = await withService(stallOnce(), async (clients) => {
      await expect(call(clients)).resolves.toBeDefined();
    });
    expect(requests).toBe(2);
  });

  it.each(CALLS)('that never ends makes %s fail as what another try may fix', async (_, call) => {
    const requests = await withService(trickle, async (clients) => {
      const error: unknown = await call(clients).catch((thrown: unknown) => thrown);
      expect(fromAwsError({ operation: 'ask' }, error)).toBeInstanceOf(TransientError);
    });
    expect(requests).toBe(3);
  });
});
