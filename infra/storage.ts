import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageConfig } from './config.ts';

/**
 * The stage's one key and its one table. Both outlive the stack: what they hold cannot be made again. Only a first
 * deployment that fails takes them with it, which is why the table has no deletion protection: CloudFormation could not
 * roll it back.
 */
export class Storage extends Construct {
  readonly config: StageConfig;
  /** Encrypts table, queues, topic and tenant secrets. */
  readonly key: Key;
  readonly table: Table;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.config = config;
    this.key = new Key(this, 'Key', {
      description: `Personio sync, ${config.stage}: table, queues, alarms and tenant secrets`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#letAlarmsUseKey();
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  /** Alarms publish to an encrypted topic under CloudWatch's own principal, which no role of ours can be given to. */
  #letAlarmsUseKey(): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayUseTheKey',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's policy `*` is the key itself.
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
