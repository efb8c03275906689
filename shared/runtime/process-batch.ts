import { TenantIdSchema } from '../contracts/primitives.ts';
import { TransientError } from '../core/ground/errors.ts';
import { settleAll } from '../core/ground/settle-all.ts';
import type { MessageControlPort } from '../core/ports/queues.ts';
import type { Deadline } from './deadline.ts';
import { codeOf, toOutcome } from './error-facts.ts';
import { type Log, type NotingLog, openNotingLog } from './logger.ts';
import { METRICS } from './metric-names.ts';
import type { Counter } from './metrics.ts';
import type { SqsRecord } from './sqs-event.ts';

export interface BatchDeps {
  readonly control: MessageControlPort;
  readonly log: Log;
  readonly counter: Counter;
  /** Of this invocation: a message that it has no time for goes back untouched. */
  readonly deadline: Deadline;
}

/** Lambda's partial batch response. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The longest back-off between two tries. */
const MAX_BACK_OFF_SECONDS = 900;

function backOffSeconds(error: unknown, receiveCount: number): number {
  const asked = error instanceof TransientError ? error.retryAfterSeconds : undefined;
  return Math.min(MAX_BACK_OFF_SECONDS, Math.ceil(asked ?? 5 * 2 ** Math.min(receiveCount - 1, 8)));
}

function groupRecords(records: readonly SqsRecord[]): ReadonlyMap<string, readonly SqsRecord[]> {
  const groups = new Map<string, SqsRecord[]>();
  for (const record of records) {
    const group = record.attributes.MessageGroupId ?? record.messageId;
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  return groups;
}

/** What handles one message; `log` is about this message, its tenant named where the group says it. */
export type HandleMessage = (record: SqsRecord, log: NotingLog) => Promise<void>;

/** On every line about a message. The group is the tenant; of one that is not, nobody knows what it says. */
function openMessageLog(deps: BatchDeps, { messageId, attributes }: SqsRecord): NotingLog {
  const { success, data: tenantId } = TenantIdSchema.safeParse(attributes.MessageGroupId);
  return openNotingLog(deps.log, { messageId, ...(success && { tenantId }) });
}

/** True where the record is settled: handled, acknowledged for a tenant's own trouble, or moved to the dead letters. */
async function settle(
  deps: BatchDeps,
  record: SqsRecord,
  handle: HandleMessage,
): Promise<{ readonly settled: true } | { readonly settled: false; readonly error: unknown }> {
  const log = openMessageLog(deps, record);
  try {
    deps.deadline.heed('begin message');
    await handle(record, log);
    return { settled: true };
  } catch (error) {
    const outcome = toOutcome(error);
    const { messageId, body, attributes } = record;
    if (outcome === 'retry') {
      log.error('message goes back to its queue', error, { receiveCount: attributes.ApproximateReceiveCount });
      return { settled: false, error };
    }
    if (outcome === 'acknowledge') {
      log.error('message is done with', error);
      return { settled: true };
    }
    log.error('message is a dead letter', error);
    deps.counter.add(METRICS.messageMalformed, 1);
    try {
      await deps.control.sendToDeadLetters({ body, messageId, groupId: attributes.MessageGroupId ?? messageId });
      return { settled: true };
    } catch (failure) {
      log.error('dead letter was not taken', failure);
      return { settled: false, error: failure };
    }
  }
}

/** Returned messages come back after their back-off; where even that cannot be said, after the queue's own time. */
async function shortenVisibility(deps: BatchDeps, records: readonly SqsRecord[], error: unknown): Promise<void> {
  for (const record of records) {
    const seconds = backOffSeconds(error, Number(record.attributes.ApproximateReceiveCount));
    try {
      await deps.control.setVisibility(record.receiptHandle, seconds);
    } catch (failure) {
      openMessageLog(deps, record).warn('visibility stays as it is', { code: codeOf(failure) });
    }
  }
}

async function processGroup(
  deps: BatchDeps,
  records: readonly SqsRecord[],
  handle: HandleMessage,
): Promise<readonly SqsRecord[]> {
  for (const [index, record] of records.entries()) {
    const result = await settle(deps, record, handle);
    if (result.settled) continue;
    const returned = records.slice(index);
    await shortenVisibility(deps, returned, result.error);
    return returned;
  }
  return [];
}

/**
 * Handles a batch of a FIFO queue: groups side by side, within a group one after the other; after the first failure the
 * rest of that group goes back, too, so that order is kept. A malformed message becomes a dead letter alone. What there is
 * no time for goes back as well.
 */
export async function processBatch(
  deps: BatchDeps,
  records: readonly SqsRecord[],
  handle: HandleMessage,
): Promise<BatchResponse> {
  const groups = [...groupRecords(records).values()];
  const returned = await settleAll(groups.map((group) => processGroup(deps, group, handle)));
  return { batchItemFailures: returned.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
