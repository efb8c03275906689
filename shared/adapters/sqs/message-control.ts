import type { SQSClient } from '@aws-sdk/client-sqs';
import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { MessageControlPort } from '../../core/ports/queues.ts';
import { fromAwsError } from '../aws-errors.ts';

export interface MessageControlDeps {
  readonly client: () => SQSClient;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
}

/** In front of the group of a dead letter that nobody can read. No tenant's id contains a colon. */
const MALFORMED = 'malformed:';

/**
 * Such a message is a group of its own: while it is looked at, those of its tenant are not held up behind it. The tenant
 * stays readable in it.
 */
function malformedGroup(groupId: string, messageId: string): string {
  return `${MALFORMED}${groupId.slice(0, 60)}:${messageId}`;
}

/** The group that a dead letter came from. */
export function tenantGroupOf(groupId: string): string {
  return groupId.startsWith(MALFORMED) ? groupId.slice(MALFORMED.length, groupId.lastIndexOf(':')) : groupId;
}

export function createMessageControl(deps: MessageControlDeps): MessageControlPort {
  return {
    async setVisibility(receiptHandle, seconds) {
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: deps.queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      });
      try {
        await deps.client().send(command);
      } catch (error) {
        throw fromAwsError({ operation: 'set visibility' }, error);
      }
    },
    async sendToDeadLetters({ body, groupId, messageId }) {
      const command = new SendMessageCommand({
        QueueUrl: deps.deadLetterUrl,
        MessageBody: body,
        MessageGroupId: malformedGroup(groupId, messageId),
        // The same message twice within five minutes is one dead letter.
        MessageDeduplicationId: messageId,
      });
      try {
        await deps.client().send(command);
      } catch (error) {
        throw fromAwsError({ operation: 'send to dead letters' }, error);
      }
    },
  };
}
