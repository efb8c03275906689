import type { Service } from '../serve-actions.ts';
import {
  createQueue,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  setQueueAttributes,
  type UrlOf,
} from './manage-queues.ts';
import type { Queues } from './open-queues.ts';
import { receiveMessage } from './receive-messages.ts';
import { sendMessage, sendMessageBatch } from './send-messages.ts';
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
  purgeQueue,
} from './settle-messages.ts';
import { sqsError } from './sqs-error.ts';

/** The part of SQS that this product and its tests use, in SQS's JSON protocol. */
export function sqsService(queues: Queues, urlOf: UrlOf): Service {
  return {
    name: 'sqs',
    target: 'AmazonSQS',
    contentType: 'application/x-amz-json-1.0',
    unknownAction: (action) => sqsError('UnsupportedOperation', `The embedded engine does not serve SQS ${action}`),
    throttled: () => sqsError('RequestThrottled', 'Request is throttled.'),
    actions: {
      CreateQueue: (input) => createQueue(queues, urlOf, input),
      GetQueueUrl: (input) => getQueueUrl(queues, urlOf, input),
      ListQueues: (input) => listQueues(queues, urlOf, input),
      GetQueueAttributes: (input) => getQueueAttributes(queues, input),
      SetQueueAttributes: (input) => setQueueAttributes(queues, input),
      SendMessage: (input) => sendMessage(queues, input),
      SendMessageBatch: (input) => sendMessageBatch(queues, input),
      ReceiveMessage: (input, signal) => receiveMessage(queues, input, signal),
      DeleteMessage: (input) => deleteMessage(queues, input),
      DeleteMessageBatch: (input) => deleteMessageBatch(queues, input),
      ChangeMessageVisibility: (input) => changeMessageVisibility(queues, input),
      ChangeMessageVisibilityBatch: (input) => changeMessageVisibilityBatch(queues, input),
      PurgeQueue: (input) => purgeQueue(queues, input),
    },
  };
}
