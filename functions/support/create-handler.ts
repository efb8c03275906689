import { randomBytes, randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { type Clients, createClients } from '../../shared/adapters/clients.ts';
import { createAudit } from '../../shared/adapters/dynamodb/audit.ts';
import { createDirectory } from '../../shared/adapters/dynamodb/directory.ts';
import { createMemory } from '../../shared/adapters/dynamodb/memory.ts';
import { createOutcomes } from '../../shared/adapters/dynamodb/outcomes.ts';
import { createPairs } from '../../shared/adapters/dynamodb/pairs.ts';
import { createReportReader } from '../../shared/adapters/dynamodb/read-reports.ts';
import { createTenantSecrets } from '../../shared/adapters/secrets/tenant-secrets.ts';
import { type DeadLetterDeps, type RedriveOptions, redrive } from '../../shared/adapters/sqs/dead-letters.ts';
import { lookAtDeadLetters, purgeDeadLetter } from '../../shared/adapters/sqs/look-at-dead-letters.ts';
import { createMutationQueue } from '../../shared/adapters/sqs/mutation-queue.ts';
import { createTenantQueue } from '../../shared/adapters/sqs/tenant-queue.ts';
import { thisRelease } from '../../shared/contracts/release.ts';
import type { SupportReply } from '../../shared/contracts/support-operation.ts';
import { TenantMessageSchema } from '../../shared/contracts/tenant-message.ts';
import { UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import { isVerifyMessage, VerifyMessageSchema } from '../../shared/contracts/verify-message.ts';
import type * as z from '../../shared/contracts/zod.ts';
import { streamOf } from '../../shared/core/emit/mutation.ts';
import type { MutationQueuePort } from '../../shared/core/ports/queues.ts';
import { loadEnv } from '../../shared/runtime/load-env.ts';
import { createLog, type Log } from '../../shared/runtime/logger.ts';
import type { HandlerOptions } from '../handler-options.ts';
import { type SupportEnv, SupportEnvSchema } from './env.ts';
import { type ClientTuning, openBothSides } from './open-both-sides.ts';
import { runOperation } from './run-operation.ts';
import type { QueueName, SeenDeadLetter, SupportDeps } from './support-deps.ts';

export interface SupportOptions extends HandlerOptions {
  /** The embedded run: `asOf` stands for now, and simulators on this machine are allowed. @default false */
  readonly allowLoopback?: boolean;
  readonly personio?: ClientTuning;
  readonly alleo?: ClientTuning;
  /** Stands around the queue that `resend` sends to. */
  readonly wrapMutations?: (queue: MutationQueuePort) => MutationQueuePort;
}

/** What Lambda's context tells this function. */
export interface SupportContext {
  readonly awsRequestId: string;
}

/** A message's body: what a listing tells of it, or the paths of what is wrong with it. */
type Read = (body: string) => Pick<SeenDeadLetter, 'facts' | 'faults'>;

function reader<T>(schema: z.ZodMiniType<T>, factsOf: (message: T) => NonNullable<SeenDeadLetter['facts']>): Read {
  return (body) => {
    try {
      const parsed = schema.safeParse(JSON.parse(body));
      if (parsed.success) return { facts: factsOf(parsed.data), faults: [] };
      const paths = parsed.error.issues.map(({ path }) => path.map(String).join('.') || '(whole)');
      return { facts: undefined, faults: [...new Set(paths)] };
    } catch {
      return { facts: undefined, faults: ['(whole)'] };
    }
  };
}

const readTenantMessage = reader(TenantMessageSchema, ({ trigger, registration }) => ({
  kind: trigger,
  employeeId: null,
  registration,
}));
const readMutation = reader(UserMutationSchema, ({ subject, data }) => ({
  kind: data.kind,
  employeeId: subject,
  registration: data.registration,
  of: { stream: streamOf(data), sequence: data.sequence },
}));

const readVerify = reader(VerifyMessageSchema, ({ data }) => ({
  kind: 'verify',
  employeeId: null,
  registration: data.registration,
}));
const readForDeliver: Read = (body) => (isVerifyMessage(body) ? readVerify(body) : readMutation(body));

interface QueueOfLetters {
  readonly from: string;
  readonly to: string;
  readonly read: Read;
}

/** Queues with their dead letters and what travels on them, by name. */
function queuesOf(env: SupportEnv): { readonly [Q in QueueName]: QueueOfLetters } {
  return {
    'tenant-queue': { from: env.TENANT_DEAD_LETTER_URL, to: env.TENANT_QUEUE_URL, read: readTenantMessage },
    'alleo-user-mutations': { from: env.MUTATION_DEAD_LETTER_URL, to: env.MUTATION_QUEUE_URL, read: readForDeliver },
    'alleo-budget-mutations': { from: env.BUDGET_DEAD_LETTER_URL, to: env.BUDGET_QUEUE_URL, read: readMutation },
  };
}

/** What support does with dead letters: looks at them, brings them back, or takes one away. */
function tendDeadLetters(
  env: SupportEnv,
  lettersDeps: DeadLetterDeps,
): Pick<SupportDeps, 'redrive' | 'lookAtDeadLetters' | 'purgeDeadLetter'> {
  const queues = queuesOf(env);
  return {
    redrive: (queue, tenantId) => {
      const { from, to, read } = queues[queue];
      const options: RedriveOptions = { from, to, tenantId, isReadable: (body) => read(body).faults.length === 0 };
      return redrive(lettersDeps, options);
    },
    lookAtDeadLetters: async (queue, tenantId) => {
      const { letters, count } = await lookAtDeadLetters(lettersDeps, queues[queue].from);
      const theirs = letters.filter((one) => tenantId === undefined || one.tenantId === tenantId);
      return { letters: theirs.map(({ body, ...letter }) => ({ ...letter, ...queues[queue].read(body) })), count };
    },
    purgeDeadLetter: (queue, id) => purgeDeadLetter(lettersDeps, queues[queue].from, id),
  };
}

function configOf(env: SupportEnv, local: boolean): SupportDeps['config'] {
  return {
    local,
    role: env.SUPPORT_ROLE,
    deliveryMode: env.DELIVERY_MODE,
    schedule: { times: env.SCHEDULE_TIMES.split(','), timeZone: env.SCHEDULE_TIME_ZONE },
    personioHosts: env.PERSONIO_HOSTS.split(','),
    alleoHosts: env.ALLEO_HOSTS.split(','),
    stageAlleoUrl: env.STAGE_ALLEO_URL,
  };
}

/** All that the operations need but for the memory, whose capacity is counted per request. */
function wire(env: SupportEnv, options: SupportOptions, clients: Clients, log: Log): Omit<SupportDeps, 'memory'> {
  const { clock = () => new Date(), sleep, wrapMutations, allowLoopback = false } = options;
  const waiting = sleep === undefined ? {} : { sleep };
  const table = { client: clients.dynamodb, tableName: env.TABLE_NAME, ...waiting };
  const mutations = createMutationQueue({
    client: clients.sqs,
    queueUrl: env.MUTATION_QUEUE_URL,
    // Sent again on purpose: the queue must not take it for what went out a minute ago. Who applies it knows its id.
    deduplicationOf: ({ id }) => `${id}.${randomUUID()}`,
    ...waiting,
  });
  // The embedded queue is one process, which sees all of its messages at once.
  const lettersDeps = { client: clients.sqs, ...(allowLoopback && { waitSeconds: 0 }) };
  return {
    config: configOf(env, allowLoopback),
    directory: createDirectory({
      ...table,
      onUnreadable: (tenantId, error) => log.error('tenant cannot be read', error, { tenantId }),
    }),
    outcomes: createOutcomes(table),
    reports: createReportReader(table),
    audit: createAudit(table),
    secrets: createTenantSecrets({
      client: clients.secrets,
      stage: env.STAGE,
      keyArn: env.SECRET_KEY_ARN,
      stageAlleoArn: env.STAGE_ALLEO_SECRET_ARN,
    }),
    tenantQueue: createTenantQueue({ client: clients.sqs, queueUrl: env.TENANT_QUEUE_URL, ...waiting }),
    mutations: wrapMutations?.(mutations) ?? mutations,
    ...openBothSides(env, options, { pairs: createPairs(table), log, now: Date.now }),
    ...tendDeadLetters(env, lettersDeps),
    clock,
    newId: (now) => ulid(now.getTime()),
    newFingerprintKey: () => randomBytes(32).toString('base64'),
    log,
  };
}

/**
 * A support function as Lambda invokes it, `support-read` or `support-operate` by SUPPORT_ROLE; the embedded run calls
 * the same in process. It answers every request, a wrong one with a problem.
 */
export function createSupportHandler(
  options: SupportOptions,
): (event: unknown, context: SupportContext) => Promise<SupportReply> {
  const env = loadEnv(SupportEnvSchema, options.source);
  const { log = createLog(`support-${env.SUPPORT_ROLE}`, env.STAGE), clients = createClients(), sleep } = options;
  const deps = wire(env, options, clients, log);
  return async (event, context) => {
    const memory = createMemory({ client: clients.dynamodb, tableName: env.TABLE_NAME, ...(sleep && { sleep }) });
    const reply = await runOperation({ ...deps, memory }, event, context.awsRequestId);
    return { ...reply, release: thisRelease() };
  };
}
