import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SupportEnv } from '../functions/support/env.ts';
import type { FifoQueue } from './constructs/fifo-queue.ts';
import { grantKey } from './constructs/grant-key.ts';
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

/** What `redrive` does to dead letters beside sending them again. */
const BRING_BACK = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'] as const;

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
      memorySize: MEMORY_MB.support,
    });
  }

  #letRead({ storage }: SupportProps): void {
    const { table } = storage;
    table.grant(this.read, 'dynamodb:GetItem', 'dynamodb:Query');
    Grant.addToPrincipal({
      grantee: this.read,
      actions: ['dynamodb:PutItem'],
      resourceArns: [table.tableArn],
      // Who looked is written down, and which plan was shown; nothing else can be.
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*', 'PREVIEW#*'] } },
    });
    grantTenantSecrets(this.read, storage, 'read');
    grantStageAlleoSecret(this.read, storage);
  }

  #letOperate({ storage, tenantQueue, userMutations, budgetMutations }: SupportProps): void {
    storage.table.grant(
      this.operate,
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
    );
    for (const { queue, deadLetters } of [tenantQueue, userMutations, budgetMutations]) {
      queue.grant(this.operate, 'sqs:SendMessage');
      deadLetters.grant(this.operate, ...BRING_BACK);
    }
    grantTenantSecrets(this.operate, storage, 'manage');
    grantStageAlleoSecret(this.operate, storage);
    grantKey(this.operate, storage.key, 'sqs');
  }
}
