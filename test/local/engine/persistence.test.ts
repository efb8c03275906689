import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../local/engine/start-engine.ts';
import { dynamoDbClient, secretsClient, sqsClient } from './engine-clients.ts';

describe('a directory of the engine', () => {
  let dir: string;
  let engine: Engine | undefined;
  let child: ChildProcess | undefined;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'engine-'));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await engine?.close();
    rmSync(dir, { recursive: true });
  });

  const open = async () => {
    engine = await startEngine({ dir });
    return { ...clientsOf(engine), engine };
  };
  const openInChild = async () => {
    const started = spawn(process.execPath, [join(import.meta.dirname, 'run-engine.ts'), dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const [line] = await once(createInterface(started.stdout), 'line');
    const kill = async () => {
      const ended = once(started, 'exit');
      started.kill('SIGKILL');
      await ended;
    };
    return { ...clientsOf(JSON.parse(String(line))), kill };
  };
  const clientsOf = (started: Pick<Engine, 'endpointUrl' | 'dynamodbEndpointUrl' | 'accessKey'>) => ({
    sqs: sqsClient(started),
    secrets: secretsClient(started),
    dynamodb: dynamoDbClient({ ...started, endpointUrl: started.dynamodbEndpointUrl }),
  });
  type Clients = ReturnType<typeof clientsOf>;

  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '600' };
  const createQueue = ({ sqs }: Clients) => sqs.send(new CreateQueueCommand({ QueueName: 'q.fifo', Attributes }));
  const urlOf = async ({ sqs }: Clients) => (await sqs.send(new GetQueueUrlCommand({ QueueName: 'q.fifo' }))).QueueUrl;
  const send = async (clients: Clients, body: string) =>
    clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: await urlOf(clients),
        MessageBody: body,
        MessageGroupId: 'g',
        MessageDeduplicationId: body,
      }),
    );
  const receive = async (clients: Clients, max = 10) => {
    const request = {
      QueueUrl: await urlOf(clients),
      MaxNumberOfMessages: max,
      MessageSystemAttributeNames: ['All' as const],
    };
    return (await clients.sqs.send(new ReceiveMessageCommand(request))).Messages ?? [];
  };
  const remove = async (clients: Clients, ReceiptHandle: string | undefined) =>
    clients.sqs.send(new DeleteMessageCommand({ QueueUrl: await urlOf(clients), ReceiptHandle }));

  it('keeps queues, messages, receive counts and deduplication when it is closed and opened', async () => {
    const first = await open();
    await createQueue(first);
    for (const body of ['1', '2', '3']) await send(first, body);
    const [one] = await receive(first, 2);
    await remove(first, one?.ReceiptHandle);
    await first.engine.close();

    const second = await open();
    await createQueue(second);
    await send(second, '3');
    expect(await receive(second)).toMatchObject([
      { Body: '2', Attributes: { ApproximateReceiveCount: '2', MessageGroupId: 'g' } },
      { Body: '3', Attributes: { ApproximateReceiveCount: '1' } },
    ]);
  });

  it('loses nothing acknowledged when its process is killed, and frees what that process had in flight', async () => {
    const killed = await openInChild();
    await createQueue(killed);
    const sent = await Promise.all(Array.from({ length: 50 }, (_, index) => send(killed, `body-${index}`)));
    const [inFlight] = await receive(killed, 1);
    await killed.secrets.send(new CreateSecretCommand({ Name: 'tenant', SecretString: 'value' }));
    await killed.kill();

    const next = await open();
    const kept = next.engine.sqs.messagesOf('q.fifo').map(({ id }) => id);
    expect(new Set(kept)).toEqual(new Set(sent.map(({ MessageId }) => MessageId)));
    const [again] = await receive(next, 1);
    expect(again).toMatchObject({ MessageId: inFlight?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
    const { SecretString } = await next.secrets.send(new GetSecretValueCommand({ SecretId: 'tenant' }));
    expect(SecretString).toBe('value');
  });

  it('drops the half of a line that a killed process left, and goes on after it', async () => {
    const first = await open();
    await createQueue(first);
    await send(first, 'whole');
    await first.engine.close();
    appendFileSync(join(dir, 'sqs', 'q.fifo.jsonl'), '{"type":"added","message":{"id":"hal');

    const second = await open();
    await send(second, 'later');
    await second.engine.close();
    const third = await open();
    expect(third.engine.sqs.messagesOf('q.fifo').map(({ body }) => body)).toEqual(['whole', 'later']);
  });

  it('creates a queue over the half of a line that a killed process left of its creation', async () => {
    mkdirSync(join(dir, 'sqs'));
    writeFileSync(join(dir, 'sqs', 'q.fifo.jsonl'), '{"type":"configu');
    await createQueue(await open());
    expect(readFileSync(join(dir, 'sqs', 'q.fifo.jsonl'), 'utf8')).toMatch(/^{"type":"configured".*}\n$/);
  });

  it('refuses a damaged file by its place, without quoting it', async () => {
    const first = await open();
    await createQueue(first);
    await first.engine.close();
    appendFileSync(join(dir, 'sqs', 'q.fifo.jsonl'), 'jane@example.com\n');
    await expect(open()).rejects.toThrow(/^The queue file is damaged: q\.fifo\.jsonl, line 2 is not JSON$/);
  });

  it('keeps its files small and forgets deleted messages', async () => {
    const { sqs, engine: running } = await open();
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'busy' }));
    const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
    for (let round = 0; round < 60; round += 1) {
      const sent = ids.map((Id) => ({ Id, MessageBody: `jane-${round}-${Id}` }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: sent }));
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      const done = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: done }));
    }
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'staying' }));
    const records = readFileSync(join(dir, 'sqs', 'busy.jsonl'), 'utf8').split('\n').length;
    expect(records).toBeLessThan(60 * 21);
    await running.close();
    expect(readFileSync(join(dir, 'sqs', 'busy.jsonl'), 'utf8')).not.toContain('jane');
    const again = await open();
    expect(again.engine.sqs.messagesOf('busy').map(({ body }) => body)).toEqual(['staying']);
  });

  it('keeps secrets in one file that only its owner can read, with their versions', async () => {
    const first = await open();
    await first.secrets.send(new CreateSecretCommand({ Name: 'tenant', SecretString: 'old' }));
    await first.secrets.send(new PutSecretValueCommand({ SecretId: 'tenant', SecretString: 'new' }));
    await first.engine.close();
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);

    const second = await open();
    const read = async (VersionStage: string) =>
      (await second.secrets.send(new GetSecretValueCommand({ SecretId: 'tenant', VersionStage }))).SecretString;
    expect([await read('AWSCURRENT'), await read('AWSPREVIOUS')]).toEqual(['new', 'old']);
  });

  it('holds message bodies under sqs/ alone', async () => {
    const first = await open();
    await createQueue(first);
    await send(first, 'jane@example.com');
    const holding = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, 'latin1').includes('jane@'));
    expect(holding).toEqual([join(dir, 'sqs', 'q.fifo.jsonl')]);
    expect(statSync(holding[0] ?? '').mode & 0o777).toBe(0o600);
  });

  it('refuses a second opener in one sentence, and is free again once closed', async () => {
    const first = await open();
    await expect(startEngine({ dir })).rejects.toMatchObject({
      name: 'EngineUnavailableError',
      message: expect.stringMatching(
        new RegExp(`is in use by another command or a console \\(process ${process.pid}\\)`),
      ),
    });
    await first.engine.close();
    await open();
  });

  it('refuses while another process has it, and opens at once when that one was killed', async () => {
    const other = await openInChild();
    await expect(startEngine({ dir })).rejects.toMatchObject({ name: 'EngineUnavailableError' });
    await other.kill();
    const started = performance.now();
    await open();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  // As in a container whose first process waits for nobody: the killed one stays in the table of processes.
  it('opens at once when the other was killed and nobody has waited for it', async () => {
    const program = join(import.meta.dirname, 'run-engine.ts');
    const neglectful = spawn('sh', ['-c', '"$@" & exec sleep 60', 'sh', process.execPath, program, dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = neglectful;
    await once(createInterface(neglectful.stdout), 'line');
    const { pid } = JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    await open();
  });

  it('lets only one of several starters have the lock of a killed process', async () => {
    const other = await openInChild();
    await other.kill();
    const starts = await Promise.allSettled([0, 1, 2].map(() => startEngine({ dir })));
    const opened = starts.filter((start) => start.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    await opened[0]?.value.close();
  });

  it('keeps DynamoDB items, and leaves no DynamoDB behind when its process is killed', async () => {
    const killed = await openInChild();
    const TableName = 'table';
    await killed.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
    const Item = { pk: { S: 'key' }, value: { N: '1' } };
    await killed.dynamodb.send(new PutItemCommand({ TableName, Item }));
    const pid = Number(readFileSync(join(dir, 'dynamodb', 'pid'), 'utf8'));
    await killed.kill();
    await expect.poll(() => isRunning(pid), { timeout: 3_000 }).toBe(false);

    const next = await open();
    const read = await next.dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'key' } } }));
    expect(read.Item).toEqual(Item);
  });
});

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
