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

/** What SQS says of a body that it will never take; other failures by the sender's fault may be a right that is missing. */
const REFUSED = 'InvalidMessageContents';
export const isRefused = ({ code }: Failed): boolean => code === REFUSED;

/** Noncharacters that SQS refuses as they are, and that JSON may write as escapes; it writes the others so by itself. */
const UNWRITTEN = /[\uFFFE\uFFFF]/g;

/** JSON that SQS takes, whatever text is in it (API reference, SendMessage, "MessageBody"). */
export function writeBody(value: object): string {
  return JSON.stringify(value).replaceAll(UNWRITTEN, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
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
    if (error instanceof Error && error.name === REFUSED) return sendApart(deps, facts, batch);
    const mapped = fromAwsError(facts, error);
    if (!(mapped instanceof TransientError)) throw mapped;
    return batch.map((message) => ({ message, code: mapped.code }));
  }
}

/** After a batch was refused as a whole: one body of it is at fault, and takes no neighbour with it. */
async function sendApart(deps: SendDeps, facts: Facts, batch: readonly FifoMessage[]): Promise<Failed[]> {
  const [only, ...others] = batch;
  if (only !== undefined && others.length === 0) return [{ message: only, code: REFUSED }];
  const failed: Failed[] = [];
  for (const message of batch) failed.push(...(await sendOnce(deps, facts, [message])));
  return failed;
}

/**
 * Sends one batch until all of it is taken, five times at most; what is sent again carries the same deduplication id.
 * Gives what was not taken; what SQS will never take is not tried again. Throws `DefectError` for what no retry
 * fixes (a missing right, a bug).
 */
export async function sendBatch(
  deps: SendDeps,
  facts: Facts,
  batch: readonly FifoMessage[],
): Promise<readonly Failed[]> {
  const sleep = deps.sleep ?? realSleep;
  let failed = await sendOnce(deps, facts, batch);
  const refused = failed.filter(isRefused);
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const again = failed.filter((one) => !isRefused(one)).map((one) => one.message);
    if (again.length === 0) return refused;
    await sleep(backOffMs(attempt));
    failed = await sendOnce(deps, facts, again);
    refused.push(...failed.filter(isRefused));
  }
  return [...refused, ...failed.filter((one) => !isRefused(one))];
}
