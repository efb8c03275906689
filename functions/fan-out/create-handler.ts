import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { createClients } from '../../shared/adapters/clients.ts';
import { createDirectory } from '../../shared/adapters/dynamodb/directory.ts';
import { createTenantQueue } from '../../shared/adapters/sqs/tenant-queue.ts';
import * as z from '../../shared/contracts/zod.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import { loadEnv } from '../../shared/runtime/load-env.ts';
import { createLog, type Log } from '../../shared/runtime/logger.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import { type Counter, createCounter } from '../../shared/runtime/metrics.ts';
import { observe, parseEvent, UNTIL_DONE } from '../../shared/runtime/middleware.ts';
import type { HandlerOptions } from '../handler-options.ts';
import { FanOutEnvSchema } from './env.ts';
import type { FanOutDeps, FanOutResult } from './fan-out.ts';
import { countInSync, fanOut } from './fan-out.ts';

/** What the schedules send: fire for all tenants, or count those that are overdue. */
export const FanOutEventSchema = z.union([
  z.object({ run: z.literal('schedule'), scheduledTime: z.string().check(z.minLength(1)) }),
  z.object({ check: z.literal('overdue') }),
]);
export type FanOutEvent = z.infer<typeof FanOutEventSchema>;

/** Throws where a tenant got no message, after all others got theirs: the scheduler tries again, and nobody runs twice. */
async function runSchedule(
  deps: FanOutDeps & { readonly log: Log; readonly counter: Counter },
  scheduledTime: string,
): Promise<FanOutResult> {
  const { log, counter } = deps;
  const result = await fanOut(deps, scheduledTime);
  log.info('schedule fired', { scheduledTime, active: result.active, sent: result.sent });
  for (const { tenantId, code } of result.failed) log.warn('tenant got no message', { tenantId, code });
  counter.add(METRICS.fanOutSent, result.sent);
  counter.add(METRICS.fanOutIncomplete, result.failed.length);
  const [first] = result.failed;
  if (first === undefined) return result;
  const facts = { operation: 'fan out', code: 'FAN_OUT_INCOMPLETE' };
  throw new TransientError(
    facts,
    `${result.failed.length} tenants got no message, ${first.tenantId} for one: ${first.code}`,
  );
}

/** The fan-out function as Lambda invokes it. */
export function createHandler(options: HandlerOptions): (event: FanOutEvent, context: Context) => Promise<unknown> {
  const env = loadEnv(FanOutEnvSchema, options.source);
  const log = options.log ?? createLog('fan-out', env.STAGE);
  const counter = options.counter ?? createCounter('fan-out', env.STAGE);
  const { clock = () => new Date(), clients = createClients() } = options;
  const deps = {
    directory: createDirectory({
      client: clients.dynamodb,
      tableName: env.TABLE_NAME,
      onUnreadable: (tenantId, error) => {
        log.error('tenant cannot be read', error, { tenantId });
        counter.add(METRICS.fanOutIncomplete, 1);
      },
    }),
    tenantQueue: createTenantQueue({ client: clients.sqs, queueUrl: env.TENANT_QUEUE_URL }),
    clock,
  };
  return middy<FanOutEvent>(UNTIL_DONE)
    .use(observe(log, counter))
    .use(parseEvent(FanOutEventSchema))
    .handler(async (event) => {
      if ('run' in event) return runSchedule({ ...deps, log, counter }, event.scheduledTime);
      const { inSync, notInSync, overdue } = await countInSync(deps);
      counter.add(METRICS.customersInSync, inSync);
      counter.add(METRICS.customersNotInSync, notInSync);
      counter.add(METRICS.tenantsOverdue, overdue.length);
      for (const { id: tenantId, lastCompleteAt } of overdue)
        log.warn('tenant is overdue', { tenantId, lastCompleteAt });
      return { overdue: overdue.length };
    });
}
