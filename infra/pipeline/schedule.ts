import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { grantKey } from '../constructs/grant-key.ts';
import type { Storage } from '../storage.ts';
import type { FanOut } from './fan-out.ts';

export interface ScheduleProps {
  readonly storage: Storage;
  readonly fanOut: FanOut;
  readonly deadLetters: Queue;
}

/** What the scheduler writes in the place of this is the same for every try of one occasion. */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/** Where a call ends that the scheduler could not make, or that fan-out failed at three times. Not FIFO: neither takes one. */
export function createScheduleDeadLetters(scope: Construct, { config, key }: Storage): Queue {
  const queue = new Queue(scope, 'ScheduleDeadLetters', {
    queueName: `schedule-dead-letters-${config.stage}`,
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It holds dead letters itself: of the scheduler and of an asynchronous invocation, not of a queue.',
  });
  return queue;
}

/** Asks fan-out for a run of all tenants each day, and every hour for the number of those that are overdue. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { times, timeZone } = props.storage.config.schedule;
    const role = this.#createRole(props);
    for (const time of times) {
      const [hour, minute] = time.split(':').map(Number);
      this.#fire(`At${time.replace(':', '')}`, props, role, {
        name: `run-${time.replace(':', '')}`,
        expression: `cron(${minute} ${hour} * * ? *)`,
        timeZone,
        input: { run: 'schedule', scheduledTime: SCHEDULED_TIME },
        giveUpAfter: Duration.hours(6),
      });
    }
    this.#fire('CountOverdue', props, role, {
      name: 'count-overdue',
      expression: 'rate(1 hour)',
      timeZone: 'UTC',
      input: { check: 'overdue' },
      giveUpAfter: Duration.hours(1),
    });
  }

  #createRole({ storage, fanOut, deadLetters }: ScheduleProps): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    // CDK's own grants would add versions and aliases, of which there are none.
    const { functionArn } = fanOut.function.lambda;
    Grant.addToPrincipal({ grantee: role, actions: ['lambda:InvokeFunction'], resourceArns: [functionArn] });
    deadLetters.grant(role, 'sqs:SendMessage');
    grantKey(role, storage.key, 'sqs');
    return role;
  }

  #fire(
    id: string,
    { storage, fanOut, deadLetters }: ScheduleProps,
    role: Role,
    schedule: {
      readonly name: string;
      readonly expression: string;
      readonly timeZone: string;
      readonly input: object;
      readonly giveUpAfter: Duration;
    },
  ): void {
    const { name, expression, timeZone, input, giveUpAfter } = schedule;
    const resource = new CfnSchedule(this, id, {
      name: `personio-sync-${storage.config.stage}-${name}`,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: fanOut.function.lambda.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: giveUpAfter.toSeconds(), maximumRetryAttempts: 10 },
      },
    });
    // Else the first occasion could come before the role may do anything.
    resource.node.addDependency(role);
  }
}
