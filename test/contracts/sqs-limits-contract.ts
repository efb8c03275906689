import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { contractRule } from './contract-rule.ts';
import type { SqsEndpoint } from './sqs-contract.ts';

/** SQS's finer rules and what it refuses, as AWS documents them. */
export function describeSqsLimits(
  name: string,
  open: () => Promise<SqsEndpoint>,
  knownGaps: readonly string[] = [],
): void {
  const rule = contractRule(knownGaps);
  describe(`SQS limits: ${name}`, () => {
    let endpoint: SqsEndpoint;
    beforeAll(async () => {
      endpoint = await open();
    });
    afterAll(() => endpoint.close());

    const createQueue = async (ending: string, Attributes: Record<string, string> = {}) => {
      const QueueName = `contract-${randomUUID()}${ending}`;
      const fifo = ending === '.fifo' ? { FifoQueue: 'true' } : {};
      const create = new CreateQueueCommand({ QueueName, Attributes: { ...fifo, ...Attributes } });
      return { QueueName, QueueUrl: (await endpoint.client.send(create)).QueueUrl };
    };
    type Url = string | undefined;
    const sendFifo = (QueueUrl: Url, MessageGroupId: string, MessageDeduplicationId: string) =>
      endpoint.client.send(
        new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageGroupId, MessageDeduplicationId }),
      );
    const receive = async (QueueUrl: Url): Promise<Message[]> => {
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const] };
      return (await endpoint.client.send(new ReceiveMessageCommand(request))).Messages ?? [];
    };
    const remove = (QueueUrl: Url, message: Message | undefined) =>
      endpoint.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    const show = (QueueUrl: Url, message: Message | undefined) =>
      endpoint.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );

    rule('deduplicates within a group where the queue says so', async () => {
      const scoped = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
      const { QueueUrl } = await createQueue('.fifo', scoped);
      for (const group of ['a', 'b', 'b']) await sendFifo(QueueUrl, group, 'd');
      const groups = (await receive(QueueUrl)).map(({ Attributes }) => Attributes?.MessageGroupId);
      expect(groups.sort()).toEqual(['a', 'b']);
    });

    rule('keeps a group waiting for any message of it in flight, also for a later one', async () => {
      const { QueueUrl } = await createQueue('.fifo');
      await sendFifo(QueueUrl, 'a', '1');
      await sendFifo(QueueUrl, 'a', '2');
      const [first, second] = await receive(QueueUrl);
      await show(QueueUrl, first);
      expect(await receive(QueueUrl)).toEqual([]);
      await remove(QueueUrl, second);
      expect(await receive(QueueUrl)).toMatchObject([{ MessageId: first?.MessageId }]);
    });

    rule('refuses the receipt handle of a FIFO receive whose visibility timeout is over', async () => {
      const { QueueUrl } = await createQueue('.fifo', { VisibilityTimeout: '1' });
      await sendFifo(QueueUrl, 'a', 'd');
      const [message] = await receive(QueueUrl);
      await endpoint.advance(1_100);
      await expect(remove(QueueUrl, message)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      expect(await receive(QueueUrl)).toHaveLength(1);
    });

    rule('deletes nothing by the handle of an earlier receive of a standard queue', async () => {
      const { QueueUrl } = await createQueue('', { VisibilityTimeout: '1' });
      await endpoint.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
      const [earlier] = await receive(QueueUrl);
      await endpoint.advance(1_100);
      const [later] = await receive(QueueUrl);
      await remove(QueueUrl, earlier);
      await show(QueueUrl, later);
      expect(await receive(QueueUrl)).toMatchObject([{ Attributes: { ApproximateReceiveCount: '3' } }]);
    });

    rule('refuses to change the visibility of a message that nobody holds', async () => {
      const { QueueUrl } = await createQueue('', { VisibilityTimeout: '1' });
      await endpoint.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
      const [message] = await receive(QueueUrl);
      await endpoint.advance(1_100);
      await expect(show(QueueUrl, message)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    });

    rule('keeps a message back for its delay', async () => {
      const { QueueUrl } = await createQueue('');
      await endpoint.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 1 }));
      expect(await receive(QueueUrl)).toEqual([]);
      await endpoint.advance(1_100);
      expect(await receive(QueueUrl)).toHaveLength(1);
    });

    rule('takes 1 MiB in a message and in a batch, and not a byte more', async () => {
      const { QueueUrl } = await createQueue('');
      const mebibyte = 'x'.repeat(1_048_576);
      const sendBody = (MessageBody: string) => endpoint.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      const sendBodies = (bodies: string[]) =>
        endpoint.client.send(
          new SendMessageBatchCommand({
            QueueUrl,
            Entries: bodies.map((MessageBody, index) => ({ Id: `${index}`, MessageBody })),
          }),
        );
      await sendBody(mebibyte);
      await expect(sendBody(`${mebibyte}x`)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      await sendBodies([mebibyte.slice(1), 'x']);
      await expect(sendBodies([mebibyte, 'x'])).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
    });

    rule('refuses the one message of a batch that cannot be kept, by name and without quoting it', async () => {
      const { QueueUrl } = await createQueue('');
      const Entries = [
        { Id: 'good', MessageBody: 'x' },
        { Id: 'bad', MessageBody: 'jane@example.com\u0000' },
      ];
      const { Successful, Failed } = await endpoint.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      expect(Successful).toMatchObject([{ Id: 'good' }]);
      expect(Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }]);
      expect(JSON.stringify(Failed)).not.toContain('jane');
    });

    rule('refuses a queue that exists with other attributes', async () => {
      const { QueueName } = await createQueue('');
      const Attributes = { VisibilityTimeout: '1' };
      await expect(endpoint.client.send(new CreateQueueCommand({ QueueName, Attributes }))).rejects.toMatchObject({
        name: 'QueueNameExists',
      });
    });

    const deadLetterTargetArn = 'arn:aws:sqs:eu-central-1:000000000000:no';
    const wrong = [
      ['an unknown attribute', { Nonsense: '1' }, 'InvalidAttributeName'],
      ['a timeout out of bounds', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
      ['a redrive policy that is no JSON', { RedrivePolicy: 'x' }, 'InvalidAttributeValue'],
      [
        'dead letters that are not there',
        { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) },
        'InvalidParameterValue',
      ],
    ] as const;
    for (const [what, attributes, error] of wrong) {
      rule(`refuses a queue with ${what}`, async () => {
        await expect(createQueue('', attributes)).rejects.toMatchObject({ name: error });
      });
    }
  });
}
