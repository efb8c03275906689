import type { Journal } from './open-journal.ts';
import type { AcceptedSend, QueueRecord, StoredMessage } from './queue-records.ts';

/** "The message deduplication interval is 5 minutes" (SQS developer guide, exactly-once processing). */
const DEDUPLICATION_MS = 5 * 60_000;
/** A journal with more dead records than this, and than live ones, is written anew. */
const DEAD_RECORDS = 1_000;

/** A message in a queue. `handle` is that of its last receive in this process. */
export type Message = StoredMessage & { visibleAt: number; handle?: string };

/** A queue. Everything that has to outlive the process is changed by `commit` alone. */
export type Queue = {
  readonly name: string;
  readonly journal: Journal;
  attributes: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
  lastSequence: number;
  /** In the order of sending. */
  readonly messages: Map<string, Message>;
  /** By deduplication key, oldest first. */
  readonly accepted: Map<string, AcceptedSend>;
  /** Ids of messages that were handed out; some of them may be visible again. */
  readonly handedOut: Set<string>;
  /** Receivers waiting for a message; each is called whenever one may have become available. */
  readonly waiting: Set<() => void>;
};

export function emptyQueue(name: string, journal: Journal): Queue {
  return {
    name,
    journal,
    attributes: {},
    createdAt: 0,
    modifiedAt: 0,
    lastSequence: 0,
    messages: new Map(),
    accepted: new Map(),
    handedOut: new Set(),
    waiting: new Set(),
  };
}

/** Writes a change down, makes it, and wakes who waits for one. */
export function commit(queue: Queue, record: QueueRecord): void {
  queue.journal.append(record);
  applyRecord(queue, record);
  const live = queue.messages.size + queue.accepted.size;
  if (queue.journal.length() > Math.max(DEAD_RECORDS + live, 2 * live)) compact(queue);
  wake(queue);
}

export function wake(queue: Queue): void {
  for (const check of queue.waiting) check();
}

/** Rewrites the journal with what the queue holds now, so that nothing stays of deleted messages. */
export function compact(queue: Queue): void {
  const { attributes, createdAt, modifiedAt, lastSequence } = queue;
  const accepted = [...queue.accepted.values()].map((send): QueueRecord => ({ type: 'accepted', send }));
  const messages = [...queue.messages.values()].map(
    ({ visibleAt: _visibleAt, handle: _handle, ...message }): QueueRecord => ({ type: 'added', message, lastSequence }),
  );
  queue.journal.rewrite([
    { type: 'configured', attributes, createdAt, modifiedAt, lastSequence },
    ...accepted,
    ...messages,
  ]);
}

/** Makes the change that a record describes. */
export function applyRecord(queue: Queue, record: QueueRecord): void {
  switch (record.type) {
    case 'configured':
      queue.attributes = record.attributes;
      queue.createdAt = record.createdAt;
      queue.modifiedAt = record.modifiedAt;
      queue.lastSequence = record.lastSequence;
      return;
    case 'accepted':
      queue.accepted.set(record.send.key, record.send);
      return;
    case 'added':
      queue.messages.set(record.message.id, { ...record.message, visibleAt: record.message.delayedUntil });
      queue.lastSequence = record.lastSequence;
      if (record.send !== undefined) queue.accepted.set(record.send.key, record.send);
      return;
    case 'received':
      for (const id of record.ids) countReceive(queue.messages.get(id), record.at);
      return;
    case 'removed':
      for (const id of record.ids) {
        queue.messages.delete(id);
        queue.handedOut.delete(id);
      }
  }
}

function countReceive(message: Message | undefined, at: number): void {
  if (message === undefined) return;
  message.receiveCount += 1;
  message.firstReceivedAt ??= at;
}

/** The send that a new one with this key repeats, if there was one within the deduplication interval. */
export function findAcceptedSend(queue: Queue, key: string, now: number): AcceptedSend | undefined {
  for (const [old, { at }] of queue.accepted) {
    if (now - at < DEDUPLICATION_MS) break;
    queue.accepted.delete(old);
  }
  return queue.accepted.get(key);
}

export function isFifo(queue: Queue): boolean {
  return queue.attributes['FifoQueue'] === 'true';
}

/** Whether a receiver has the message right now. */
export function isInFlight(message: Message, now: number): boolean {
  return message.handle !== undefined && message.visibleAt > now;
}

export function arnOf(queueName: string): string {
  return `arn:aws:sqs:eu-central-1:000000000000:${queueName}`;
}
