import { createHash, randomUUID } from 'node:crypto';
import * as z from '../../../shared/contracts/zod.ts';
import { findQueue, type Queues } from './open-queues.ts';
import { arnOf, commit, isFifo, isInFlight, type Message, type Queue } from './queue.ts';
import { redrivePolicyOf, secondsOf } from './queue-attributes.ts';
import { receiptHandle } from './receipt-handle.ts';
import { parseInput } from './sqs-error.ts';

/** How often a waiting receive looks again by itself: a delay or visibility timeout that ends tells nobody. */
const LOOK_AGAIN_MS = 20;

const names = z.optional(z.array(z.string()));
const ReceiveMessageSchema = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z._default(z.int().check(z.minimum(1), z.maximum(10)), 1),
  VisibilityTimeout: z.optional(z.int().check(z.minimum(0), z.maximum(43_200))),
  WaitTimeSeconds: z.optional(z.int().check(z.minimum(0), z.maximum(20))),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  // Messages here have no attributes of their own, so whatever is asked for, there is none.
  MessageAttributeNames: names,
});

type Take = { readonly max: number; readonly visibilityMs: number };

/** Hands out messages; waits for the first one up to the wait time, which is real time whatever the engine's clock. */
export async function receiveMessage(queues: Queues, input: unknown, signal: AbortSignal) {
  const request = parseInput(ReceiveMessageSchema, input);
  const queue = findQueue(queues, request.QueueUrl);
  const deadline =
    performance.now() + 1_000 * (request.WaitTimeSeconds ?? secondsOf(queue, 'ReceiveMessageWaitTimeSeconds'));
  const take: Take = {
    max: request.MaxNumberOfMessages,
    visibilityMs: 1_000 * (request.VisibilityTimeout ?? secondsOf(queue, 'VisibilityTimeout')),
  };
  let taken: Message[] = [];
  // Nothing is handed out to a receiver that has hung up: it would stay in flight for nobody.
  while (!signal.aborted) {
    taken = takeMessages(queues, queue, take);
    const left = deadline - performance.now();
    if (taken.length > 0 || left <= 0) break;
    await untilWoken(queue, signal, Math.min(left, LOOK_AGAIN_MS));
  }
  const asked = new Set([...(request.AttributeNames ?? []), ...(request.MessageSystemAttributeNames ?? [])]);
  return taken.length === 0 ? {} : { Messages: taken.map((message) => describe(message, asked)) };
}

function untilWoken(queue: Queue, signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      queue.waiting.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    queue.waiting.add(done);
    signal.addEventListener('abort', done);
  });
}

function takeMessages(queues: Queues, queue: Queue, { max, visibilityMs }: Take): Message[] {
  const now = queues.now();
  const { taken, spent, expired } = selectMessages(queue, max, now);
  if (expired.length > 0) commit(queue, { type: 'removed', ids: expired.map(({ id }) => id) });
  moveToDeadLetters(queues, queue, spent);
  if (taken.length > 0) {
    commit(queue, { type: 'received', ids: taken.map(({ id }) => id), at: now });
    for (const message of taken) {
      message.visibleAt = now + visibilityMs;
      message.handle = randomUUID();
      queue.handedOut.add(message.id);
    }
  }
  return taken;
}

/**
 * Walks the queue in order. On a FIFO queue a group with a message in flight, or with one not yet visible before the
 * next, is passed over; several of one group go out together ("it tries to return as many messages with the same
 * message group ID as possible", SQS developer guide, FIFO delivery logic).
 */
function selectMessages(queue: Queue, max: number, now: number) {
  const blocked = isFifo(queue) ? groupsInFlight(queue, now) : undefined;
  const limit = redrivePolicyOf(queue)?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
  const keptSince = now - 1_000 * secondsOf(queue, 'MessageRetentionPeriod');
  const taken: Message[] = [];
  const spent: Message[] = [];
  const expired: Message[] = [];
  for (const message of queue.messages.values()) {
    if (taken.length === max) break;
    if (blocked?.has(message.groupId)) continue;
    if (message.visibleAt > now) blocked?.add(message.groupId);
    else if (message.sentAt < keptSince) expired.push(message);
    else if (message.receiveCount >= limit) spent.push(message);
    else taken.push(message);
  }
  return { taken, spent, expired };
}

function groupsInFlight(queue: Queue, now: number): Set<string | undefined> {
  const groups = new Set<string | undefined>();
  for (const id of queue.handedOut) {
    const message = queue.messages.get(id);
    if (message !== undefined && isInFlight(message, now)) groups.add(message.groupId);
    else queue.handedOut.delete(id);
  }
  return groups;
}

/** Added there before it is removed here, so that a crash in between leaves two of it, never none. */
function moveToDeadLetters(queues: Queues, queue: Queue, spent: readonly Message[]): void {
  if (spent.length === 0) return;
  const target = findQueue(queues, redrivePolicyOf(queue)?.deadLetterQueue ?? '');
  for (const { visibleAt: _visibleAt, handle: _handle, ...message } of spent) {
    commit(target, {
      type: 'added',
      message: { ...message, delayedUntil: queues.now(), deadLetterSourceArn: arnOf(queue.name) },
      lastSequence: target.lastSequence,
    });
  }
  commit(queue, { type: 'removed', ids: spent.map(({ id }) => id) });
}

function describe(message: Message, asked: ReadonlySet<string>) {
  const all: Record<string, string | undefined> = {
    SenderId: '000000000000',
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  };
  const wanted = Object.entries(all).filter(
    ([name, value]) => value !== undefined && (asked.has('All') || asked.has(name)),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    Body: message.body,
    MD5OfBody: createHash('md5').update(message.body).digest('hex'),
    ...(wanted.length > 0 && { Attributes: Object.fromEntries(wanted) }),
  };
}
