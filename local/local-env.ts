import type { DeliverEnv } from '../functions/deliver/env.ts';
import type { FanOutEnv } from '../functions/fan-out/env.ts';
import type { SupportEnv } from '../functions/support/env.ts';
import type { SyncEnv } from '../functions/sync/env.ts';
import type { Schedule } from '../shared/core/ground/schedule.ts';
import type { QueueUrls } from './create-queues.ts';

/** The environment of each function, as the stack gives it when deployed. */
export interface LocalEnv {
  readonly fanOut: FanOutEnv;
  readonly sync: SyncEnv;
  readonly deliver: DeliverEnv;
  readonly support: SupportEnv;
}

const STAGE = 'local';
/** When the embedded run's schedule fires. */
export const SCHEDULE: Schedule = { times: ['04:00'], timeZone: 'Europe/Amsterdam' };
/** A customer can be previewed from a laptop with their real Personio account; simulators are on loopback hosts. */
const PERSONIO_HOSTS = 'api.personio.de';
const ALLEO_HOSTS = 'api.yourcampus.co';
/** No bound: the embedded queue looks at all of its messages. */
const MOST_OPEN = '1000000';
const STAGE_ALLEO_URL = `https://${ALLEO_HOSTS}/customer_api/v1`;

export function localEnv(queues: QueueUrls, tableName: string): LocalEnv {
  const common = { STAGE, TABLE_NAME: tableName };
  const mode = { DELIVERY_MODE: 'customer-api' } as const;
  const mutationQueue = { MUTATION_QUEUE_URL: queues.mutations };
  const tenantQueue = { TENANT_QUEUE_URL: queues.tenants, TENANT_DEAD_LETTER_URL: queues.tenantDeadLetters };
  const delivery = {
    BUDGET_QUEUE_URL: queues.budgets,
    MUTATION_DEAD_LETTER_URL: queues.mutationDeadLetters,
    ALLEO_HOSTS,
    STAGE_ALLEO_URL,
  };
  return {
    fanOut: { ...common, TENANT_QUEUE_URL: queues.tenants },
    sync: { ...common, ...mode, ...tenantQueue, ...mutationQueue, PERSONIO_HOSTS, MOST_OPEN },
    deliver: { ...common, ...mutationQueue, ...delivery },
    support: {
      ...common,
      ...mode,
      ...tenantQueue,
      ...mutationQueue,
      ...delivery,
      BUDGET_DEAD_LETTER_URL: queues.budgetDeadLetters,
      PERSONIO_HOSTS,
      SCHEDULE_TIMES: SCHEDULE.times.join(','),
      SCHEDULE_TIME_ZONE: SCHEDULE.timeZone,
      SUPPORT_ROLE: 'operate',
    },
  };
}
