import type { Message } from '@aws-sdk/client-sqs';
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
      for (let left = BATCHES; left > 0; left -= 1) {
        const batch = await receive(client, queueUrl, waitSeconds);
        const isOver = batch.every(({ MessageId }) => seen.has(MessageId ?? ''));
        for (const message of batch) seen.set(message.MessageId ?? '', message);
        if (isOver) break;
      }
    } finally {
      await showAgain(client, queueUrl, seen.values());
    }
    return countMessages(client, queueUrl);
  });
  return { letters: [...seen.values()].map(describe), count: shown + hidden };
}
