import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What goes wrong, for whom, and where it stands what to do. */
export interface Trouble {
  /** Its heading in `docs/runbook.md`, which is the alarm's name, too. */
  readonly heading: string;
  /** Which one, where a heading has several alarms: a queue, a function. */
  readonly of?: string;
  /** Who notices what, in one sentence. */
  readonly impact: string;
  readonly metric: IMetric;
  /** It concerns all customers and grows worse by the hour: somebody is woken. @default it can wait until the morning */
  readonly wakes?: true;
  /**
   * It is a number of things that stand until somebody acts, so that the alarm stands as well, and says nothing of the
   * next one: then a second alarm tells each time that there are more.
   */
  readonly stands?: true;
  /** Alarms from this value on. @default 1 */
  readonly from?: number;
  /**
   * What a period without a value means. `no-news`: the last state stands, for what is counted once an hour and may miss
   * an hour by a second, and for queues, of which SQS says nothing where nothing was done with them for six hours.
   * @default good-news
   */
  readonly silenceIs?: 'good-news' | 'no-news';
}

/** Work that has to be seen and is not: the alarm stands on the absence of a metric. */
export interface Absence extends Omit<Trouble, 'from' | 'silenceIs' | 'stands'> {
  /** How many periods may pass without it. */
  readonly periods: number;
}

export interface AlarmDeps {
  readonly stage: string;
  readonly topics: Topics;
}

/** Where alarms go. */
export interface Topics {
  /** Somebody is woken. */
  readonly alarms: ITopic;
  /** Somebody looks in the morning. */
  readonly notices: ITopic;
}

const RUNBOOK = 'docs/runbook.md';

interface Rule {
  /** Behind the alarm's name, where a trouble has two. */
  readonly suffix?: string;
  readonly impact: string;
  readonly metric: IMetric;
  readonly tellsItsEnd: boolean;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly treatMissingData: TreatMissingData;
}

function createAlarm(
  scope: Construct,
  { stage, topics }: AlarmDeps,
  { heading, of, wakes }: Trouble | Absence,
  { suffix = '', impact, tellsItsEnd, ...rule }: Rule,
): Alarm {
  const name = `${of === undefined ? heading : `${heading}-${of}`}${suffix}`;
  const alarm = new Alarm(scope, name, {
    alarmName: `personio-sync-${stage}-${name}`,
    alarmDescription: `${impact} What to do: ${RUNBOOK}#${heading}`,
    ...rule,
  });
  const action = new SnsAction(wakes === true ? topics.alarms : topics.notices);
  alarm.addAlarmAction(action);
  if (tellsItsEnd) alarm.addOkAction(action);
  return alarm;
}

/** Each time there are more than there were. That there are no more of them is no good news: nothing is told then. */
function alarmOnMore(scope: Construct, deps: AlarmDeps, trouble: Trouble): Alarm {
  const { metric, impact } = trouble;
  const period = metric.toMetricConfig().metricStat?.period;
  return createAlarm(scope, deps, trouble, {
    suffix: '-more',
    impact: `More than before, while the alarm stands. ${impact}`,
    metric: new MathExpression({
      // The first ones are the standing alarm's to tell.
      expression: 'IF(all - DIFF(all) > 0, DIFF(all), 0)',
      usingMetrics: { all: metric },
      ...(period !== undefined && { period }),
    }),
    tellsItsEnd: false,
    threshold: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

/** Alarms as soon as something is counted that should not be; of what stands until somebody acts also when it grows. */
export function alarmOn(scope: Construct, deps: AlarmDeps, trouble: Trouble): Alarm[] {
  const { impact, metric } = trouble;
  const alarm = createAlarm(scope, deps, trouble, {
    impact,
    metric,
    tellsItsEnd: true,
    threshold: trouble.from ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: trouble.silenceIs === 'no-news' ? TreatMissingData.IGNORE : TreatMissingData.NOT_BREACHING,
  });
  return trouble.stands === true ? [alarm, alarmOnMore(scope, deps, trouble)] : [alarm];
}

/** Alarms when something is not counted for too long. */
export function alarmOnAbsence(scope: Construct, deps: AlarmDeps, absence: Absence): Alarm {
  const { impact, metric, periods } = absence;
  return createAlarm(scope, deps, absence, {
    impact,
    metric,
    tellsItsEnd: true,
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: periods,
    treatMissingData: TreatMissingData.BREACHING,
  });
}
