import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FanOutEnv } from '../../functions/fan-out/env.ts';
import type { FifoQueue } from '../constructs/fifo-queue.ts';
import { grantKey } from '../constructs/grant-key.ts';
import { grantTable } from '../constructs/grant-table.ts';
import { ProductFunction } from '../constructs/product-function.ts';
import { MEMORY_MB } from '../memory-sizes.ts';
import type { Storage } from '../storage.ts';

export interface FanOutProps {
  readonly storage: Storage;
  readonly tenantQueue: FifoQueue;
  /** Where a schedule's call ends that failed three times. */
  readonly deadLetters: Queue;
}

/** One message per active tenant. */
export class FanOut extends Construct {
  readonly function: ProductFunction<FanOutEnv>;

  constructor(scope: Construct, id: string, { storage, tenantQueue, deadLetters }: FanOutProps) {
    super(scope, id);
    this.function = new ProductFunction<FanOutEnv>(this, 'FanOut', {
      storage,
      name: 'fan-out',
      environment: { TENANT_QUEUE_URL: tenantQueue.queue.queueUrl },
      // Ten thousand tenants are a thousand calls, ten at once.
      timeout: Duration.minutes(5),
      memorySize: MEMORY_MB['fan-out'],
    });
    // The scheduler does not wait for the answer: Lambda itself tries again what was thrown, then gives it here.
    this.function.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      // CDK's own destination for a queue grants more than sending.
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
    // The directory only: no person's memory.
    grantTable(this.function, storage.table, { actions: ['Query'], in: ['directory'] });
    tenantQueue.queue.grant(this.function, 'sqs:SendMessage');
    deadLetters.grant(this.function, 'sqs:SendMessage');
    grantKey(this.function, storage.key, 'sqs');
  }
}
