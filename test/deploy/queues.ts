import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from '../../shared/contracts/zod.ts';
import { STAGE } from './cdk.ts';
import { CUSTOMER } from './customer.ts';
import type { Lab } from './lab.ts';
import { waitFor } from './progress.ts';

export const MUTATIONS = `alleo-user-mutations-${STAGE}.fifo`;
export const DEAD_MUTATIONS = `alleo-user-mutations-dead-letters-${STAGE}.fifo`;

export const BUDGETS = `alleo-budget-mutations-${STAGE}.fifo`;

/** How many messages lie in a queue, those in flight included. */
export async function countMessages(lab: Lab, queue: string): Promise<number> {
  const { Attributes = {} } = await lab.aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: lab.aws.queueUrl(queue), AttributeNames: ['All'] }),
  );
  const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: inFlight } = Attributes;
  return Number(waiting) + Number(inFlight);
}

export async function waitForMessages(lab: Lab, queue: string, count: number): Promise<void> {
  await waitFor(
    `${count} messages in ${queue}`,
    60,
    async () => (await countMessages(lab, queue)) === count || undefined,
  );
}

/** Sends a body in the customer's group. */
export async function sendBody(lab: Lab, queue: string, body: string): Promise<void> {
  const group = { MessageGroupId: CUSTOMER.id, MessageDeduplicationId: `deploy-test-${Date.now()}` };
  await lab.aws.sqs.send(new SendMessageCommand({ QueueUrl: lab.aws.queueUrl(queue), MessageBody: body, ...group }));
}

/** Receives the first message and lets go of it at once, so many times: as a consumer that always fails. */
export async function failToHandle(lab: Lab, queue: string, times: number): Promise<void> {
  const command = { QueueUrl: lab.aws.queueUrl(queue), VisibilityTimeout: 0, WaitTimeSeconds: 0 };
  for (let time = 0; time < times; time += 1) await lab.aws.sqs.send(new ReceiveMessageCommand(command));
}

const PolicySchema = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

/** The deployed redrive policy. Throws where there is none. */
export async function readRedrivePolicy(lab: Lab, queue: string): Promise<z.infer<typeof PolicySchema>> {
  const { Attributes } = await lab.aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: lab.aws.queueUrl(queue), AttributeNames: ['RedrivePolicy'] }),
  );
  return PolicySchema.parse(JSON.parse(Attributes?.RedrivePolicy ?? 'null'));
}
