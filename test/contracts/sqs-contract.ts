import { createHash, randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { contractRule } from './contract-rule.ts';

/** An SQS to hold to the contract. `advance` lets its clock move on by milliseconds, by waiting if need be. */
export type SqsEndpoint = {
  readonly client: SQSClient;
  readonly advance: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What this product relies on SQS for, as AWS documents it: for the embedded engine and for any other emulator. */
export function describeSqsContract(
  name: string,
  open: () => Promise<SqsEndpoint>,
  knownGaps: readonly string[] = [],
): void {
  const rule = contractRule(knownGaps);
  describe(`SQS contract: ${name}`, () => {
    let endpoint: SqsEndpoint;
    beforeAll(async () => {
      endpoint = await open();
    });
    afterAll(() => endpoint.close());

    const send = (url: string, body: string, fifo?: { group: string; id?: string }) =>
      endpoint.client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: body,
          ...(fifo && { MessageGroupId: fifo.group, MessageDeduplicationId: fifo.id ?? randomUUID() }),
        }),
      );
    const receive = async (url: string, options: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
      const request = { QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const] };
      const { Messages = [] } = await endpoint.client.send(new ReceiveMessageCommand({ ...request, ...options }));
      return Messages;
    };
    const remove = (url: string, message: Message | undefined) =>
      endpoint.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
    const hide = (url: string, message: Message | undefined, seconds: number) =>
      endpoint.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);
    const attributesOf = async (url: string) => {
      const request = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
      return (await endpoint.client.send(request)).Attributes ?? {};
    };
    const createQueue = async (ending = '', attributes: Record<string, string> = {}) => {
      const QueueName = `contract-${randomUUID()}${ending}`;
      const Attributes = { ...(ending === '.fifo' && { FifoQueue: 'true' }), ...attributes };
      const { QueueUrl } = await endpoint.client.send(new CreateQueueCommand({ QueueName, Attributes }));
      if (QueueUrl === undefined) throw new Error('CreateQueue answered without a URL');
      return QueueUrl;
    };
    const createWithDeadLetters = async (ending: string, maxReceiveCount: number) => {
      const deadLetters = await createQueue(ending);
      const { QueueArn } = await attributesOf(deadLetters);
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount });
      const queue = await createQueue(ending, { VisibilityTimeout: '1' });
      await endpoint.client.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { RedrivePolicy } }));
      return { queue, deadLetters, RedrivePolicy };
    };

    describe('queues', () => {
      rule('creates a queue once, finds it by name and lists it', async () => {
        const url = await createQueue('', { VisibilityTimeout: '7' });
        const QueueName = url.split('/').at(-1);
        const again = new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '7' } });
        expect((await endpoint.client.send(again)).QueueUrl).toBe(url);
        expect((await endpoint.client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(url);
        const listed = await endpoint.client.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }));
        expect(listed.QueueUrls).toEqual([url]);
        expect(await attributesOf(url)).toMatchObject({
          VisibilityTimeout: '7',
          QueueArn: expect.stringMatching(new RegExp(`^arn:aws:sqs:[^:]+:\\d{12}:${QueueName}$`)),
        });
      });

      rule('counts waiting and received messages', async () => {
        const url = await createQueue();
        for (const body of ['a', 'b', 'c']) await send(url, body);
        await receive(url, { MaxNumberOfMessages: 1 });
        expect(await attributesOf(url)).toMatchObject({
          ApproximateNumberOfMessages: '2',
          ApproximateNumberOfMessagesNotVisible: '1',
        });
      });

      rule('says which queue does not exist by the error that the SDK knows', async () => {
        const unknown = new GetQueueUrlCommand({ QueueName: `contract-${randomUUID()}` });
        await expect(endpoint.client.send(unknown)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
        await expect(send((await createQueue()).replace(/.$/, '_'), 'x')).rejects.toMatchObject({
          name: 'QueueDoesNotExist',
        });
      });

      rule('purges', async () => {
        const url = await createQueue();
        await send(url, 'x');
        await endpoint.client.send(new PurgeQueueCommand({ QueueUrl: url }));
        expect(await receive(url)).toEqual([]);
      });
    });

    describe('messages', () => {
      rule('delivers a body byte by byte, with its attributes', async () => {
        const url = await createQueue('.fifo');
        const body = 'Zoë "müller" \u{1F600}\n\t';
        const sent = await send(url, body, { group: 'g', id: 'once' });
        expect(sent.MD5OfMessageBody).toBe(createHash('md5').update(body).digest('hex'));
        const [message] = await receive(url);
        expect(message).toMatchObject({
          Body: body,
          MessageId: sent.MessageId,
          Attributes: {
            ApproximateReceiveCount: '1',
            MessageGroupId: 'g',
            MessageDeduplicationId: 'once',
            SequenceNumber: sent.SequenceNumber,
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
          },
        });
      });

      rule(
        'gives a received message to nobody else until its visibility timeout is over, and counts receives',
        async () => {
          const url = await createQueue('', { VisibilityTimeout: '1' });
          await send(url, 'x');
          expect(await receive(url)).toHaveLength(1);
          expect(await receive(url)).toEqual([]);
          await endpoint.advance(1_100);
          const [again] = await receive(url, { VisibilityTimeout: 60 });
          expect(again?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
          await endpoint.advance(1_100);
          expect(await receive(url)).toEqual([]);
        },
      );

      rule('shortens and lengthens the visibility timeout of one message', async () => {
        const url = await createQueue('', { VisibilityTimeout: '1' });
        await send(url, 'x');
        const [first] = await receive(url);
        await hide(url, first, 0);
        const [second] = await receive(url);
        await hide(url, second, 60);
        await endpoint.advance(1_100);
        expect(await receive(url)).toEqual([]);
      });

      rule('deletes, also a second time', async () => {
        const url = await createQueue('', { VisibilityTimeout: '1' });
        await send(url, 'x');
        const [message] = await receive(url);
        await remove(url, message);
        await remove(url, message);
        await endpoint.advance(1_100);
        expect(await receive(url)).toEqual([]);
      });

      rule('refuses a receipt handle that it never gave', async () => {
        const url = await createQueue();
        const forged = { ReceiptHandle: 'not-a-handle' };
        await expect(remove(url, forged)).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
      });

      rule('waits for a message as long as it is asked to', async () => {
        const url = await createQueue();
        const started = performance.now();
        const waiting = receive(url, { WaitTimeSeconds: 10 });
        await send(url, 'late');
        expect(bodies(await waiting)).toEqual(['late']);
        expect(performance.now() - started).toBeLessThan(5_000);
        const empty = performance.now();
        expect(await receive(url, { WaitTimeSeconds: 1 })).toEqual([]);
        expect(performance.now() - empty).toBeGreaterThanOrEqual(900);
      });
    });

    describe('batches', () => {
      rule('sends, delays and deletes ten at once, and answers by entry', async () => {
        const url = await createQueue();
        const ids = Array.from({ length: 10 }, (_, index) => `entry-${index}`);
        const sent = await endpoint.client.send(
          new SendMessageBatchCommand({ QueueUrl: url, Entries: ids.map((Id) => ({ Id, MessageBody: Id })) }),
        );
        expect(sent.Successful?.map(({ Id }) => Id)).toEqual(ids);
        const received = await receive(url, { VisibilityTimeout: 1 });
        expect(new Set(bodies(received))).toEqual(new Set(ids));
        const entries = received.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
        const hidden = await endpoint.client.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: url,
            Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: 30 })),
          }),
        );
        expect(hidden.Successful).toHaveLength(10);
        await endpoint.advance(1_100);
        const broken = [...entries.slice(1), { Id: 'broken', ReceiptHandle: 'not-a-handle' }];
        const deleted = await endpoint.client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: broken }));
        expect(deleted.Successful).toHaveLength(9);
        expect(deleted.Failed).toMatchObject([{ Id: 'broken', SenderFault: true }]);
      });

      rule('refuses more than ten entries, none, and two of one id', async () => {
        const url = await createQueue();
        const sendAll = (ids: string[]) =>
          endpoint.client.send(
            new SendMessageBatchCommand({ QueueUrl: url, Entries: ids.map((Id) => ({ Id, MessageBody: 'x' })) }),
          );
        const eleven = Array.from({ length: 11 }, (_, index) => `${index}`);
        await expect(sendAll(eleven)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
        await expect(sendAll([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
        await expect(sendAll(['a', 'a'])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
        expect(await receive(url)).toEqual([]);
      });
    });

    describe('FIFO', () => {
      rule('hands out several of one group in order, and then none of it until those are done', async () => {
        const url = await createQueue('.fifo');
        for (const body of ['1', '2', '3']) await send(url, body, { group: 'a' });
        const first = await receive(url, { MaxNumberOfMessages: 2 });
        expect(bodies(first)).toEqual(['1', '2']);
        expect(await receive(url)).toEqual([]);
        await remove(url, first[0]);
        expect(await receive(url)).toEqual([]);
        await remove(url, first[1]);
        expect(bodies(await receive(url))).toEqual(['3']);
      });

      rule('lets other groups pass a group in flight', async () => {
        const url = await createQueue('.fifo');
        await send(url, 'a1', { group: 'a' });
        await send(url, 'a2', { group: 'a' });
        expect(bodies(await receive(url, { MaxNumberOfMessages: 1 }))).toEqual(['a1']);
        await send(url, 'b1', { group: 'b' });
        expect(bodies(await receive(url))).toEqual(['b1']);
      });

      rule('hands a failed message out again before the next of its group', async () => {
        const url = await createQueue('.fifo', { VisibilityTimeout: '1' });
        for (const body of ['1', '2']) await send(url, body, { group: 'a' });
        await receive(url, { MaxNumberOfMessages: 1 });
        await endpoint.advance(1_100);
        expect(bodies(await receive(url))).toEqual(['1', '2']);
      });

      rule(
        'takes a message with the deduplication id of an earlier one as that one, also when it is deleted',
        async () => {
          const url = await createQueue('.fifo');
          const first = await send(url, 'one', { group: 'a', id: 'same' });
          const [message] = await receive(url);
          await remove(url, message);
          const second = await send(url, 'one', { group: 'a', id: 'same' });
          expect(second.MessageId).toBe(first.MessageId);
          expect(await receive(url)).toEqual([]);
        },
      );

      rule('deduplicates by content where the queue says so', async () => {
        const url = await createQueue('.fifo', { ContentBasedDeduplication: 'true' });
        for (const MessageBody of ['x', 'x', 'y']) {
          await endpoint.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: 'a' }));
        }
        expect(bodies(await receive(url))).toEqual(['x', 'y']);
      });

      rule('refuses a message without a group or without a deduplication id', async () => {
        const url = await createQueue('.fifo');
        const incomplete = [{ MessageDeduplicationId: 'd' }, { MessageGroupId: 'g' }];
        for (const parameters of incomplete) {
          const command = new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', ...parameters });
          await expect(endpoint.client.send(command)).rejects.toMatchObject({ $fault: 'client' });
        }
        expect(await receive(url)).toEqual([]);
      });
    });

    describe('dead letters', () => {
      for (const ending of ['', '.fifo']) {
        const kind = ending === '' ? 'standard' : 'FIFO';
        rule(`moves a message of a ${kind} queue after its last receive`, async () => {
          const { queue, deadLetters, RedrivePolicy } = await createWithDeadLetters(ending, 2);
          expect(JSON.parse((await attributesOf(queue))['RedrivePolicy'] ?? '')).toEqual(JSON.parse(RedrivePolicy));
          const sent = await send(queue, 'poison', ending === '' ? undefined : { group: 'a' });
          for (const count of ['1', '2']) {
            const [message] = await receive(queue);
            expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: count });
            expect(await receive(deadLetters)).toEqual([]);
            await endpoint.advance(1_100);
          }
          expect(await receive(queue)).toEqual([]);
          expect(await receive(deadLetters)).toMatchObject([{ Body: 'poison', MessageId: sent.MessageId }]);
        });
      }

      rule('lets the group go on behind a message that was moved', async () => {
        const { queue } = await createWithDeadLetters('.fifo', 1);
        for (const body of ['poison', 'next']) await send(queue, body, { group: 'a' });
        await receive(queue, { MaxNumberOfMessages: 1 });
        await endpoint.advance(1_100);
        expect(bodies([...(await receive(queue)), ...(await receive(queue))])).toEqual(['next']);
      });
    });
  });
}
