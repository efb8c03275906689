import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { TransientError } from '../../core/ground/errors.ts';
import type { Facts } from '../aws-errors.ts';
import { fromAwsError } from '../aws-errors.ts';
import type { Sleep } from '../retry.ts';
import { backOffMs, realSleep } from '../retry.ts';

/** A message for a FIFO queue. */
export interface FifoMessage {
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly body: string;
}

export interface SendDeps {
  readonly client: () => SQSClient;
  readonly queueUrl: string;
  readonly sleep?: Sleep;
}

/** SQS takes ten messages in one call. */
const BATCH = 10;
/** Below AWS's 1 MiB, and what emulators and older queues take. */
const BATCH_BYTES = 256 * 1024;
const ATTEMPTS = 5;

/** Cuts messages into batches of ten and 256 KiB, in order. */
export function cutBatches(messages: readonly FifoMessage[]): FifoMessage[][] {
  const batches: FifoMessage[][] = [];
  let batch: FifoMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    if (batch.length > 0 && (batch.length === BATCH || bytes + size > BATCH_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

interface Failed {
  readonly message: FifoMessage;
  readonly code: string;
}

async function sendOnce(deps: SendDeps, facts: Facts, batch: readonly FifoMessage[]): Promise<Failed[]> {
  const entries = batch.map(
    ({ groupId, deduplicationId, body }, n): SendMessageBatchRequestEntry => ({
      Id: String(n),
      MessageBody: body,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    }),
  );
  try {
    const answer = await deps.client().send(new SendMessageBatchCommand({ QueueUrl: deps.queueUrl, Entries: entries }));
    const taken = new Set((answer.Successful ?? []).map((entry) => entry.Id));
    const codes = new Map((answer.Failed ?? []).map((entry) => [entry.Id, entry.Code]));
    // What the answer does not name was not taken either, as far as anybody can tell.
    return batch.flatMap((message, n) =>
      taken.has(String(n)) ? [] : [{ message, code: codes.get(String(n)) ?? 'NOT_ANSWERED' }],
    );
  } catch (error) {
    const mapped = fromAwsError(facts, error);
    if (!(mapped instanceof TransientError)) throw mapped;
    return batch.map((message) => ({ message, code: mapped.code }));
  }
}

/**
 * Sends one batch until all of it is taken, five times at most; what is sent again carries the same deduplication id.
 * Gives what was not taken. Throws `DefectError` for what no retry mends (a missing right, a bug).
 */
export async function sendBatch(
  deps: SendDeps,
  facts: Facts,
  batch: readonly FifoMessage[],
): Promise<readonly Failed[]> {
  const sleep = deps.sleep ?? realSleep;
  let failed = await sendOnce(deps, facts, batch);
  for (let attempt = 1; failed.length > 0 && attempt < ATTEMPTS; attempt += 1) {
    await sleep(backOffMs(attempt));
    failed = await sendOnce(
      deps,
      facts,
      failed.map((one) => one.message),
    );
  }
  return failed;
}
