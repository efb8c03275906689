import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { Socket } from 'node:net';
import type { DynamoDbProcess } from './dynamodb-process.ts';
import { type AccessKey, readProven } from './prove-request.ts';
import { ServiceError } from './service-error.ts';

/** Of a request, what the process behind needs; it reads the signature's form and not the signature. */
const PASSED_ON = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

/** Serves a DynamoDB on a free port of the loopback interface, to whoever has the key. */
export async function guardDynamoDb(
  accessKey: AccessKey,
  behind: DynamoDbProcess,
): Promise<{ url: string; close: () => Promise<void> }> {
  const agent = holdConnections(behind.connections);
  const server = createServer((request, response) => {
    void pass(request, response).catch((error: unknown) => refuse(response, error));
  });
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readProven(accessKey, request);
    const headers = Object.fromEntries(PASSED_ON.map((name) => [name, request.headers[name] ?? '']));
    const onward = send({ agent, host: '127.0.0.1', port: behind.port, method: 'POST', headers });
    onward.once('error', () => response.destroy());
    onward.once('response', (answer) => {
      // The SDK sets its clock by this, and what it signs is held against this process's.
      response.writeHead(answer.statusCode ?? 500, { ...answer.headers, date: new Date().toUTCString() });
      answer.pipe(response);
    });
    onward.end(body);
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The guard of DynamoDB has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await behind.close();
      agent.destroy();
    },
  };
}

/** Uses these connections again and again, and never makes another: it would stand behind whoever else waits. */
function holdConnections(connections: readonly Socket[]): Agent {
  const left = [...connections];
  const agent = new Agent({ keepAlive: true, maxSockets: left.length, maxFreeSockets: left.length });
  agent.createConnection = (_options, done) => {
    const socket = left.pop();
    // Node's types want a connection also beside an error.
    if (socket === undefined) done?.(new Error('A connection to the embedded DynamoDB was lost'), undefined as never);
    return socket;
  };
  return agent;
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, type, message } =
    error instanceof ServiceError
      ? error
      : new ServiceError('InternalFailure', 'The embedded engine failed', { status: 500 });
  response.writeHead(status, {
    date: new Date().toUTCString(),
    'content-type': 'application/x-amz-json-1.0',
    connection: 'close',
  });
  response.end(JSON.stringify({ __type: type, message }));
}
