import { findQueue, type Queues } from './open-queues.ts';
import { isInFlight } from './queue.ts';

/** A message as a test sees it in its queue. */
export type QueuedMessage = {
  readonly id: string;
  readonly body: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly receiveCount: number;
  readonly inFlight: boolean;
};

/** What lies in a queue, in its order, without receiving it. */
export function queuedMessages(queues: Queues, queueName: string): QueuedMessage[] {
  const now = queues.now();
  return [...findQueue(queues, queueName).messages.values()].map((message) => ({
    id: message.id,
    body: message.body,
    groupId: message.groupId,
    deduplicationId: message.deduplicationId,
    receiveCount: message.receiveCount,
    inFlight: isInFlight(message, now),
  }));
}
