import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../local/engine/start-engine.ts';
import { sqsClient } from './engine-clients.ts';

/** What the contract leaves out, because an emulator without a clock of its own could not show it in a test's time. */
describe('embedded SQS', () => {
  let engine: Engine;
  let client: SQSClient;
  let ahead = 0;

  beforeAll(async () => {
    engine = await startEngine({ clock: () => Date.now() + ahead });
    client = sqsClient(engine);
  });
  afterAll(async () => {
    client.destroy();
    await engine.close();
  });

  const createQueue = async (ending: string, Attributes: Record<string, string> = {}) => {
    const QueueName = `test-${randomUUID()}${ending}`;
    const fifo = ending === '.fifo' ? { FifoQueue: 'true' } : {};
    await client.send(new CreateQueueCommand({ QueueName, Attributes: { ...fifo, ...Attributes } }));
    return { QueueName, QueueUrl: `${engine.endpointUrl}/000000000000/${QueueName}` };
  };
  const sendFifo = (QueueUrl: string, MessageGroupId: string, MessageDeduplicationId: string) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageGroupId, MessageDeduplicationId }));
  const receive = async (QueueUrl: string) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? [];

  it('forgets a deduplication id after five minutes, not before', async () => {
    const { QueueUrl, QueueName } = await createQueue('.fifo');
    const first = await sendFifo(QueueUrl, 'a', 'd');
    ahead += 5 * 60_000 - 5_000;
    expect((await sendFifo(QueueUrl, 'a', 'd')).SequenceNumber).toBe(first.SequenceNumber);
    ahead += 5_000;
    const second = await sendFifo(QueueUrl, 'a', 'd');
    expect(second.MessageId).not.toBe(first.MessageId);
    expect(BigInt(second.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).toBe(true);
    expect(engine.sqs.messagesOf(QueueName).map(({ id }) => id)).toEqual([first.MessageId, second.MessageId]);
  });

  it('keeps a group waiting for a delayed message before the others', async () => {
    const { QueueUrl } = await createQueue('.fifo', { DelaySeconds: '20' });
    await sendFifo(QueueUrl, 'a', 'delayed');
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '0' } }));
    await sendFifo(QueueUrl, 'a', 'undelayed');
    expect(await receive(QueueUrl)).toEqual([]);
    ahead += 20_000;
    expect(await receive(QueueUrl)).toHaveLength(2);
  });

  it('keeps a message back for its delay, and no longer than the retention period', async () => {
    const { QueueUrl } = await createQueue('', { MessageRetentionPeriod: '60' });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 20 }));
    expect(await receive(QueueUrl)).toEqual([]);
    ahead += 20_000;
    expect(await receive(QueueUrl)).toHaveLength(1);
    ahead += 60_000;
    expect(await receive(QueueUrl)).toEqual([]);
  });

  it('names the action and the parameter that it does not serve', async () => {
    const { QueueUrl } = await createQueue('');
    await expect(client.send(new DeleteQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: expect.stringContaining('DeleteQueue'),
    });
    const MessageAttributes = { secret: { DataType: 'String', StringValue: 'jane' } };
    const send = new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageAttributes });
    await expect(client.send(send)).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: expect.stringMatching(/MessageAttributes$/),
    });
  });

  it('hands nothing to a receiver that has hung up', async () => {
    const { QueueUrl, QueueName } = await createQueue('');
    const hangUp = new AbortController();
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: hangUp.signal,
    });
    setTimeout(() => hangUp.abort(), 100);
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    expect(engine.sqs.messagesOf(QueueName)).toMatchObject([{ receiveCount: 0 }]);
  });

  it('answers who waits when it closes', async () => {
    const short = await startEngine();
    const waiter = sqsClient(short);
    const { QueueUrl } = await waiter.send(new CreateQueueCommand({ QueueName: 'waiting' }));
    const waiting = waiter.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await short.close();
    expect((await waiting).Messages).toBeUndefined();
    waiter.destroy();
  });
});
