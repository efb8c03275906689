import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { SupportEnv } from '../functions/support/env.ts';
import type { FifoQueue } from './constructs/fifo-queue.ts';
import { grantKey } from './constructs/grant-key.ts';
import { grantTable } from './constructs/grant-table.ts';
import { ProductFunction } from './constructs/product-function.ts';
import { grantStageAlleoSecret, grantTenantSecrets } from './constructs/tenant-secrets.ts';
import { MEMORY_MB } from './memory-sizes.ts';
import type { Storage } from './storage.ts';

export interface SupportProps {
  readonly storage: Storage;
  readonly tenantQueue: FifoQueue;
  readonly userMutations: FifoQueue;
  readonly budgetMutations: FifoQueue;
}

/** Invocations at once: however many look, Personio, Alleo and the functions of the runs keep room. */
const AT_ONCE = { read: 3, operate: 2 } as const;

/** What `redrive` does to dead letters beside sending them again, and `dead-letters purge`. */
const DEAD_LETTER_ACTIONS = [
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
] as const;

/**
 * What the command calls: `support-read` looks, `support-operate` acts. Two functions of one bundle, because IAM decides
 * who may call which function and cannot see what is asked of it.
 */
export class Support extends Construct {
  readonly read: ProductFunction<SupportEnv>;
  readonly operate: ProductFunction<SupportEnv>;

  constructor(scope: Construct, id: string, props: SupportProps) {
    super(scope, id);
    this.read = this.#create('Read', props, 'read');
    this.operate = this.#create('Operate', props, 'operate');
    this.#letRead(props);
    this.#letOperate(props);
  }

  #create(id: string, props: SupportProps, role: SupportEnv['SUPPORT_ROLE']): ProductFunction<SupportEnv> {
    const { storage, tenantQueue, userMutations, budgetMutations } = props;
    const { config, key } = storage;
    return new ProductFunction<SupportEnv>(this, id, {
      storage,
      name: `support-${role}`,
      folder: 'support',
      environment: {
        TENANT_QUEUE_URL: tenantQueue.queue.queueUrl,
        MUTATION_QUEUE_URL: userMutations.queue.queueUrl,
        BUDGET_QUEUE_URL: budgetMutations.queue.queueUrl,
        TENANT_DEAD_LETTER_URL: tenantQueue.deadLetters.queueUrl,
        MUTATION_DEAD_LETTER_URL: userMutations.deadLetters.queueUrl,
        BUDGET_DEAD_LETTER_URL: budgetMutations.deadLetters.queueUrl,
        DELIVERY_MODE: config.deliveryMode,
        SCHEDULE_TIMES: config.schedule.times.join(','),
        SCHEDULE_TIME_ZONE: config.schedule.timeZone,
        PERSONIO_HOSTS: config.personioHosts.join(','),
        PERSONIO_PARTNER_ID: config.personioPartnerId,
        ALLEO_HOSTS: config.alleoHosts.join(','),
        STAGE_ALLEO_URL: config.alleoUrl,
        STAGE_ALLEO_SECRET_ARN: config.alleoSecretArn,
        SUPPORT_ROLE: role,
        SECRET_KEY_ARN: key.keyArn,
      },
      // A preview reads a whole company.
      timeout: Duration.minutes(15),
      reservedConcurrency: AT_ONCE[role],
      memorySize: MEMORY_MB.support,
    });
  }

  #letRead({ storage }: SupportProps): void {
    const { table } = storage;
    grantTable(this.read, table, { actions: ['GetItem', 'Query'], in: ['directory', 'memory', 'previews', 'audit'] });
    // Who looked is written down, and which plan was shown.
    grantTable(this.read, table, { actions: ['PutItem'], in: ['previews', 'audit'] });
    // Which pairs of credentials rest, and whose turn it is: kept over all invocations of both.
    for (const role of [this.read, this.operate]) {
      grantTable(role, table, { actions: ['GetItem', 'PutItem'], in: ['pairs'] });
    }
    grantTenantSecrets(this.read, storage, 'read');
    grantStageAlleoSecret(this.read, storage);
  }

  #letOperate({ storage, tenantQueue, userMutations, budgetMutations }: SupportProps): void {
    const { table } = storage;
    grantTable(this.operate, table, { actions: ['GetItem'], in: ['directory', 'memory'] });
    grantTable(this.operate, table, { actions: ['Query'], in: ['directory', 'memory', 'previews', 'audit'] });
    grantTable(this.operate, table, { actions: ['PutItem', 'UpdateItem', 'DeleteItem'], in: ['directory', 'memory'] });
    // What was done by hand is written down, and no right reaches it after that.
    grantTable(this.operate, table, { actions: ['PutItem'], in: ['previews', 'audit'] });
    grantTable(this.operate, table, { actions: ['BatchWriteItem'], in: ['memory', 'previews'] });
    for (const { queue, deadLetters } of [tenantQueue, userMutations, budgetMutations]) {
      queue.grant(this.operate, 'sqs:SendMessage');
      deadLetters.grant(this.operate, ...DEAD_LETTER_ACTIONS);
    }
    grantTenantSecrets(this.operate, storage, 'manage');
    grantStageAlleoSecret(this.operate, storage);
    grantKey(this.operate, storage.key, 'sqs');
  }
}
