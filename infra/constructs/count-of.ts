import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, METRICS } from '../../shared/runtime/metric-names.ts';

/**
 * A metric that a function of this stage counts, with the dimensions under which its code emits it.
 * @param service the function's name
 */
export function countOf(
  stage: string,
  service: 'fan-out' | 'sync' | 'deliver',
  name: keyof typeof METRICS,
  options: { readonly statistic?: string; readonly period?: Duration } = {},
): Metric {
  // Short: an alarm on events ends soon after the last one, and tells the next one again.
  const { statistic = Stats.SUM, period = Duration.minutes(5) } = options;
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: METRICS[name],
    dimensionsMap: { service, stage },
    statistic,
    period,
  });
}
