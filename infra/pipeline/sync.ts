import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { SyncEnv } from '../../functions/sync/env.ts';
import { CONSUME, type FifoQueue } from '../constructs/fifo-queue.ts';
import { grantKey } from '../constructs/grant-key.ts';
import { grantTable } from '../constructs/grant-table.ts';
import { ProductFunction } from '../constructs/product-function.ts';
import { grantTenantSecrets } from '../constructs/tenant-secrets.ts';
import { MEMORY_MB } from '../memory-sizes.ts';
import type { Storage } from '../storage.ts';

export interface SyncProps {
  readonly storage: Storage;
  readonly tenantQueue: FifoQueue;
  readonly userMutations: FifoQueue;
}

/** What a run writes into its tenant's entry of the directory. */
const RUNS_END = ['lastRun', 'lastCompleteAt', 'left', 'flag', 'onceReadable', 'status', 'activatedAt'] as const;

/** As long as Lambda allows: a large company's first run needs it; one that needs more queues itself again. */
export const SYNC_TIMEOUT = Duration.minutes(15);

/** One run of one tenant per message. */
export class Sync extends Construct {
  readonly function: ProductFunction<SyncEnv>;

  constructor(scope: Construct, id: string, { storage, tenantQueue, userMutations }: SyncProps) {
    super(scope, id);
    const { config, table, key } = storage;
    this.function = new ProductFunction<SyncEnv>(this, 'Sync', {
      storage,
      name: 'sync',
      environment: {
        TENANT_QUEUE_URL: tenantQueue.queue.queueUrl,
        TENANT_DEAD_LETTER_URL: tenantQueue.deadLetters.queueUrl,
        MUTATION_QUEUE_URL: userMutations.queue.queueUrl,
        DELIVERY_MODE: config.deliveryMode,
        PERSONIO_HOSTS: config.personioHosts.join(','),
        PERSONIO_PARTNER_ID: config.personioPartnerId,
        MOST_OPEN: String(config.mostOpen),
      },
      timeout: SYNC_TIMEOUT,
      memorySize: MEMORY_MB.sync,
      // A large first activation continues more often than Lambda takes for a loop; each run proves that it went on.
      continuesItself: true,
    });
    this.function.lambda.addEventSourceMapping('TenantQueue', {
      eventSourceArn: tenantQueue.queue.queueArn,
      // A run may take the whole of an invocation.
      batchSize: 1,
      reportBatchItemFailures: true,
      // Bounds what one address asks of Personio. No reserved concurrency below it: the poller would be throttled, and
      // each throttle counts as a receive on the way to the dead letters.
      maxConcurrency: config.syncConcurrency,
    });
    tenantQueue.queue.grant(this.function, ...CONSUME, 'sqs:SendMessage');
    tenantQueue.deadLetters.grant(this.function, 'sqs:SendMessage');
    userMutations.queue.grant(this.function, 'sqs:SendMessage');
    grantTable(this.function, table, { actions: ['GetItem'], in: ['directory', 'memory'] });
    grantTable(this.function, table, { actions: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'], in: ['memory'] });
    // How a run ended: where a tenant's data come from and go to stands in the same entry.
    grantTable(this.function, table, { actions: ['UpdateItem'], in: ['directory'], attributes: RUNS_END });
    grantTenantSecrets(this.function, storage, 'read');
    grantKey(this.function, key, 'sqs');
  }
}
