import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAccessKey } from '../../local/engine/prove-request.ts';
import { type Engine, startEngine } from '../../local/engine/start-engine.ts';
import { dynamoDbClient, type Signed, secretsClient, sqsClient } from '../local/engine/engine-clients.ts';

const SECRET = 'the-pair-of-a-real-customer';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await secretsClient(engine).send(new CreateSecretCommand({ Name: 'acme', SecretString: SECRET }));
  await dynamoDbClient({ ...engine, endpointUrl: engine.dynamodbEndpointUrl }).send(
    new CreateTableCommand({
      TableName: 'table',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
});
afterAll(() => engine.close());

/** Each service: how somebody with these keys asks it for something, and where. */
const SERVICES = {
  'Secrets Manager': {
    url: () => engine.endpointUrl,
    ask: (at: Signed) => secretsClient(at).send(new GetSecretValueCommand({ SecretId: 'acme' })),
    target: 'secretsmanager.GetSecretValue',
    body: '{"SecretId":"acme"}',
  },
  SQS: {
    url: () => engine.endpointUrl,
    ask: (at: Signed) => sqsClient(at).send(new ListQueuesCommand({})),
    target: 'AmazonSQS.ListQueues',
    body: '{}',
  },
  DynamoDB: {
    url: () => engine.dynamodbEndpointUrl,
    ask: (at: Signed) => dynamoDbClient(at).send(new ListTablesCommand({})),
    target: 'DynamoDB_20120810.ListTables',
    body: '{}',
  },
} as const;
type Name = keyof typeof SERVICES;
const NAMES = Object.keys(SERVICES) as Name[];
const at = (name: Name): Signed => ({ endpointUrl: SERVICES[name].url(), accessKey: engine.accessKey });

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends exactly this, whatever it is. */
async function sendRaw(url: string, { method = 'POST', path = '/', headers = {}, body = '' }: Sent) {
  const { port } = new URL(url);
  return new Promise<{ status: number | undefined; headers: object; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode, headers: answer.headers, body: said }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** What the SDK sends for this service, with the right key, as somebody who reads along would have it. */
async function overhear(name: Name, endpointUrl = SERVICES[name].url()): Promise<Required<Sent>> {
  let heard: Required<Sent> | undefined;
  const requestHandler = {
    handle: async (sent: Required<Sent>) => {
      heard = { ...sent, body: Buffer.from(sent.body).toString() };
      throw new Error('not sent');
    },
  };
  await expect(SERVICES[name].ask({ endpointUrl, accessKey: engine.accessKey, requestHandler })).rejects.toThrow();
  if (heard === undefined) throw new Error('nothing was signed');
  return heard;
}

describe.each(NAMES)('the embedded %s', (name) => {
  const { target, body, ask, url } = SERVICES[name];
  const refused = (answer: { status: number | undefined; headers: object; body: string }) => {
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain(SECRET);
    expect(answer.body).not.toContain('TableNames');
    expect(Object.keys(answer.headers).filter((header) => header.startsWith('access-control'))).toEqual([]);
  };

  it('answers to the key, also as overheard', async () => {
    expect(await ask(at(name))).toMatchObject({ $metadata: { httpStatusCode: 200 } });
    expect((await sendRaw(url(), await overhear(name))).status).toBe(200);
  });

  it.each([
    ['of another engine', () => createAccessKey()],
    ['with another secret', () => ({ ...engine.accessKey, secretAccessKey: 'local' })],
    ['with an empty secret', () => ({ ...engine.accessKey, secretAccessKey: '' })],
    ['with another id', () => ({ ...engine.accessKey, accessKeyId: 'AKIDEXAMPLE' })],
  ])('does not answer to a key %s', async (_what, accessKey) => {
    await expect(ask({ endpointUrl: url(), accessKey: accessKey() })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  it.each<[string, Sent]>([
    ['without a signature', { headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' } }],
    [
      'with the form of one',
      { headers: { 'x-amz-target': target, authorization: 'AWS4-HMAC-SHA256 Credential=local' } },
    ],
    [
      'of a page',
      { headers: { 'x-amz-target': target, origin: 'https://evil.example', 'content-type': 'text/plain' } },
    ],
    [
      'a preflight',
      { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } },
    ],
    ['an address typed into a browser', { method: 'GET' }],
    ['a health check', { method: 'GET', path: '/shell/' }],
  ])('does not answer to a request %s', async (_what, sent) => {
    refused(await sendRaw(url(), { ...sent, body: sent.method === undefined ? body : '' }));
  });

  it.each<[string, (heard: Required<Sent>) => Sent]>([
    ['over another body', (heard) => ({ ...heard, body: `[${heard.body.slice(1, -1)}]` })],
    ['of another action', (heard) => ({ ...heard, headers: { ...heard.headers, 'x-amz-target': `${target}s` } })],
    ['of another path', (heard) => ({ ...heard, path: '/000000000000/queue' })],
    ['with a query', (heard) => ({ ...heard, path: '/?a=b' })],
    ['of another method', (heard) => ({ ...heard, method: 'PUT' })],
    ['at another time', (heard) => ({ ...heard, headers: { ...heard.headers, 'x-amz-date': '20261130T040000Z' } })],
    [
      'with fewer headers signed',
      (heard) => {
        const authorization = heard.headers['authorization']?.replace('host;', '') ?? '';
        return { ...heard, headers: { ...heard.headers, authorization } };
      },
    ],
  ])('does not answer to a signature repeated %s', async (_what, change) => {
    refused(await sendRaw(url(), change(await overhear(name))));
  });

  it.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'does not answer to the host name %s, signed or not',
    async (host) => {
      const { port } = new URL(url());
      const named = host.includes(':') || host === '127.0.0.1' ? host : `${host}:${port}`;
      const heard = await overhear(name, `http://${named}`);
      refused(await sendRaw(url(), { ...heard, headers: { ...heard.headers, host: named } }));
      refused(await sendRaw(url(), { headers: { host: named, 'x-amz-target': target }, body }));
    },
  );

  it('does not answer to a signature of six minutes ago', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 6 * 60_000 });
    const heard = await overhear(name);
    vi.useRealTimers();
    refused(await sendRaw(url(), heard));
  });

  it('does not wait for the body of somebody without the key', async () => {
    const { port } = new URL(url());
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 900000000\r\n\r\n{`);
    expect(String((await socket.toArray({ signal: AbortSignal.timeout(2_000) }))[0])).toMatch(/^HTTP\/1\.1 403 /);
  });
});

/** The ports on which this process and its children listen (proc(5)). */
function listeningPorts(): readonly number[] {
  const parentOf = (pid: string) => /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const pids = readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && [pid, parentOf(pid)].includes(String(process.pid));
    } catch {
      return false;
    }
  });
  const inodes = new Set(
    pids.flatMap((pid) =>
      readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
        } catch {
          return [];
        }
      }),
    ),
  );
  const rows = ['tcp', 'tcp6'].flatMap((file) => readFileSync(`/proc/net/${file}`, 'utf8').split('\n').slice(1, -1));
  return rows.flatMap((row) => {
    const cells = row.trim().split(/\s+/);
    return cells[3] === '0A' && inodes.has(cells[9] ?? '') ? [Number.parseInt(cells[1]?.split(':')[1] ?? '', 16)] : [];
  });
}

it('nothing of the engine answers on any of its ports, the binary behind DynamoDB included', async () => {
  const ports = listeningPorts();
  expect(ports.length).toBeGreaterThanOrEqual(3);
  const known = new Set([engine.endpointUrl, engine.dynamodbEndpointUrl].map((url) => Number(new URL(url).port)));
  const silent = ports.filter((port) => !known.has(port));
  for (const port of silent) {
    const strangers = Array.from({ length: 40 }, () => connect(port, '127.0.0.1'));
    const said: string[] = [];
    for (const socket of strangers) {
      socket.on('data', (chunk) => said.push(chunk.toString())).on('error', () => {});
      const { target, body } = SERVICES.DynamoDB;
      const length = `content-length: ${body.length}\r\nx-amz-target: ${target}`;
      socket.write(
        `POST / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${length}\r\n\r\n${body}GET / HTTP/1.1\r\nhost: a\r\n\r\n`,
      );
    }
    await Promise.all(Array.from({ length: 20 }, () => SERVICES.DynamoDB.ask(at('DynamoDB'))));
    await sleep(300);
    expect(said).toEqual([]);
    for (const socket of strangers) socket.destroy();
  }
});

it('each engine has a key of its own', () => {
  const keys = Array.from({ length: 3 }, createAccessKey);
  expect(new Set(keys.map(({ secretAccessKey }) => secretAccessKey)).size).toBe(3);
  expect(keys[0]?.secretAccessKey.length).toBeGreaterThanOrEqual(43);
});

describe('a request that is begun and never ended', () => {
  it('does not hold up the end of the engine', async () => {
    const own = await startEngine();
    const { method, path, headers } = await overhear('SQS', own.endpointUrl);
    const socket = connect(Number(new URL(own.endpointUrl).port), '127.0.0.1');
    // In its form it is signed; by what key, is seen once its body is there.
    const lines = Object.entries({ ...headers, 'content-length': '100' }).map(([name, value]) => `${name}: ${value}`);
    socket.on('error', () => {}).write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n{`);
    await sleep(50);
    const began = performance.now();
    await Promise.race([own.close(), sleep(5_000)]);
    expect(performance.now() - began).toBeLessThan(4_000);
    socket.destroy();
  }, 10_000);
});
