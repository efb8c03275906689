import { CfnOutput, Duration, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { readCommit } from '../scripts/read-commit.ts';
import { nameRelease, VERSION } from '../shared/contracts/release.ts';
import { Alarms } from './alarms.ts';
import type { StageConfig } from './config.ts';
import { FifoQueue } from './constructs/fifo-queue.ts';
import { Dashboard } from './dashboard.ts';
import { DELIVER_TIMEOUT, Deliver } from './pipeline/deliver.ts';
import { FanOut } from './pipeline/fan-out.ts';
import { createScheduleDeadLetters, Schedule } from './pipeline/schedule.ts';
import { SYNC_TIMEOUT, Sync } from './pipeline/sync.ts';
import { Storage } from './storage.ts';
import { Support } from './support.ts';

/** Consumers elsewhere are taken to work as long as a Lambda function may. */
const CONSUMER_ELSEWHERE = Duration.minutes(15);

/** The whole pipeline of one stage: schedule ─> fan-out ─> tenant queue ─> sync ─> user mutations ─> deliver ─> Alleo. */
export class PersonioSyncStack extends Stack {
  constructor(scope: Construct, config: StageConfig) {
    const { stage, account, region, deliveryMode, consumerAccounts } = config;
    super(scope, `PersonioSync-${stage}`, {
      description: `Keeps Alleo users equal to the employees in Personio (${stage})`,
      env: { region, ...(account !== 'any' && { account }) },
      terminationProtection: stage === 'prod',
    });
    Tags.of(this).add('product', 'personio-sync');
    Tags.of(this).add('stage', stage);
    new CfnOutput(this, 'Release', {
      value: nameRelease({ version: VERSION, commit: readCommit() ?? null }),
      description: 'What is deployed: a version, and the commit to go back to',
    });
    const isApplied = deliveryMode === 'customer-api';

    const storage = new Storage(this, 'Storage', config);
    const scheduleDeadLetters = createScheduleDeadLetters(this, storage);
    const tenantQueue = new FifoQueue(this, 'TenantQueue', {
      storage,
      name: 'tenant-queue',
      consumerTimeout: SYNC_TIMEOUT,
      // About three hours of back-off; the next day's schedule comes anyway.
      maxReceiveCount: 20,
    });
    const userMutations = new FifoQueue(this, 'UserMutations', {
      storage,
      name: 'alleo-user-mutations',
      consumerTimeout: isApplied ? DELIVER_TIMEOUT : CONSUMER_ELSEWHERE,
      // About a day of back-off: Alleo's trouble is waited out in order.
      maxReceiveCount: 100,
      consumerAccounts: isApplied ? [] : consumerAccounts,
    });
    const budgetMutations = new FifoQueue(this, 'BudgetMutations', {
      storage,
      name: 'alleo-budget-mutations',
      consumerTimeout: CONSUMER_ELSEWHERE,
      maxReceiveCount: 100,
      consumerAccounts: isApplied ? consumerAccounts : [],
    });

    const fanOut = new FanOut(this, 'FanOut', { storage, tenantQueue, deadLetters: scheduleDeadLetters });
    new Schedule(this, 'Schedule', { storage, fanOut, deadLetters: scheduleDeadLetters });
    const sync = new Sync(this, 'Sync', { storage, tenantQueue, userMutations });
    const deliver = isApplied ? new Deliver(this, 'Deliver', { storage, userMutations, budgetMutations }) : undefined;
    const support = new Support(this, 'Support', { storage, tenantQueue, userMutations, budgetMutations });

    const stages = [fanOut, sync, ...(deliver === undefined ? [] : [deliver])].map((one) => one.function);
    const functions = [...stages, support.read, support.operate];
    const queues = { tenantQueue, userMutations, budgetMutations };
    const alarms = new Alarms(this, 'Alarms', { storage, scheduleDeadLetters, ...queues, functions });
    new Dashboard(this, 'Dashboard', { stage, alarms, queues: Object.values(queues), functions });
  }
}
