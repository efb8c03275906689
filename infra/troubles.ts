import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { countOf } from './constructs/count-of.ts';
import type { FifoQueue } from './constructs/fifo-queue.ts';
import { type Absence, type Trouble } from './constructs/product-alarm.ts';
import type { LambdaOf } from './constructs/product-function.ts';
import type { Storage } from './storage.ts';

/** What troubles are seen by. */
export interface Watched {
  readonly storage: Storage;
  readonly scheduleDeadLetters: Queue;
  readonly tenantQueue: FifoQueue;
  readonly userMutations: FifoQueue;
  readonly budgetMutations: FifoQueue;
  readonly functions: readonly LambdaOf[];
}

const QUARTER = Duration.minutes(15);
const HOUR = Duration.hours(1);

export function absences(stage: string): Absence[] {
  // A sample says that it was counted, also where the number is 0.
  const samples = { statistic: Stats.SAMPLE_COUNT, period: HOUR };
  return [
    {
      heading: 'schedule-did-not-run',
      of: 'daily',
      impact: 'No customer was synced today: joiners wait, leavers keep access.',
      metric: countOf(stage, 'fan-out', 'fanOutSent', samples),
      periods: 25,
      wakes: true,
    },
    {
      heading: 'schedule-did-not-run',
      of: 'overdue-check',
      impact: 'Nobody would hear of a customer that is not synced any more.',
      metric: countOf(stage, 'fan-out', 'tenantsOverdue', samples),
      periods: 3,
    },
  ];
}

export function runTroubles(stage: string): Trouble[] {
  return [
    {
      heading: 'fan-out-incomplete',
      impact: 'Some customers got no message from the schedule and are not synced today.',
      metric: countOf(stage, 'fan-out', 'fanOutIncomplete'),
      wakes: true,
    },
    {
      heading: 'tenants-overdue',
      impact: 'At least one active customer had no complete run for 26 hours.',
      metric: countOf(stage, 'fan-out', 'tenantsOverdue', { statistic: Stats.MAXIMUM, period: HOUR }),
      silenceIs: 'no-news',
      stands: true,
    },
    {
      heading: 'credentials-refused',
      of: 'personio',
      impact: "Personio refuses a customer's credential: that customer is not synced until it is renewed.",
      metric: countOf(stage, 'sync', 'credentialsRefused'),
    },
    {
      heading: 'run-held',
      impact: 'A run passed a limit: the kind that did waits for an approval, everything else went out.',
      metric: countOf(stage, 'sync', 'runHeld'),
    },
    {
      heading: 'api-ending',
      of: 'personio',
      impact: 'Nobody yet: Personio says that what we call comes to an end, or has moved.',
      metric: countOf(stage, 'sync', 'apiEnding'),
    },
  ];
}

export function deliveryTroubles(stage: string): Trouble[] {
  return [
    {
      heading: 'credentials-refused',
      of: 'alleo',
      impact: "Alleo refuses a customer's credential: that customer's changes stay open, nothing is lost.",
      metric: countOf(stage, 'deliver', 'alleoCredentialsRefused'),
    },
    {
      heading: 'accounts-lost',
      impact: 'Alleo lacks what was applied: somebody has no access who should, or has it who should not.',
      metric: countOf(stage, 'deliver', 'accountsLost'),
    },
    {
      heading: 'delivery-rejected',
      impact: 'Alleo refused a change for one person: that person is not as in Personio, all others are.',
      metric: countOf(stage, 'deliver', 'deliverRejected'),
    },
    {
      heading: 'api-ending',
      of: 'alleo',
      impact: 'Nobody yet: Alleo says that what we call comes to an end, or has moved.',
      metric: countOf(stage, 'deliver', 'apiEnding'),
    },
  ];
}

export function queueTroubles(props: Watched): Trouble[] {
  const { scheduleDeadLetters, tenantQueue, userMutations, budgetMutations } = props;
  const visible = (queue: Queue, statistic: string, period: Duration) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic, period });
  const ageOf = ({ queue }: FifoQueue) => queue.metricApproximateAgeOfOldestMessage({ period: QUARTER });
  const deadLetters = [
    {
      of: 'schedule',
      queue: scheduleDeadLetters,
      what: 'A call of the schedule failed for good: nobody was asked to run.',
    },
    { of: tenantQueue.name, queue: tenantQueue.deadLetters, what: "A customer's run failed for good." },
    { of: userMutations.name, queue: userMutations.deadLetters, what: 'Changes of people did not reach Alleo.' },
    { of: budgetMutations.name, queue: budgetMutations.deadLetters, what: 'Budgets were not assigned.' },
  ];
  return [
    ...deadLetters.map(({ of, queue, what }) => ({
      heading: 'dead-letters',
      of,
      impact: `${what} They are kept for 14 days.`,
      metric: visible(queue, Stats.MAXIMUM, Duration.minutes(5)),
      silenceIs: 'no-news' as const,
      stands: true as const,
      ...(queue === scheduleDeadLetters && { wakes: true as const }),
    })),
    {
      heading: 'queue-age',
      of: tenantQueue.name,
      impact: 'A customer waits for its run for more than four hours.',
      metric: ageOf(tenantQueue),
      from: Duration.hours(4).toSeconds(),
    },
    {
      heading: 'queue-age',
      of: userMutations.name,
      impact: 'Changes wait for more than six hours to reach Alleo: joiners have no access yet, leavers still have it.',
      metric: ageOf(userMutations),
      from: Duration.hours(6).toSeconds(),
      wakes: true,
    },
    {
      heading: 'budgets-waiting',
      impact: 'Budgets wait to be assigned in Alleo: employees do not see their money yet.',
      metric: visible(budgetMutations.queue, Stats.MINIMUM, HOUR),
    },
  ];
}

const OPERATIONS = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
  Operation.BATCH_WRITE_ITEM,
];

export function functionTroubles({ storage, functions }: Watched): Trouble[] {
  const ofFunctions = functions.flatMap(({ name, lambda, timeout }): Trouble[] => [
    {
      heading: 'errors',
      of: name,
      impact: `${name} broke off; what it was doing is tried again.`,
      metric: lambda.metricErrors({ period: QUARTER }),
    },
    {
      heading: 'throttles',
      of: name,
      impact: `${name} was not started when it should have been: work comes late, and messages near the dead letters.`,
      metric: lambda.metricThrottles({ period: QUARTER }),
    },
    {
      heading: 'duration-near-limit',
      of: name,
      impact: `${name} took nearly as long as it may: the next one may be cut off and done again.`,
      metric: lambda.metricDuration({ statistic: Stats.MAXIMUM, period: QUARTER }),
      from: 0.9 * timeout.toMilliseconds(),
    },
  ]);
  return [
    ...ofFunctions,
    {
      heading: 'throttles',
      of: 'table',
      impact: 'DynamoDB slowed the product down: runs take longer or are tried again.',
      metric: countThrottles(storage),
    },
  ];
}

/** A metric is there only where something was throttled: the sum of one that is there and one that is not is none. */
function countThrottles({ table }: Storage): MathExpression {
  const metrics = OPERATIONS.map((operation, n) => {
    const metric = table.metricThrottledRequestsForOperation(operation, { statistic: Stats.SUM, period: QUARTER });
    return [`m${n}`, metric] as const;
  });
  return new MathExpression({
    expression: metrics.map(([name]) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics),
    period: QUARTER,
    label: 'Throttled requests',
  });
}
