import { describe, expect, it } from 'vitest';
import { renderAsyncApi } from '../../shared/contracts/async-api.ts';
import * as z from '../../shared/contracts/zod.ts';
import { readValue } from './policies.ts';
import { type Resource, synthesize } from './synthesize.ts';

const dev = synthesize();
const DAY = 86_400;

const nameOf = (queue: Resource) => String(queue.Properties['QueueName']);
const queues = dev.find('AWS::SQS::Queue');
const fifo = queues.filter((queue) => queue.Properties['FifoQueue'] === true);
const functions = dev.find('AWS::Lambda::Function');
const policyOf = (queue: Resource) =>
  dev.find('AWS::SQS::QueuePolicy').filter((policy) => JSON.stringify(policy.Properties['Queues']).includes(queue.id));

describe('the whole stack', () => {
  it("passes AWS's checks, with these findings argued for and no other", () => {
    expect(dev.checks.map(({ pluginName, conclusion }) => `${pluginName}: ${conclusion}`)).toContain(
      'AwsSolutions: success',
    );
    expect(dev.checks.flatMap(({ violations }) => violations)).toEqual([]);
    const argued = dev.checks.flatMap(({ suppressedViolations }) => suppressedViolations.map((one) => one.ruleName));
    const rules = [...new Set(argued.map((rule) => rule.replace(/\[.*/, '')))].sort();
    expect(rules).toEqual(['AwsSolutions-IAM5', 'AwsSolutions-SQS3']);
  });

  it('has the queues that the AsyncAPI document names, and no other FIFO queue', () => {
    const named = z.object({ name: z.string() });
    const Document = z.object({
      channels: z.record(
        z.string(),
        z.object({ bindings: z.object({ sqs: z.object({ queue: named, deadLetterQueue: named }) }) }),
      ),
    });
    const { channels } = Document.parse(JSON.parse(renderAsyncApi()));
    const described = Object.values(channels).flatMap(({ bindings: { sqs } }) => [sqs.queue, sqs.deadLetterQueue]);
    const names = described.map(({ name }) => name.replace('{stage}', 'dev'));
    expect(names.sort()).toEqual(fifo.map(nameOf).sort());
  });

  it('synthesises without a warning', () => {
    expect(dev.messages).toEqual([]);
  });

  it('needs no AWS account to be known, and takes one that is', () => {
    expect(synthesize({ account: '123456789012' }).checks.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('names every queue and every function after the stage', () => {
    for (const queue of queues) expect(nameOf(queue)).toMatch(/-dev(\.fifo)?$/);
    for (const one of functions) expect(one.Properties['FunctionName']).toMatch(/^personio-sync-dev-/);
    const names = synthesize({ stage: 'other' })
      .find()
      .map(({ Properties }) => Properties['QueueName']);
    expect(names.filter((name) => String(name).includes('dev'))).toEqual([]);
  });
});

describe('the schedule', () => {
  const schedules = dev.find('AWS::Scheduler::Schedule');
  const inputs = schedules.map(({ Properties }) => JSON.parse(String(Properties['Target'].Input)) as object);

  it('fires at 04:00 in Amsterdam, whatever the season', () => {
    const daily = schedules.find((one) => String(one.Properties['Target'].Input).includes('"run":"schedule"'));
    expect(daily?.Properties).toMatchObject({
      ScheduleExpression: 'cron(0 4 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Amsterdam',
      FlexibleTimeWindow: { Mode: 'OFF' },
    });
    expect(daily?.Properties['State'] ?? 'ENABLED').toBe('ENABLED');
  });

  it('counts every hour who is overdue', () => {
    const hourly = schedules.find((one) => String(one.Properties['Target'].Input).includes('"check":"overdue"'));
    expect(hourly?.Properties['ScheduleExpression']).toBe('rate(1 hour)');
  });

  it('sends what fan-out understands, with the scheduled time for de-duplication', () => {
    expect(inputs).toEqual([
      { run: 'schedule', scheduledTime: '<aws.scheduler.scheduled-time>' },
      { check: 'overdue' },
    ]);
  });

  it('fires as often as the stage says', () => {
    const twice = synthesize({ schedule: { times: ['04:00', '20:30'], timeZone: 'Europe/Berlin' } });
    const daily = twice.find('AWS::Scheduler::Schedule').map(({ Properties }) => Properties['ScheduleExpression']);
    expect(daily).toEqual(['cron(0 4 * * ? *)', 'cron(30 20 * * ? *)', 'rate(1 hour)']);
  });

  it('has dead letters of its own, of a kind that the scheduler can write to, also for what fan-out throws', () => {
    const [invoke] = dev.find('AWS::Lambda::EventInvokeConfig');
    const targets = [
      ...schedules.map(({ Properties }) => readValue(dev, Properties['Target'].DeadLetterConfig.Arn)),
      readValue(dev, invoke?.Properties['DestinationConfig'].OnFailure.Destination),
    ];
    expect(new Set(targets)).toEqual(new Set(['schedule-dead-letters-dev']));
    const queue = queues.find((one) => nameOf(one) === 'schedule-dead-letters-dev');
    expect(queue?.Properties['FifoQueue']).toBeUndefined();
    expect(queue?.Properties['MessageRetentionPeriod']).toBe(14 * DAY);
  });

  it('invokes fan-out', () => {
    const targets = schedules.map(({ Properties }) => readValue(dev, Properties['Target'].Arn));
    expect(new Set(targets)).toEqual(new Set(['personio-sync-dev-fan-out']));
  });
});

describe('queues', () => {
  const deadLetters = fifo.filter((queue) => nameOf(queue).includes('dead-letters'));
  const work = fifo.filter((queue) => !nameOf(queue).includes('dead-letters'));

  it('are three, each with its dead letters', () => {
    expect(work.map(nameOf).sort()).toEqual([
      'alleo-budget-mutations-dev.fifo',
      'alleo-user-mutations-dev.fifo',
      'tenant-queue-dev.fifo',
    ]);
    for (const queue of work) {
      const target = readValue(dev, queue.Properties['RedrivePolicy'].deadLetterTargetArn);
      expect(target).toBe(nameOf(queue).replace('-dev', '-dead-letters-dev'));
      expect(queue.Properties['RedrivePolicy'].maxReceiveCount).toBeGreaterThanOrEqual(20);
    }
    expect(deadLetters).toHaveLength(work.length);
  });

  it('keep every message, and every dead letter, for 14 days', () => {
    for (const queue of queues) expect(queue.Properties['MessageRetentionPeriod'], nameOf(queue)).toBe(14 * DAY);
  });

  it('let no group wait for another', () => {
    for (const queue of fifo) {
      expect(queue.Properties).toMatchObject({
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
    }
  });

  it('hide a message for six times as long as its consumer may work on it', () => {
    const mappings = dev.find('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(2);
    for (const { Properties } of mappings) {
      const queue = work.find((one) => nameOf(one) === readValue(dev, Properties['EventSourceArn']));
      const consumer = functions.find(
        (one) => one.Properties['FunctionName'] === readValue(dev, Properties['FunctionName']),
      );
      expect(queue?.Properties['VisibilityTimeout']).toBe(6 * Number(consumer?.Properties['Timeout']));
    }
  });

  it('take nothing that comes without TLS, and encrypt with our own key', () => {
    for (const queue of queues) {
      expect(JSON.stringify(policyOf(queue)), nameOf(queue)).toContain('"aws:SecureTransport":"false"');
      expect(readValue(dev, queue.Properties['KmsMasterKeyId'])).toBe('key');
    }
  });
});

describe('functions', () => {
  it('are five, on Node 24 and arm64', () => {
    expect(functions.map(({ Properties }) => Properties['FunctionName']).sort()).toEqual([
      'personio-sync-dev-deliver',
      'personio-sync-dev-fan-out',
      'personio-sync-dev-support-operate',
      'personio-sync-dev-support-read',
      'personio-sync-dev-sync',
    ]);
    for (const one of functions) {
      expect(one.Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(one.Properties['Environment'].Variables).toMatchObject({ NODE_OPTIONS: '--enable-source-maps' });
    }
  });

  it('have no reserved concurrency that would throttle a poller, and support a little of its own', () => {
    const reserved = functions.map(({ Properties }) => [
      String(Properties['FunctionName']).replace('personio-sync-dev-', ''),
      Properties['ReservedConcurrentExecutions'],
    ]);
    expect(Object.fromEntries(reserved)).toEqual({
      'fan-out': undefined,
      sync: undefined,
      deliver: undefined,
      'support-read': 3,
      'support-operate': 2,
    });
  });

  it('sync one tenant per invocation, and at most six at once', () => {
    const mapping = dev
      .find('AWS::Lambda::EventSourceMapping')
      .find(({ Properties }) => readValue(dev, Properties['FunctionName']) === 'personio-sync-dev-sync');
    expect(mapping?.Properties).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 6 } });
  });

  it('let sync continue itself as often as a large company needs, and watch all others for loops', () => {
    const allowed = functions.filter(({ Properties }) => Properties['RecursiveLoop'] === 'Allow');
    expect(allowed.map(({ Properties }) => Properties['FunctionName'])).toEqual(['personio-sync-dev-sync']);
  });

  it('say which messages of a batch failed', () => {
    for (const { Properties } of dev.find('AWS::Lambda::EventSourceMapping')) {
      expect(Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('write to a log group with a retention, each to its own', () => {
    const groups = dev.find('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(functions.length);
    for (const group of groups) expect(group.Properties['RetentionInDays'], group.id).toBe(30);
    for (const one of functions) {
      const name = readValue(dev, one.Properties['LoggingConfig'].LogGroup);
      expect(name).toBe(`/aws/lambda/${String(one.Properties['FunctionName'])}`);
    }
  });
});

describe('the table and the key', () => {
  const [table] = dev.find('AWS::DynamoDB::Table');

  it('can be restored to any second', () => {
    expect(table?.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('outlive the stack and every change of it, but not a first deployment that fails', () => {
    for (const kept of [table, ...dev.find('AWS::KMS::Key')]) {
      expect(kept).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
    // A protected table could not be rolled back: the stack would stand in ROLLBACK_FAILED.
    expect(table?.Properties['DeletionProtectionEnabled']).toBeUndefined();
  });

  it('is one, keyed and expiring as the adapters write', () => {
    expect(dev.find('AWS::DynamoDB::Table')).toHaveLength(1);
    expect(table?.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('are encrypted with one key of ours, which is rotated', () => {
    expect(dev.find('AWS::KMS::Key')).toHaveLength(1);
    expect(dev.find('AWS::KMS::Key')[0]?.Properties['EnableKeyRotation']).toBe(true);
    expect(readValue(dev, table?.Properties['SSESpecification'].KMSMasterKeyId)).toBe('key');
  });
});

describe('delivery by a consumer of Alleo', () => {
  const queue = synthesize({ deliveryMode: 'queue', consumerAccounts: ['210987654321'] });
  const consumers = (stage: typeof dev) =>
    stage.find('AWS::SQS::QueuePolicy').filter((policy) => JSON.stringify(policy).includes('210987654321'));

  it('deploys no deliver, and passes the checks', () => {
    expect(queue.checks.flatMap(({ violations }) => violations)).toEqual([]);
    const names = queue.find('AWS::Lambda::Function').map(({ Properties }) => String(Properties['FunctionName']));
    expect(names.filter((name) => name.includes('deliver'))).toEqual([]);
  });

  /** What the other account may do with the key: by way of what, and with whose data. */
  const keyRights = (stage: typeof dev) => {
    const [key] = stage.find('AWS::KMS::Key');
    const statements: { Principal: unknown; Action: unknown; Condition: Record<string, Record<string, unknown>> }[] =
      key?.Properties['KeyPolicy'].Statement ?? [];
    return statements
      .filter(({ Principal }) => JSON.stringify(Principal).includes('210987654321'))
      .map(({ Action, Condition }) => ({ Action, Condition: readConditions(stage, Condition) }));
  };
  const readConditions = (stage: typeof dev, condition: Record<string, Record<string, unknown>> = {}) =>
    Object.entries(condition).flatMap(([operator, tests]) =>
      Object.entries(tests).map(([name, value]) => `${operator} ${name} ${readValue(stage, value)}`),
    );
  const onlyFor = (name: string) => [
    {
      Action: 'kms:Decrypt',
      Condition: [
        'StringEquals kms:ViaService sqs.eu-central-1.amazonaws.com',
        `StringEquals kms:EncryptionContext:aws:sqs:arn arn:aws:sqs:eu-central-1:\u0024{AWS::AccountId}:${name}`,
      ],
    },
  ];

  it('lets the other account take user mutations and use the key for them, by way of SQS, and nothing else', () => {
    const [policy, ...more] = consumers(queue);
    expect(more).toEqual([]);
    expect(readValue(queue, policy?.Properties['Queues'][0])).toBe('alleo-user-mutations-dev.fifo');
    expect(keyRights(queue)).toEqual(onlyFor('alleo-user-mutations-dev.fifo'));
  });

  it('lets the other account take budgets where deliver applies the rest', () => {
    const applied = synthesize({ consumerAccounts: ['210987654321'] });
    const [policy, ...more] = consumers(applied);
    expect(more).toEqual([]);
    expect(readValue(applied, policy?.Properties['Queues'][0])).toBe('alleo-budget-mutations-dev.fifo');
    expect(keyRights(applied)).toEqual(onlyFor('alleo-budget-mutations-dev.fifo'));
  });
});
