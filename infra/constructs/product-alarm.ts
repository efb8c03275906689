import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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
  /** Alarms from this value on. @default 1 */
  readonly from?: number;
  /**
   * What a period without a value means. `no-news`: the last state stands, for what is counted once an hour and may miss
   * an hour by a second. @default good-news
   */
  readonly silenceIs?: 'good-news' | 'no-news';
}

/** Work that has to be seen and is not: the alarm stands on the absence of a metric. */
export interface Absence extends Omit<Trouble, 'from' | 'silenceIs'> {
  /** How many periods may pass without it. */
  readonly periods: number;
}

export interface AlarmDeps {
  readonly stage: string;
  readonly topic: ITopic;
}

const RUNBOOK = 'docs/runbook.md';

function createAlarm(
  scope: Construct,
  { stage, topic }: AlarmDeps,
  { heading, of, impact, metric }: Trouble | Absence,
  threshold: {
    readonly threshold: number;
    readonly comparisonOperator: ComparisonOperator;
    readonly evaluationPeriods: number;
    readonly treatMissingData: TreatMissingData;
  },
): Alarm {
  const name = of === undefined ? heading : `${heading}-${of}`;
  const alarm = new Alarm(scope, name, {
    alarmName: `personio-sync-${stage}-${name}`,
    alarmDescription: `${impact} What to do: ${RUNBOOK}#${heading}`,
    metric,
    ...threshold,
  });
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
}

/** Alarms as soon as something is counted that should not be. */
export function alarmOn(scope: Construct, deps: AlarmDeps, trouble: Trouble): Alarm {
  return createAlarm(scope, deps, trouble, {
    threshold: trouble.from ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: trouble.silenceIs === 'no-news' ? TreatMissingData.IGNORE : TreatMissingData.NOT_BREACHING,
  });
}

/** Alarms when something is not counted for too long. */
export function alarmOnAbsence(scope: Construct, deps: AlarmDeps, absence: Absence): Alarm {
  return createAlarm(scope, deps, absence, {
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: absence.periods,
    treatMissingData: TreatMissingData.BREACHING,
  });
}
