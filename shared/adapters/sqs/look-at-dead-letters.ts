import { DeleteMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetterDeps } from './dead-letters.ts';
import { call, countMessages, receive, showAgain } from './dead-letters.ts';
import { tenantGroupOf } from './message-control.ts';

/** A dead letter as it lies in its queue. */
export interface LyingLetter {
  readonly id: string;
  readonly tenantId: string;
  readonly body: string;
  readonly since: Date;
  /** How often a queue has handed it out, this time included. */
  readonly handedOut: number;
}

const describe = (message: Message): LyingLetter => ({
  id: message.MessageId ?? '',
  tenantId: tenantGroupOf(message.Attributes?.MessageGroupId ?? 'unknown'),
  body: message.Body ?? '',
  since: new Date(Number(message.Attributes?.SentTimestamp ?? 0)),
  handedOut: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
});

/** A thousand customers' letters are more than anybody reads. */
const BATCHES = 1_000;

/** Receives until nothing new comes, or the one that is sought, which is given; all that were seen are put into `seen`. */
async function lookThrough(
  client: SQSClient,
  queueUrl: string,
  waitSeconds: number,
  seen: Map<string, Message>,
  soughtId?: string,
): Promise<Message | undefined> {
  for (let left = BATCHES; left > 0; left -= 1) {
    const batch = await receive(client, queueUrl, waitSeconds);
    const isOver = batch.every(({ MessageId }) => seen.has(MessageId ?? ''));
    for (const message of batch) seen.set(message.MessageId ?? '', message);
    const sought = soughtId === undefined ? undefined : seen.get(soughtId);
    if (sought !== undefined || isOver) return sought;
  }
  return undefined;
}

/**
 * Looks at the dead letters of a queue and leaves them where they are: all are visible again at the end, or after two
 * minutes where this is cut off. SQS shows at most ten of one group while none of them is taken away; `count` is of all.
 */
export async function lookAtDeadLetters(
  deps: DeadLetterDeps,
  queueUrl: string,
): Promise<{ readonly letters: readonly LyingLetter[]; readonly count: number }> {
  const { waitSeconds = 2 } = deps;
  const client = deps.client();
  const seen = new Map<string, Message>();
  const { shown, hidden } = await call(async () => {
    try {
      await lookThrough(client, queueUrl, waitSeconds, seen);
    } finally {
      await showAgain(client, queueUrl, seen.values());
    }
    return countMessages(client, queueUrl);
  });
  return { letters: [...seen.values()].map(describe), count: shown + hidden };
}

/**
 * Takes one dead letter away for good, by SQS's id of it; all others stay, and are visible again at the end. False where
 * the queue does not show it any more.
 */
export async function purgeDeadLetter(deps: DeadLetterDeps, queueUrl: string, id: string): Promise<boolean> {
  const { waitSeconds = 2 } = deps;
  const client = deps.client();
  const seen = new Map<string, Message>();
  return call(async () => {
    try {
      const letter = await lookThrough(client, queueUrl, waitSeconds, seen, id);
      if (letter === undefined) return false;
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: letter.ReceiptHandle }));
      seen.delete(id);
      return true;
    } finally {
      await showAgain(client, queueUrl, seen.values());
    }
  });
}
