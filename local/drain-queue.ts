import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { BatchResponse } from '../shared/runtime/process-batch.ts';
import { createContext } from './lambda-context.ts';

/** A handler as Lambda's event source mapping for SQS calls it, with partial batch responses. */
export type SqsHandler = (event: SQSEvent, context: Context) => Promise<BatchResponse>;

/** An event source mapping: which queue feeds which function. */
export interface Mapping {
  readonly functionName: string;
  readonly queueUrl: string;
  /** Messages per invocation, at most 10. */
  readonly batchSize: number;
  /** Invocations at once; a message group is never in two. */
  readonly concurrency: number;
  readonly handler: SqsHandler;
}

/**
 * Receives and invokes until the queue is quiet: nothing is left but dead letters. What fails is visible again at once,
 * and the queue's redrive policy says how often. Gives how many messages were received, redelivered ones included.
 */
export async function drainQueue(sqs: SQSClient, mapping: Mapping): Promise<number> {
  const drain: Drain = { sqs, mapping, received: 0, careful: false };
  await Promise.all(Array.from({ length: mapping.concurrency }, () => work(drain)));
  return drain.received;
}

interface Drain {
  readonly sqs: SQSClient;
  readonly mapping: Mapping;
  received: number;
  /**
   * From the first failure on messages come one by one: those behind a failed one are returned with it, and would be
   * dead letters with it although nobody had tried them.
   */
  careful: boolean;
}

async function work(drain: Drain): Promise<void> {
  for (let messages = await receive(drain); messages.length > 0; messages = await receive(drain)) {
    drain.received += messages.length;
    const failed = await invoke(drain.mapping, messages);
    drain.careful ||= failed.size > 0;
    await settle(drain, messages, failed);
  }
}

async function receive(drain: Drain): Promise<Message[]> {
  const { queueUrl, batchSize } = drain.mapping;
  const { Messages = [] } = await drain.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: drain.careful ? 1 : batchSize,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages;
}

/** The ids of the messages that failed: those that the handler names, or all where it throws. */
async function invoke(mapping: Mapping, messages: readonly Message[]): Promise<ReadonlySet<string>> {
  const records = messages.map((message) => toRecord(mapping, message));
  try {
    const answer = await mapping.handler({ Records: records }, createContext(mapping.functionName));
    return new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  } catch {
    // As in Lambda: the runtime has logged the error, and the whole batch goes back.
    return new Set(records.map(({ messageId }) => messageId));
  }
}

async function settle(drain: Drain, messages: readonly Message[], failed: ReadonlySet<string>): Promise<void> {
  const { sqs, mapping } = drain;
  const QueueUrl = mapping.queueUrl;
  const entries = messages.map(({ MessageId, ReceiptHandle }, index) => ({
    Id: String(index),
    MessageId,
    ReceiptHandle,
  }));
  const wanted = (isWanted: boolean) =>
    entries
      .filter(({ MessageId }) => failed.has(MessageId ?? '') === isWanted)
      .map(({ Id, ReceiptHandle }) => ({ Id, ReceiptHandle }));
  const [done, back] = [wanted(false), wanted(true)];
  if (done.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: done }));
  if (back.length > 0) {
    const Entries = back.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
}

function toRecord(mapping: Mapping, message: Message): SQSRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ...Attributes,
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: Attributes.SentTimestamp ?? '0',
      SenderId: Attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '0',
    },
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-central-1:000000000000:${mapping.queueUrl.split('/').at(-1)}`,
    awsRegion: 'eu-central-1',
  };
}
