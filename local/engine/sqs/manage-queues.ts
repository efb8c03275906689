import * as z from '../../../shared/contracts/zod.ts';
import { findQueue, type Queues } from './open-queues.ts';
import { commit, isFifo } from './queue.ts';
import { checkedAttributes, newAttributes, readAttributes } from './queue-attributes.ts';
import { parseInput, sqsError } from './sqs-error.ts';

const Attributes = z.record(z.string(), z.string());
const CreateQueueSchema = z.strictObject({ QueueName: z.string(), Attributes: z._default(Attributes, {}) });
const GetQueueUrlSchema = z.strictObject({ QueueName: z.string() });
const GetQueueAttributesSchema = z.strictObject({
  QueueUrl: z.string(),
  AttributeNames: z._default(z.array(z.string()), []),
});
const SetQueueAttributesSchema = z.strictObject({ QueueUrl: z.string(), Attributes });
const ListQueuesSchema = z.strictObject({
  QueueNamePrefix: z._default(z.string(), ''),
  MaxResults: z.optional(z.int().check(z.minimum(1), z.maximum(1_000))),
  NextToken: z.optional(z.string()),
});

/** Gives the queue's URL for a queue's name. */
export type UrlOf = (queueName: string) => string;

/** Creates a queue; one that is there already with these attributes is as good. */
export function createQueue(queues: Queues, urlOf: UrlOf, input: unknown) {
  const { QueueName, Attributes: given } = parseInput(CreateQueueSchema, input);
  const attributes = newAttributes(queues.byName, QueueName, given);
  const existing = queues.byName.get(QueueName);
  const different = Object.entries(given).find(([name, value]) => existing && existing.attributes[name] !== value);
  if (different !== undefined) {
    throw sqsError('QueueNameExists', `A queue already exists with the same name and a different ${different[0]}`);
  }
  if (existing === undefined) {
    const queue = queues.create(QueueName);
    const now = queues.now();
    commit(queue, { type: 'configured', attributes, createdAt: now, modifiedAt: now, lastSequence: 0 });
    queues.byName.set(QueueName, queue);
  }
  return { QueueUrl: urlOf(QueueName) };
}

export function getQueueUrl(queues: Queues, urlOf: UrlOf, input: unknown) {
  return { QueueUrl: urlOf(findQueue(queues, parseInput(GetQueueUrlSchema, input).QueueName).name) };
}

export function getQueueAttributes(queues: Queues, input: unknown) {
  const { QueueUrl, AttributeNames } = parseInput(GetQueueAttributesSchema, input);
  return { Attributes: readAttributes(findQueue(queues, QueueUrl), AttributeNames, queues.now()) };
}

export function setQueueAttributes(queues: Queues, input: unknown) {
  const { QueueUrl, Attributes: given } = parseInput(SetQueueAttributesSchema, input);
  const queue = findQueue(queues, QueueUrl);
  const attributes = { ...queue.attributes, ...checkedAttributes(queues.byName, isFifo(queue), given) };
  const { createdAt, lastSequence } = queue;
  commit(queue, { type: 'configured', attributes, createdAt, modifiedAt: queues.now(), lastSequence });
  return {};
}

/** Queues by name; the token of the next page is the last name of this one. */
export function listQueues(queues: Queues, urlOf: UrlOf, input: unknown) {
  const { QueueNamePrefix, MaxResults = 1_000, NextToken = '' } = parseInput(ListQueuesSchema, input);
  const names = [...queues.byName.keys()]
    .filter((name) => name.startsWith(QueueNamePrefix) && name > NextToken)
    .sort((a, b) => (a < b ? -1 : 1));
  const page = names.slice(0, MaxResults);
  return {
    QueueUrls: page.map(urlOf),
    ...(names.length > page.length && { NextToken: page.at(-1) }),
  };
}
