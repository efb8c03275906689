import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createClients } from '../../shared/adapters/clients.ts';
import { createDirectory } from '../../shared/adapters/dynamodb/directory.ts';
import { createMemoryReader } from '../../shared/adapters/dynamodb/memory.ts';
import { createOutcomes } from '../../shared/adapters/dynamodb/outcomes.ts';
import type { Ending } from '../../shared/adapters/http/find-ending.ts';
import { createTenantSecrets } from '../../shared/adapters/secrets/tenant-secrets.ts';
import { createMessageControl } from '../../shared/adapters/sqs/message-control.ts';
import { createBudgetQueue } from '../../shared/adapters/sqs/mutation-queue.ts';
import { type UserMutation, UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import { isVerifyMessage, VerifyMessageSchema } from '../../shared/contracts/verify-message.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { MalformedError } from '../../shared/core/ground/errors.ts';
import { createDeadline } from '../../shared/runtime/deadline.ts';
import { loadEnv } from '../../shared/runtime/load-env.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import { createCounter } from '../../shared/runtime/metrics.ts';
import { observe, parseEvent, UNTIL_DONE } from '../../shared/runtime/middleware.ts';
import { type BatchResponse, processBatch } from '../../shared/runtime/process-batch.ts';
import { parseBody, SqsEventSchema, type SqsRecord } from '../../shared/runtime/sqs-event.ts';
import type { HandlerOptions } from '../handler-options.ts';
import { withinDeadline } from '../within-deadline.ts';
import { ACTIVATION_LAPSES_MS } from './claim-activation.ts';
import { deliverMessage } from './deliver-message.ts';
import { DeliverEnvSchema } from './env.ts';
import { type AlleoTuning, keepCompanies } from './keep-companies.ts';
import { keepFingerprints } from './keep-fingerprints.ts';
import { readBatchAhead } from './read-batch-ahead.ts';
import { verifyOrLeave } from './verify-tenant.ts';

export interface DeliverOptions extends HandlerOptions {
  readonly alleo?: AlleoTuning;
  /** 0 where nobody else can be delivering: one process alone. @default ACTIVATION_LAPSES_MS */
  readonly activationLapsesMs?: number;
}

/**
 * The longest that begins with a heed: a wait for Alleo's minute (60 s), or a call (20 s). Then it is written down how it
 * ended. What goes back comes again at once: the next invocation has its whole time.
 */
const DEADLINE = { marginMs: 90_000, retryAfterSeconds: 5 };

const parseMutation = (record: SqsRecord) => parseBody(UserMutationSchema, record, 'read mutation');

/** By message id. One that is malformed is left out: what becomes of it is decided when its turn comes. */
function parseReadable(records: readonly SqsRecord[]): ReadonlyMap<string, UserMutation> {
  const readable = new Map<string, UserMutation>();
  for (const record of records) {
    try {
      readable.set(record.messageId, parseMutation(record));
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
    }
  }
  return readable;
}

/** The deliver function as Lambda invokes it: a batch of mutations in, Alleo made equal to them. */
export function createHandler(
  options: DeliverOptions,
): (event: z.infer<typeof SqsEventSchema>, context: Context) => Promise<BatchResponse> {
  const env = loadEnv(DeliverEnvSchema, options.source);
  const { log = createLog('deliver', env.STAGE), counter = createCounter('deliver', env.STAGE) } = options;
  const { clock = () => new Date(), clients = createClients(), sleep, alleo } = options;
  const waiting = sleep === undefined ? {} : { sleep };
  const table = { client: clients.dynamodb, tableName: env.TABLE_NAME, ...waiting };
  const { STAGE_ALLEO_SECRET_ARN: stageAlleoArn } = env;
  const secrets = createTenantSecrets({ client: clients.secrets, stage: env.STAGE, stageAlleoArn });
  const onEnding = (sign: Ending) => {
    log.warn('the API of Alleo comes to an end', { sign });
    counter.add(METRICS.apiEnding, 1);
  };
  const deadline = createDeadline(DEADLINE);
  const deps = {
    directory: createDirectory(table),
    memory: createMemoryReader(table),
    outcomes: createOutcomes(table),
    budgets: createBudgetQueue({ client: clients.sqs, queueUrl: env.BUDGET_QUEUE_URL, ...waiting }),
    fingerprintsOf: keepFingerprints(secrets),
    companyOf: keepCompanies({
      env,
      secrets,
      tuning: { onEnding, ...alleo, ...withinDeadline(deadline, 'call Alleo', { sleep, ...alleo }) },
    }),
    clock,
    now: Date.now,
    activationLapsesMs: options.activationLapsesMs ?? ACTIVATION_LAPSES_MS,
    log,
    counter,
  };
  const control = createMessageControl({
    client: clients.sqs,
    queueUrl: env.MUTATION_QUEUE_URL,
    deadLetterUrl: env.MUTATION_DEAD_LETTER_URL,
  });
  return middy<z.infer<typeof SqsEventSchema>, BatchResponse>(UNTIL_DONE)
    .use(observe(log, counter))
    .use(parseEvent(SqsEventSchema))
    .handler((event, context) => {
      deadline.begin(context);
      const refused = new Map<string, string>();
      const readable = parseReadable(event.Records);
      // Of this invocation alone. The tenant is read for each message: a pause stops the very next one.
      const outcomes = readBatchAhead(deps.outcomes, [...readable.values()], () => performance.now());
      return processBatch({ control, log, counter, deadline }, event.Records, async (record, messageLog) => {
        const receiveCount = Number(record.attributes.ApproximateReceiveCount);
        if (isVerifyMessage(record.body)) {
          const message = parseBody(VerifyMessageSchema, record, 'read verify message');
          return verifyOrLeave({ ...deps, log: messageLog }, message, receiveCount);
        }
        const mutation = readable.get(record.messageId) ?? parseMutation(record);
        messageLog.note({ mutationId: mutation.id });
        await deliverMessage({ ...deps, outcomes, log: messageLog }, refused, mutation, receiveCount);
      });
    });
}
