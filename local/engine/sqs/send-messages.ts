import { createHash, randomUUID } from 'node:crypto';
import * as z from '../../../shared/contracts/zod.ts';
import { findQueue, type Queues } from './open-queues.ts';
import { commit, findAcceptedSend, isFifo, type Queue } from './queue.ts';
import { MAXIMUM_BYTES, secondsOf } from './queue-attributes.ts';
import type { AcceptedSend } from './queue-records.ts';
import { runBatch } from './run-batch.ts';
import { parseInput, sqsError } from './sqs-error.ts';

/** Letters, digits and punctuation (SQS API reference, SendMessage). */
const token = z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/));
const MessageSchema = z.strictObject({
  MessageBody: z.string().check(z.minLength(1)),
  MessageGroupId: z.optional(token),
  MessageDeduplicationId: z.optional(token),
  DelaySeconds: z.optional(z.int().check(z.minimum(0), z.maximum(900))),
});
type NewMessage = z.infer<typeof MessageSchema>;

const SendMessageSchema = z.extend(MessageSchema, { QueueUrl: z.string() });
const SendMessageBatchSchema = z.strictObject({
  QueueUrl: z.string(),
  Entries: z.array(z.extend(MessageSchema, { Id: z.string() })),
});

/** XML 1.0's characters: all that SQS lets into a body. */
const BODY = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

export function sendMessage(queues: Queues, input: unknown) {
  const { QueueUrl, ...message } = parseInput(SendMessageSchema, input);
  return addMessage(queues, findQueue(queues, QueueUrl), message);
}

export function sendMessageBatch(queues: Queues, input: unknown) {
  const { QueueUrl, Entries } = parseInput(SendMessageBatchSchema, input);
  const queue = findQueue(queues, QueueUrl);
  const bytes = Entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
  if (bytes > MAXIMUM_BYTES) {
    throw sqsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MAXIMUM_BYTES} bytes. You have sent ${bytes} bytes.`,
    );
  }
  return runBatch(Entries, ({ Id: _id, ...message }) => addMessage(queues, queue, message));
}

function addMessage(queues: Queues, queue: Queue, message: NewMessage) {
  checkMessage(queue, message);
  const now = queues.now();
  const deduplicationId = isFifo(queue) ? deduplicationIdOf(queue, message) : undefined;
  const key = deduplicationId && deduplicationKey(queue, message.MessageGroupId, deduplicationId);
  const earlier = key === undefined ? undefined : findAcceptedSend(queue, key, now);
  if (earlier !== undefined) return answer(message, earlier);

  const lastSequence = queue.lastSequence + 1;
  const sequenceNumber = isFifo(queue) ? sequenceNumberOf(lastSequence) : undefined;
  const send: AcceptedSend = {
    key: key ?? '',
    at: now,
    messageId: randomUUID(),
    ...(sequenceNumber && { sequenceNumber }),
  };
  commit(queue, {
    type: 'added',
    lastSequence,
    message: {
      id: send.messageId,
      body: message.MessageBody,
      sentAt: now,
      delayedUntil: now + 1_000 * (message.DelaySeconds ?? secondsOf(queue, 'DelaySeconds')),
      receiveCount: 0,
      ...(message.MessageGroupId !== undefined && { groupId: message.MessageGroupId }),
      ...(deduplicationId !== undefined && { deduplicationId }),
      ...(sequenceNumber !== undefined && { sequenceNumber }),
    },
    ...(key !== undefined && { send }),
  });
  return answer(message, send);
}

function answer(message: NewMessage, { messageId, sequenceNumber }: AcceptedSend) {
  return {
    MessageId: messageId,
    MD5OfMessageBody: createHash('md5').update(message.MessageBody).digest('hex'),
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
  };
}

function checkMessage(queue: Queue, message: NewMessage): void {
  const maximum = Number(queue.attributes['MaximumMessageSize']);
  if (Buffer.byteLength(message.MessageBody) > maximum) {
    throw sqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximum} bytes.`,
    );
  }
  if (!BODY.test(message.MessageBody)) {
    throw sqsError('InvalidMessageContents', 'Invalid characters found in the message body.');
  }
  if (isFifo(queue)) {
    if (message.MessageGroupId === undefined) {
      throw sqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    if (message.DelaySeconds !== undefined && message.DelaySeconds > 0) throw notForThisQueue('DelaySeconds');
  } else if (message.MessageDeduplicationId !== undefined) {
    throw notForThisQueue('MessageDeduplicationId');
  }
}

function notForThisQueue(parameter: string) {
  return sqsError(
    'InvalidParameterValue',
    `Value for parameter ${parameter} is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
  );
}

function deduplicationIdOf(queue: Queue, message: NewMessage): string {
  if (message.MessageDeduplicationId !== undefined) return message.MessageDeduplicationId;
  if (queue.attributes['ContentBasedDeduplication'] === 'true') {
    return createHash('sha256').update(message.MessageBody).digest('hex');
  }
  throw sqsError(
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function deduplicationKey(queue: Queue, groupId: string | undefined, deduplicationId: string): string {
  // A space is in neither of the two.
  return queue.attributes['DeduplicationScope'] === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId;
}

/** "The length of SequenceNumber is 128 bits. SequenceNumber continues to increase for a particular MessageGroupId." */
function sequenceNumberOf(n: number): string {
  return (10n ** 19n + BigInt(n)).toString();
}
