import * as z from '../../../shared/contracts/zod.ts';
import { findQueue, type Queues } from './open-queues.ts';
import { commit, compact, isFifo, isInFlight, type Queue, wake } from './queue.ts';
import { parseReceiptHandle } from './receipt-handle.ts';
import { runBatch } from './run-batch.ts';
import { parseInput, sqsError } from './sqs-error.ts';

const DeletionSchema = z.strictObject({ ReceiptHandle: z.string() });
const ChangeSchema = z.extend(DeletionSchema, { VisibilityTimeout: z.int().check(z.minimum(0), z.maximum(43_200)) });

const ofQueue = { QueueUrl: z.string() };
const DeleteMessageSchema = z.extend(DeletionSchema, ofQueue);
const ChangeVisibilitySchema = z.extend(ChangeSchema, ofQueue);
const DeleteMessageBatchSchema = z.strictObject({
  ...ofQueue,
  Entries: z.array(z.extend(DeletionSchema, { Id: z.string() })),
});
const ChangeVisibilityBatchSchema = z.strictObject({
  ...ofQueue,
  Entries: z.array(z.extend(ChangeSchema, { Id: z.string() })),
});
const PurgeQueueSchema = z.strictObject(ofQueue);

export function deleteMessage(queues: Queues, input: unknown) {
  const { QueueUrl, ReceiptHandle } = parseInput(DeleteMessageSchema, input);
  return removeMessage(queues, findQueue(queues, QueueUrl), ReceiptHandle);
}

export function deleteMessageBatch(queues: Queues, input: unknown) {
  const { QueueUrl, Entries } = parseInput(DeleteMessageBatchSchema, input);
  const queue = findQueue(queues, QueueUrl);
  return runBatch(Entries, ({ ReceiptHandle }) => removeMessage(queues, queue, ReceiptHandle));
}

export function changeMessageVisibility(queues: Queues, input: unknown) {
  const { QueueUrl, ReceiptHandle, VisibilityTimeout } = parseInput(ChangeVisibilitySchema, input);
  return changeVisibility(queues, findQueue(queues, QueueUrl), { ReceiptHandle, VisibilityTimeout });
}

export function changeMessageVisibilityBatch(queues: Queues, input: unknown) {
  const { QueueUrl, Entries } = parseInput(ChangeVisibilityBatchSchema, input);
  const queue = findQueue(queues, QueueUrl);
  return runBatch(Entries, (entry) => changeVisibility(queues, queue, entry));
}

export function purgeQueue(queues: Queues, input: unknown) {
  const queue = findQueue(queues, parseInput(PurgeQueueSchema, input).QueueUrl);
  commit(queue, { type: 'removed', ids: [...queue.messages.keys()] });
  compact(queue);
  return {};
}

/**
 * Deleting again succeeds, and so does deleting by the handle of an earlier receive, which deletes nothing;
 * but a FIFO queue refuses the handle of a receive whose visibility timeout is over (SQS API reference,
 * DeleteMessage).
 */
function removeMessage(queues: Queues, queue: Queue, receiptHandle: string) {
  const { id, handle } = parseReceiptHandle(receiptHandle);
  const message = queue.messages.get(id);
  if (message === undefined) return {};
  const current = message.handle === handle;
  if (isFifo(queue) && !(current && isInFlight(message, queues.now()))) {
    throw sqsError(
      'InvalidParameterValue',
      'Value for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.',
    );
  }
  if (current) commit(queue, { type: 'removed', ids: [id] });
  return {};
}

function changeVisibility(queues: Queues, queue: Queue, entry: z.infer<typeof ChangeSchema>) {
  const { id, handle } = parseReceiptHandle(entry.ReceiptHandle);
  const message = queue.messages.get(id);
  if (message === undefined) {
    throw sqsError(
      'InvalidParameterValue',
      'Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.',
    );
  }
  const now = queues.now();
  if (message.handle !== handle || !isInFlight(message, now)) {
    throw sqsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  message.visibleAt = now + 1_000 * entry.VisibilityTimeout;
  wake(queue);
  return {};
}
