import { randomUUID } from 'node:crypto';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { fromAwsError } from '../aws-errors.ts';
import { tenantGroupOf } from './message-control.ts';

export interface DeadLetterDeps {
  readonly client: () => SQSClient;
}

/** Which dead letters go back where. */
export interface RedriveOptions {
  readonly from: string;
  readonly to: string;
  /** Only this tenant's. @default everybody's */
  readonly tenantId?: string | undefined;
  /** Whether whoever takes from the queue can read this body: one that nobody can read would only come back. */
  readonly isReadable: (body: string) => boolean;
}

/** How many messages went back, and how many were seen that stay: of other tenants, or because nobody can read them. */
export interface Redriven {
  readonly moved: number;
  readonly others: number;
  readonly malformed: number;
}

const FACTS = { operation: 'redrive dead letters' };
/** Long enough to look through a queue once; what stays is shown again at the end. */
const HIDDEN_SECONDS = 120;

async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromAwsError(FACTS, error);
  }
}

async function receive(client: SQSClient, queueUrl: string): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: HIDDEN_SECONDS,
    WaitTimeSeconds: 0,
    MessageSystemAttributeNames: ['MessageGroupId'],
  });
  return (await client.send(command)).Messages ?? [];
}

/** Sent before it is deleted: a crash in between doubles a message, which whoever applies it skips, and loses none. */
async function moveOne(client: SQSClient, message: Message, queues: RedriveOptions, groupId: string): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: queues.to,
      MessageBody: message.Body ?? '',
      MessageGroupId: groupId,
      // A fresh one: the old one may still count as seen, and the message would vanish.
      MessageDeduplicationId: randomUUID(),
    }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl: queues.from, ReceiptHandle: message.ReceiptHandle }));
}

/** Why a dead letter stays where it is; `undefined` for one that goes back. */
function keptAs(message: Message, groupId: string, queues: RedriveOptions): 'others' | 'malformed' | undefined {
  if (queues.tenantId !== undefined && groupId !== queues.tenantId) return 'others';
  return queues.isReadable(message.Body ?? '') ? undefined : 'malformed';
}

/**
 * Brings dead letters back to their queue, in their order per group: received, sent with a fresh deduplication id,
 * deleted. With `tenantId` only that tenant's. What stays, others' and what nobody can read, becomes visible again.
 */
export async function redrive(deps: DeadLetterDeps, queues: RedriveOptions): Promise<Redriven> {
  const client = deps.client();
  const { from } = queues;
  const counts = { moved: 0, others: 0, malformed: 0 };
  // By message id: what is seen twice, because its time of being hidden is over, counts once.
  const kept = new Map<string, Message>();
  await call(async () => {
    for (let batch = await receive(client, from); batch.length > 0; batch = await receive(client, from)) {
      for (const message of batch) {
        const groupId = tenantGroupOf(message.Attributes?.MessageGroupId ?? 'unknown');
        const why = keptAs(message, groupId, queues);
        const id = message.MessageId ?? '';
        if (why === undefined) {
          await moveOne(client, message, queues, groupId);
          counts.moved += 1;
        } else if (!kept.has(id)) counts[why] += 1;
        if (why !== undefined) kept.set(id, message);
      }
    }
    for (const { ReceiptHandle } of kept.values()) {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: from, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  });
  return counts;
}
