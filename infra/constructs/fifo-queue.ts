import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Storage } from '../storage.ts';

/** What a consumer does to a queue, as Lambda's poller and our own code need it. */
export const CONSUME = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
] as const;

export interface FifoQueueProps {
  readonly storage: Storage;
  /** Without the stage, which is added: `tenant-queue`. */
  readonly name: string;
  /** The longest that whoever consumes works on a batch. AWS asks for a visibility of six times that. */
  readonly consumerTimeout: Duration;
  /** Receives after which a message is a dead letter. */
  readonly maxReceiveCount: number;
  /** Accounts that may consume. @default none */
  readonly consumerAccounts?: readonly string[];
}

/** A FIFO queue, one group per tenant, with its dead letters; both keep a message for 14 days. */
export class FifoQueue extends Construct {
  readonly name: string;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #queueName: string;

  constructor(scope: Construct, id: string, props: FifoQueueProps) {
    super(scope, id);
    const { storage, name, consumerTimeout, maxReceiveCount, consumerAccounts = [] } = props;
    const { stage } = storage.config;
    const common: QueueProps = {
      fifo: true,
      // Groups do not wait for each other, and the same id in two groups is two messages.
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: storage.key,
      enforceSSL: true,
    };
    this.name = name;
    this.#queueName = `${name}-${stage}.fifo`;
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, queueName: `${name}-dead-letters-${stage}.fifo` });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: this.#queueName,
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
    if (consumerAccounts.length > 0) this.#letConsume(storage, consumerAccounts);
  }

  #letConsume({ key }: Storage, accounts: readonly string[]): void {
    const principals = accounts.map((account) => new AccountPrincipal(account));
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ConsumersElsewhere',
        principals,
        actions: [...CONSUME, 'sqs:GetQueueUrl'],
        resources: [this.queue.queueArn],
      }),
    );
    const { account, region } = Stack.of(this);
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ConsumersElsewhere',
        principals,
        actions: ['kms:Decrypt'],
        // In a key's policy `*` is the key itself.
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:ViaService': `sqs.${region}.amazonaws.com`,
            // What SQS encrypts a queue's messages under. By its name: the queue itself depends on this key.
            'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:${region}:${account}:${this.#queueName}`,
          },
        },
      }),
    );
  }
}
