import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { ulid } from 'ulid';
import { createClients } from '../../shared/adapters/clients.ts';
import { createDirectory } from '../../shared/adapters/dynamodb/directory.ts';
import { createMemory } from '../../shared/adapters/dynamodb/memory.ts';
import { createReportWriter } from '../../shared/adapters/dynamodb/write-report.ts';
import {
  createPersonioClient,
  PERSONIO_PACING,
  type PersonioOptions,
} from '../../shared/adapters/personio/personio-client.ts';
import { createTenantSecrets } from '../../shared/adapters/secrets/tenant-secrets.ts';
import { createMessageControl } from '../../shared/adapters/sqs/message-control.ts';
import { createMutationQueue, createVerifyQueue } from '../../shared/adapters/sqs/mutation-queue.ts';
import { createTenantQueue } from '../../shared/adapters/sqs/tenant-queue.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { TenantMessageSchema } from '../../shared/contracts/tenant-message.ts';
import type * as z from '../../shared/contracts/zod.ts';
import type { MutationQueuePort } from '../../shared/core/ports/queues.ts';
import { createDeadline, type Deadline } from '../../shared/runtime/deadline.ts';
import { loadEnv } from '../../shared/runtime/load-env.ts';
import { createLog, type Log, type NotingLog } from '../../shared/runtime/logger.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import { type Counter, createCounter } from '../../shared/runtime/metrics.ts';
import { observe, parseEvent, UNTIL_DONE } from '../../shared/runtime/middleware.ts';
import { type BatchResponse, processBatch } from '../../shared/runtime/process-batch.ts';
import { parseBody, SqsEventSchema, type SqsRecord } from '../../shared/runtime/sqs-event.ts';
import type { HandlerOptions } from '../handler-options.ts';
import { withinDeadline } from '../within-deadline.ts';
import { announceReport } from './announce-report.ts';
import { type SyncEnv, SyncEnvSchema } from './env.ts';
import { syncTenant } from './sync-tenant.ts';
import { type SyncDeps } from './sync-work.ts';

export interface SyncOptions extends HandlerOptions {
  readonly personio?: Partial<Pick<PersonioOptions, 'allowLoopback' | 'pacing' | 'retryBudgetMs' | 'send'>>;
  /** Stands around the queue that mutations are sent to. */
  readonly wrapMutations?: (queue: MutationQueuePort) => MutationQueuePort;
  /** Sees every report. */
  readonly onReport?: (report: RunReport) => void;
}

/** Of fifteen minutes; after that the message goes back to the queue, which waits longer. */
const RETRY_BUDGET_MS = 120_000;

/** The longest that reading begins: a wait for Personio's minute, or a page. Then its failure is reported. */
const DEADLINE = { marginMs: 90_000 };

type PerMessage = 'memory' | 'newRunId' | 'remainingMs';

interface Said {
  readonly log: Log;
  readonly counter: Counter;
}

/** All that a run needs but for what is new with each message. */
function wire(env: SyncEnv, options: SyncOptions, said: Said, deadline: Deadline): Omit<SyncDeps, PerMessage> {
  const { log, counter } = said;
  const { clock = () => new Date(), clients = createClients(), sleep, personio, wrapMutations, onReport } = options;
  const waiting = sleep === undefined ? {} : { sleep };
  const table = { client: clients.dynamodb, tableName: env.TABLE_NAME, ...waiting };
  const mutations = createMutationQueue({ client: clients.sqs, queueUrl: env.MUTATION_QUEUE_URL, ...waiting });
  return {
    directory: createDirectory(table),
    reports: createReportWriter(table),
    secrets: createTenantSecrets({ client: clients.secrets, stage: env.STAGE }),
    tenantQueue: createTenantQueue({ client: clients.sqs, queueUrl: env.TENANT_QUEUE_URL, ...waiting }),
    mutations: wrapMutations?.(mutations) ?? mutations,
    verifyQueue: createVerifyQueue({ client: clients.sqs, queueUrl: env.MUTATION_QUEUE_URL, ...waiting }),
    openPersonio: (tenant, readSecret) =>
      createPersonioClient({
        tenantId: tenant.id,
        baseUrl: tenant.personioUrl,
        eligibility: tenant.eligibility,
        allowedHosts: env.PERSONIO_HOSTS.split(','),
        allowLoopback: false,
        credentials: async () => (await readSecret()).personio,
        pacing: PERSONIO_PACING,
        retryBudgetMs: RETRY_BUDGET_MS,
        partnerId: env.PERSONIO_PARTNER_ID,
        onEnding: (sign) => {
          log.warn('the API of Personio comes to an end', { sign });
          counter.add(METRICS.apiEnding, 1);
        },
        ...personio,
        ...withinDeadline(deadline, 'read listing', { sleep, ...personio }),
      }),
    deliveryMode: env.DELIVERY_MODE,
    mostOpen: Number(env.MOST_OPEN),
    clock,
    announce: (report) => {
      announceReport({ log, counter }, report);
      onReport?.(report);
    },
    explainStop: (error, run) => log.error('run stopped', error, run),
    explainLease: (error, { tenantId, runId }) => log.error('lease not given back', error, { tenantId, runId }),
  };
}

/** The sync function as Lambda invokes it: a tenant message in, one run of that tenant. */
export function createHandler(
  options: SyncOptions,
): (event: z.infer<typeof SqsEventSchema>, context: Context) => Promise<BatchResponse> {
  const env = loadEnv(SyncEnvSchema, options.source);
  const { log = createLog('sync', env.STAGE), counter = createCounter('sync', env.STAGE) } = options;
  const { clients = createClients(), sleep } = options;
  const deadline = createDeadline(DEADLINE);
  const deps = wire(env, { ...options, clients }, { log, counter }, deadline);
  const control = createMessageControl({
    client: clients.sqs,
    queueUrl: env.TENANT_QUEUE_URL,
    deadLetterUrl: env.TENANT_DEAD_LETTER_URL,
  });
  const handle = async (record: SqsRecord, messageLog: NotingLog, context: Context): Promise<void> => {
    const message = parseBody(TenantMessageSchema, record, 'read tenant message');
    // New each time: a report tells the capacity that its own run consumed.
    const memory = createMemory({ client: clients.dynamodb, tableName: env.TABLE_NAME, ...(sleep && { sleep }) });
    const newRunId = (now: Date): string => {
      const runId = ulid(now.getTime());
      messageLog.note({ runId });
      return runId;
    };
    const remainingMs = () => context.getRemainingTimeInMillis();
    const result = await syncTenant({ ...deps, memory, newRunId, remainingMs }, message);
    if (result.result === 'dropped') messageLog.warn('tenant message dropped', { why: result.why });
    if (result.result === 'continued') messageLog.info('run goes on in another', { capacity: memory.capacity() });
  };
  return middy<z.infer<typeof SqsEventSchema>, BatchResponse>(UNTIL_DONE)
    .use(observe(log, counter))
    .use(parseEvent(SqsEventSchema))
    .handler((event, context) => {
      deadline.begin(context);
      return processBatch({ control, log, counter, deadline }, event.Records, (record, messageLog) =>
        handle(record, messageLog, context),
      );
    });
}
