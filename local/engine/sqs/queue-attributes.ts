import * as z from '../../../shared/contracts/zod.ts';
import { arnOf, isFifo, isInFlight, type Queue } from './queue.ts';
import { sqsError } from './sqs-error.ts';

/** "The maximum message size is 1 MiB", which also bounds a whole batch (SQS developer guide, message quotas). */
export const MAXIMUM_BYTES = 1_048_576;

const seconds = (max: number, min = 0) =>
  z.string().check(
    z.regex(/^\d+$/),
    z.refine((text) => Number(text) >= min && Number(text) <= max),
  );
const flag = z.enum(['true', 'false']);

const RedrivePolicySchema = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000)),
});

/** The attributes that can be set, with their bounds (SQS API reference, SetQueueAttributes). */
const SETTABLE: Readonly<Record<string, z.ZodMiniType<string>>> = {
  DelaySeconds: seconds(900),
  MaximumMessageSize: seconds(MAXIMUM_BYTES, 1_024),
  MessageRetentionPeriod: seconds(1_209_600, 60),
  ReceiveMessageWaitTimeSeconds: seconds(20),
  VisibilityTimeout: seconds(43_200),
  RedrivePolicy: z.string(),
};
const SETTABLE_ON_FIFO: Readonly<Record<string, z.ZodMiniType<string>>> = {
  ContentBasedDeduplication: flag,
  DeduplicationScope: z.enum(['queue', 'messageGroup']),
  FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']),
};

const DEFAULTS = {
  DelaySeconds: '0',
  MaximumMessageSize: String(MAXIMUM_BYTES),
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};
const FIFO_DEFAULTS = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

/** All attributes of a new queue. A FIFO queue is one whose name ends in `.fifo` and which says so. */
export function newAttributes(
  queues: ReadonlyMap<string, Queue>,
  name: string,
  given: Record<string, string>,
): Record<string, string> {
  const { FifoQueue, ...others } = given;
  if (!/^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, '')) || name.length > 80) {
    throw sqsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  // A standard queue does not have the attribute at all.
  if (FifoQueue !== undefined && FifoQueue !== 'true') {
    throw sqsError('InvalidAttributeName', 'Unknown Attribute FifoQueue.');
  }
  const fifo = FifoQueue === 'true';
  if (name.endsWith('.fifo') !== fifo) {
    throw sqsError('InvalidParameterValue', 'A FIFO queue has FifoQueue=true and a name that ends with .fifo');
  }
  return {
    ...DEFAULTS,
    ...(fifo && { FifoQueue: 'true', ...FIFO_DEFAULTS }),
    ...checkedAttributes(queues, fifo, others),
  };
}

/** The attributes, when each is known and within its bounds. */
export function checkedAttributes(
  queues: ReadonlyMap<string, Queue>,
  fifo: boolean,
  given: Record<string, string>,
): Record<string, string> {
  const settable: Readonly<Record<string, z.ZodMiniType<string>>> = fifo
    ? { ...SETTABLE, ...SETTABLE_ON_FIFO }
    : SETTABLE;
  for (const [name, value] of Object.entries(given)) {
    const schema = Object.hasOwn(settable, name) ? settable[name] : undefined;
    if (schema === undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    if (!schema.safeParse(value).success) throw invalidAttribute(name);
  }
  const policy = given['RedrivePolicy'];
  if (policy !== undefined && policy !== '') {
    const target = queues.get(parseRedrivePolicy(policy).deadLetterQueue);
    if (target === undefined || isFifo(target) !== fifo) {
      throw sqsError(
        'InvalidParameterValue',
        'RedrivePolicy is invalid. Reason: the dead letter target does not exist or is of the other queue type.',
      );
    }
  }
  return given;
}

/** Where a queue's messages go after how many receives; undefined without a redrive policy. */
export function redrivePolicyOf(queue: Queue): { deadLetterQueue: string; maxReceiveCount: number } | undefined {
  const policy = queue.attributes['RedrivePolicy'];
  return policy === undefined || policy === '' ? undefined : parseRedrivePolicy(policy);
}

function parseRedrivePolicy(text: string): { deadLetterQueue: string; maxReceiveCount: number } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidAttribute('RedrivePolicy');
  }
  const policy = RedrivePolicySchema.safeParse(value);
  if (!policy.success) throw invalidAttribute('RedrivePolicy');
  const { deadLetterTargetArn, maxReceiveCount } = policy.data;
  return { deadLetterQueue: deadLetterTargetArn.split(':').at(-1) ?? '', maxReceiveCount };
}

function invalidAttribute(name: string) {
  return sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

export function secondsOf(queue: Queue, attribute: keyof typeof DEFAULTS): number {
  return Number(queue.attributes[attribute]);
}

/** The attributes asked for, `All` of them included; none where none is asked for. */
export function readAttributes(queue: Queue, names: readonly string[], now: number): Record<string, string> {
  const messages = [...queue.messages.values()];
  const inFlight = messages.filter((message) => isInFlight(message, now)).length;
  const delayed = messages.filter((message) => message.handle === undefined && message.visibleAt > now).length;
  const { RedrivePolicy, ...configured } = queue.attributes;
  const all: Record<string, string> = {
    ...configured,
    ...(RedrivePolicy ? { RedrivePolicy } : {}),
    QueueArn: arnOf(queue.name),
    ApproximateNumberOfMessages: String(messages.length - inFlight - delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1_000)),
  };
  if (names.includes('All')) return all;
  const known = { ...all, ...SETTABLE, ...SETTABLE_ON_FIFO, FifoQueue: '' };
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
