import { randomUUID } from 'node:crypto';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { fromAwsError } from '../aws-errors.ts';

export interface DeadLetterDeps {
  readonly client: () => SQSClient;
}

/** How many messages went back, and how many stayed because they are another tenant's. */
export interface Redriven {
  readonly moved: number;
  readonly kept: number;
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
async function moveOne(client: SQSClient, message: Message, from: string, to: string): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: message.Body ?? '',
      MessageGroupId: message.Attributes?.MessageGroupId ?? 'unknown',
      // A fresh one: the old one may still count as seen, and the message would vanish.
      MessageDeduplicationId: randomUUID(),
    }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
}

/**
 * Brings dead letters back to their queue, in their order per group: received, sent with a fresh deduplication id,
 * deleted. With `tenantId` only that tenant's; the others become visible again.
 */
export async function redrive(
  deps: DeadLetterDeps,
  queues: { readonly from: string; readonly to: string; readonly tenantId?: string | undefined },
): Promise<Redriven> {
  const client = deps.client();
  const { from, to, tenantId } = queues;
  const kept: Message[] = [];
  let moved = 0;
  await call(async () => {
    for (let batch = await receive(client, from); batch.length > 0; batch = await receive(client, from)) {
      for (const message of batch) {
        if (tenantId !== undefined && message.Attributes?.MessageGroupId !== tenantId) kept.push(message);
        else {
          await moveOne(client, message, from, to);
          moved += 1;
        }
      }
    }
    for (const { ReceiptHandle } of kept) {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: from, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  });
  return { moved, kept: kept.length };
}

/** About how many messages wait in a queue, those in flight included. */
export async function countMessages(deps: DeadLetterDeps, queueUrl: string): Promise<number> {
  const answer = await call(() =>
    deps.client().send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    ),
  );
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: inFlight } =
    answer.Attributes ?? {};
  return Number(visible ?? 0) + Number(inFlight ?? 0);
}
