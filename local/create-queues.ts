import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

const STAGE = 'local';

/** The queues of the embedded run by what travels on them, and their dead letters; same kind and set-up as deployed. */
export interface QueueUrls {
  readonly tenants: string;
  readonly tenantDeadLetters: string;
  readonly mutations: string;
  readonly mutationDeadLetters: string;
  readonly budgets: string;
  readonly budgetDeadLetters: string;
}

/** In the embedded run a failed message is delivered again at once, and once. */
const MAX_RECEIVE_COUNT = 2;

const FIFO = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
  MessageRetentionPeriod: String(14 * 86_400),
  // Six times the consumer's timeout of 15 minutes, as deployed.
  VisibilityTimeout: String(6 * 900),
};

/** Creates the queues; those that are there already are as good. */
export async function createQueues(sqs: SQSClient): Promise<QueueUrls> {
  const [tenants, mutations, budgets] = await Promise.all([
    createPair(sqs, 'tenant-queue'),
    createPair(sqs, 'alleo-user-mutations'),
    createPair(sqs, 'alleo-budget-mutations'),
  ]);
  return {
    tenants: tenants.url,
    tenantDeadLetters: tenants.deadLetters,
    mutations: mutations.url,
    mutationDeadLetters: mutations.deadLetters,
    budgets: budgets.url,
    budgetDeadLetters: budgets.deadLetters,
  };
}

async function createPair(sqs: SQSClient, name: string): Promise<{ url: string; deadLetters: string }> {
  const deadLetters = await createQueue(sqs, `${name}-dead-letters-${STAGE}.fifo`, FIFO);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
  );
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: MAX_RECEIVE_COUNT };
  const url = await createQueue(sqs, `${name}-${STAGE}.fifo`, { ...FIFO, RedrivePolicy: JSON.stringify(redrive) });
  return { url, deadLetters };
}

async function createQueue(sqs: SQSClient, name: string, attributes: Record<string, string>): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  if (QueueUrl === undefined) throw new Error(`The embedded engine gave no URL for the queue ${name}`);
  return QueueUrl;
}
