import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { redrive } from '../../../../shared/adapters/sqs/dead-letters.ts';

const QUEUES = { from: 'dead', to: 'work', isReadable: () => true };

interface Lying {
  /** How many messages lie in the queue. */
  readonly messages: number;
  /** Answers without a message, though some are there, before each one that has some. */
  readonly emptyAnswers: number;
}

/** SQS as it may answer: a short poll asks too few of its servers, and a long one may come back empty, too. */
function queueOf({ messages, emptyAnswers }: Lying) {
  let lying = messages;
  let empty = emptyAnswers;
  let received = 0;
  const send = async (command: object) => {
    if (command instanceof GetQueueAttributesCommand)
      return { Attributes: { ApproximateNumberOfMessages: `${lying}` } };
    if (command instanceof DeleteMessageCommand) lying -= 1;
    if (!(command instanceof ReceiveMessageCommand)) return {};
    received += 1;
    if (!((command.input.WaitTimeSeconds ?? 0) > 0) || empty > 0) {
      empty -= 1;
      return {};
    }
    empty = emptyAnswers;
    const taken = Array.from({ length: Math.min(lying, 10) }, (_, n) => ({
      MessageId: `m${lying - n}`,
      ReceiptHandle: 'r',
      Body: `{"n":${lying - n}}`,
      Attributes: { MessageGroupId: 'acme' },
    }));
    return { Messages: taken };
  };
  const client = { send } as unknown as SQSClient;
  return { client: () => client, received: () => received };
}

it.each([0, 1, 2])('brings all 25 back though %d answers before each good one are empty', async (emptyAnswers) => {
  const { client } = queueOf({ messages: 25, emptyAnswers });
  expect(await redrive({ client }, QUEUES)).toEqual({ moved: 25, others: 0, malformed: 0, left: 0 });
});

it('gives up on a queue that counts some and shows none, and tells how many', async () => {
  const { client, received } = queueOf({ messages: 25, emptyAnswers: 1_000 });
  expect(await redrive({ client }, QUEUES)).toEqual({ moved: 0, others: 0, malformed: 0, left: 25 });
  expect(received()).toBe(3);
});

it('asks an empty queue once', async () => {
  const { client, received } = queueOf({ messages: 0, emptyAnswers: 0 });
  expect(await redrive({ client }, QUEUES)).toMatchObject({ moved: 0, left: 0 });
  expect(received()).toBe(1);
});

it('ends where whoever takes from the queue puts each message back at once', async () => {
  const dead = new Map([1, 2, 3].map((n) => [`m${n}`, `{"n":${n}}`]));
  const hidden = new Set<string>();
  let made = dead.size;
  let calls = 0;
  const send = async (command: object) => {
    if ((calls += 1) > 100) throw new Error('it goes round');
    if (command instanceof GetQueueAttributesCommand)
      return { Attributes: { ApproximateNumberOfMessages: `${dead.size - hidden.size}` } };
    if (command instanceof SendMessageCommand) dead.set(`m${(made += 1)}`, command.input.MessageBody ?? '');
    if (command instanceof DeleteMessageCommand) dead.delete(command.input.ReceiptHandle ?? '');
    if (command instanceof DeleteMessageCommand) hidden.delete(command.input.ReceiptHandle ?? '');
    if (command instanceof ChangeMessageVisibilityCommand) hidden.delete(command.input.ReceiptHandle ?? '');
    if (!(command instanceof ReceiveMessageCommand)) return {};
    const shown = [...dead].filter(([id]) => !hidden.has(id));
    for (const [id] of shown) hidden.add(id);
    const Attributes = { MessageGroupId: 'acme' };
    return { Messages: shown.map(([id, Body]) => ({ MessageId: id, ReceiptHandle: id, Body, Attributes })) };
  };
  const client = { send } as unknown as SQSClient;
  expect(await redrive({ client: () => client }, QUEUES)).toEqual({ moved: 3, others: 0, malformed: 0, left: 3 });
  expect(hidden.size).toBe(0);
});
