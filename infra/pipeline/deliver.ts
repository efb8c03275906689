import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DeliverEnv } from '../../functions/deliver/env.ts';
import { CONSUME, type FifoQueue } from '../constructs/fifo-queue.ts';
import { grantKey } from '../constructs/grant-key.ts';
import { grantTable } from '../constructs/grant-table.ts';
import { ProductFunction } from '../constructs/product-function.ts';
import { grantStageAlleoSecret, grantTenantSecrets } from '../constructs/tenant-secrets.ts';
import { MEMORY_MB } from '../memory-sizes.ts';
import type { Storage } from '../storage.ts';

export interface DeliverProps {
  readonly storage: Storage;
  readonly userMutations: FifoQueue;
  readonly budgetMutations: FifoQueue;
}

/** What deliver writes into a tenant's entry of the directory. */
const DELIVERS_NOTES = ['deliveryFlag', 'notAppliedAt', 'departmentsWithoutGroup', 'verified'] as const;

/** A batch of ten, for each company perhaps all its accounts read first: 600 requests a minute are Alleo's limit. */
export const DELIVER_TIMEOUT = Duration.minutes(10);

/** Makes Alleo equal to the mutations through its Customer API. */
export class Deliver extends Construct {
  readonly function: ProductFunction<DeliverEnv>;

  constructor(scope: Construct, id: string, { storage, userMutations, budgetMutations }: DeliverProps) {
    super(scope, id);
    const { config, table, key } = storage;
    this.function = new ProductFunction<DeliverEnv>(this, 'Deliver', {
      storage,
      name: 'deliver',
      environment: {
        MUTATION_QUEUE_URL: userMutations.queue.queueUrl,
        MUTATION_DEAD_LETTER_URL: userMutations.deadLetters.queueUrl,
        BUDGET_QUEUE_URL: budgetMutations.queue.queueUrl,
        ALLEO_HOSTS: config.alleoHosts.join(','),
        STAGE_ALLEO_URL: config.alleoUrl,
        STAGE_ALLEO_SECRET_ARN: config.alleoSecretArn,
      },
      timeout: DELIVER_TIMEOUT,
      memorySize: MEMORY_MB.deliver,
    });
    this.function.lambda.addEventSourceMapping('UserMutations', {
      eventSourceArn: userMutations.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: config.deliverConcurrency,
    });
    userMutations.queue.grant(this.function, ...CONSUME);
    userMutations.deadLetters.grant(this.function, 'sqs:SendMessage');
    budgetMutations.queue.grant(this.function, 'sqs:SendMessage');
    grantTable(this.function, table, { actions: ['GetItem'], in: ['directory', 'memory'] });
    // Once a week all that is remembered of a tenant is compared with what Alleo has.
    grantTable(this.function, table, {
      actions: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      in: ['memory'],
    });
    // Notes for support: where a message goes, and whose it is, stand in the same entry.
    grantTable(this.function, table, { actions: ['UpdateItem'], in: ['directory'], attributes: DELIVERS_NOTES });
    grantTenantSecrets(this.function, storage, 'read');
    grantStageAlleoSecret(this.function, storage);
    grantKey(this.function, key, 'sqs');
  }
}
