import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { countOf } from './constructs/count-of.ts';
import type { FifoQueue } from './constructs/fifo-queue.ts';
import type { LambdaOf } from './constructs/product-function.ts';

export interface DashboardProps {
  readonly stage: string;
  readonly alarms: Alarms;
  readonly queues: readonly FifoQueue[];
  readonly functions: readonly LambdaOf[];
}

const DAY = { period: Duration.days(1) };
const HOUR = { period: Duration.hours(1) };

/** One page that answers "is everybody in sync?" first, then what happened, then why not. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { stage, alarms } = props;
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `personio-sync-${stage}`,
      defaultInterval: Duration.days(7),
    });
    dashboard.addWidgets(
      new TextWidget({ markdown: `# Is everybody in sync? (${stage})`, width: 24, height: 1 }),
      ...answer(stage),
    );
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'What needs somebody', alarms: [...alarms.all], width: 24 }));
    dashboard.addWidgets(...whatHappened(stage));
    dashboard.addWidgets(...whyNot(props));
    dashboard.addWidgets(...howItRuns(props, Stack.of(this).region));
  }
}

function answer(stage: string) {
  const hourly = { statistic: Stats.MAXIMUM, ...HOUR };
  const numbers: readonly (readonly [string, IMetric])[] = [
    ['Customers in sync', countOf(stage, 'fan-out', 'customersInSync', hourly)],
    ['Customers not in sync (who: `status`)', countOf(stage, 'fan-out', 'customersNotInSync', hourly)],
    ['Of these, without a complete run for 26 hours', countOf(stage, 'fan-out', 'tenantsOverdue', hourly)],
    ['Customers asked to run today', countOf(stage, 'fan-out', 'fanOutSent', DAY)],
  ];
  return numbers.map(([title, metric]) => new SingleValueWidget({ title, metrics: [metric], width: 6, height: 4 }));
}

function whatHappened(stage: string) {
  return [
    new GraphWidget({
      title: 'Runs',
      width: 8,
      left: [
        countOf(stage, 'sync', 'runFinished', HOUR),
        countOf(stage, 'sync', 'runHeld', HOUR),
        countOf(stage, 'sync', 'runFailed', HOUR),
      ],
    }),
    new GraphWidget({
      title: 'Changes: sent, applied, refused',
      width: 8,
      left: [
        countOf(stage, 'sync', 'mutationsSent', HOUR),
        countOf(stage, 'deliver', 'deliverApplied', HOUR),
        countOf(stage, 'deliver', 'deliverRejected', HOUR),
        countOf(stage, 'deliver', 'budgetsForwarded', HOUR),
      ],
    }),
    new GraphWidget({
      title: 'People listed, and how long runs take',
      width: 8,
      left: [countOf(stage, 'sync', 'peopleListed', HOUR)],
      right: [countOf(stage, 'sync', 'runDuration', { statistic: Stats.MAXIMUM, ...HOUR })],
    }),
  ];
}

function whyNot({ queues }: DashboardProps) {
  return [
    new GraphWidget({
      title: 'Waiting',
      width: 8,
      left: queues.map(({ name, queue }) => queue.metricApproximateNumberOfMessagesVisible({ label: name })),
    }),
    new GraphWidget({
      title: 'Oldest that waits (seconds)',
      width: 8,
      left: queues.map(({ name, queue }) => queue.metricApproximateAgeOfOldestMessage({ label: name })),
    }),
    new GraphWidget({
      title: 'Dead letters',
      width: 8,
      left: queues.map(({ name, deadLetters }) =>
        deadLetters.metricApproximateNumberOfMessagesVisible({ label: name }),
      ),
    }),
  ];
}

function howItRuns({ functions }: DashboardProps, region: string) {
  const each = (title: string, of: (one: LambdaOf) => IMetric) =>
    new GraphWidget({ title, width: 8, region, left: functions.map(of) });
  return [
    each('Errors', ({ name, lambda }) => lambda.metricErrors({ label: name })),
    each('Throttles', ({ name, lambda }) => lambda.metricThrottles({ label: name })),
    each('Duration (ms)', ({ name, lambda }) => lambda.metricDuration({ label: name, statistic: Stats.MAXIMUM })),
  ];
}
