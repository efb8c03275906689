import { createHash, randomUUID } from 'node:crypto';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { fromAwsError } from '../aws-errors.ts';
import { tenantGroupOf } from './message-control.ts';

export interface DeadLetterDeps {
  readonly client: () => SQSClient;
  /**
   * How long SQS may look for messages. With 0 it asks a few of its servers only, and an empty answer says nothing.
   * @default 2
   */
  readonly waitSeconds?: number;
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
  /** How many lie there now, seen or not; SQS estimates. */
  readonly left: number;
}

const FACTS = { operation: 'redrive dead letters' };
/** Long enough to look through a queue once; what stays is shown again at the end. */
const HIDDEN_SECONDS = 120;

/** Throws `TransientError` or `TenantError` for what AWS throws. */
export async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromAwsError(FACTS, error);
  }
}

/** How often in a row nothing new may come of a queue in which SQS still counts some. */
const EMPTY_ANSWERS = 3;

/** The next ten messages, hidden from others for two minutes. */
export async function receive(client: SQSClient, queueUrl: string, waitSeconds: number): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: HIDDEN_SECONDS,
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ['MessageGroupId', 'SentTimestamp', 'ApproximateReceiveCount'],
  });
  return (await client.send(command)).Messages ?? [];
}

/** Messages that were only looked at are there for others again. */
export async function showAgain(client: SQSClient, queueUrl: string, messages: Iterable<Message>): Promise<void> {
  for (const { ReceiptHandle } of messages) {
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
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

/** How many messages lie in the queue; SQS estimates. */
export async function countMessages(client: SQSClient, queueUrl: string): Promise<{ shown: number; hidden: number }> {
  const command = new GetQueueAttributesCommand({
    QueueUrl: queueUrl,
    AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
  });
  const { Attributes: attributes } = await client.send(command);
  return {
    shown: Number(attributes?.ApproximateNumberOfMessages ?? 0),
    hidden: Number(attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

interface Seen {
  readonly counts: { moved: number; others: number; malformed: number };
  /** By message id: what is seen twice, because its time of being hidden is over, counts once. */
  readonly kept: Map<string, Message>;
  /** What went back in this call, by its body. */
  readonly sent: Set<string>;
  /** How many lay there at first; SQS estimates. */
  readonly lay: number;
}

/** Whether this went back in this call and came again meanwhile: it would go round until nobody waits any more. */
const isBackAgain = (body: string, { counts, kept, sent, lay }: Seen) =>
  sent.has(body) && counts.moved + kept.size >= lay;

const nameBody = (message: Message) =>
  createHash('sha256')
    .update(message.Body ?? '')
    .digest('base64');

/** Moves what goes back. Gives how many of the batch are new: seen for the first time. */
async function settleBatch(
  client: SQSClient,
  queues: RedriveOptions,
  batch: readonly Message[],
  seen: Seen,
): Promise<number> {
  const { counts, kept, sent } = seen;
  let fresh = 0;
  for (const message of batch) {
    const groupId = tenantGroupOf(message.Attributes?.MessageGroupId ?? 'unknown');
    const why = keptAs(message, groupId, queues);
    const id = message.MessageId ?? '';
    if (!kept.has(id)) fresh += 1;
    const body = nameBody(message);
    if (why === undefined && !isBackAgain(body, seen)) {
      sent.add(body);
      await moveOne(client, message, queues, groupId);
      counts.moved += 1;
      continue;
    }
    if (why !== undefined && !kept.has(id)) counts[why] += 1;
    kept.set(id, message);
  }
  return fresh;
}

/**
 * Brings dead letters back to their queue, in their order per group: received, sent with a fresh deduplication id,
 * deleted. With `tenantId` only that tenant's. What stays, others', what nobody can read and what comes back meanwhile,
 * becomes visible again.
 */
export async function redrive(deps: DeadLetterDeps, queues: RedriveOptions): Promise<Redriven> {
  const { waitSeconds = 2 } = deps;
  const client = deps.client();
  const { from } = queues;
  return call(async () => {
    const first = await countMessages(client, from);
    const lay = first.shown + first.hidden;
    const seen: Seen = { counts: { moved: 0, others: 0, malformed: 0 }, kept: new Map(), sent: new Set(), lay };
    for (let without = 0; without < EMPTY_ANSWERS; ) {
      const fresh = await settleBatch(client, queues, await receive(client, from, waitSeconds), seen);
      if (fresh === 0 && (await countMessages(client, from)).shown === 0) break;
      without = fresh === 0 ? without + 1 : 0;
    }
    await showAgain(client, from, seen.kept.values());
    const { shown, hidden } = await countMessages(client, from);
    return { ...seen.counts, left: shown + hidden };
  });
}
