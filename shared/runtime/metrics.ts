import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MetricName } from './metric-names.ts';
import { METRIC_NAMESPACE } from './metric-names.ts';

/** Counts things. Dimensions are stage and service only: a metric per tenant would cost more than the tenant. */
export interface Counter {
  add(name: MetricName, value: number): void;
  addDuration(name: MetricName, milliseconds: number): void;
  /** Writes what was counted, once per invocation. */
  flush(): void;
}

/** CloudWatch's embedded metric format on standard output, by Powertools. */
export function createCounter(service: string, stage: string): Counter {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: service, defaultDimensions: { stage } });
  return {
    add: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    addDuration: (name, milliseconds) => metrics.addMetric(name, MetricUnit.Milliseconds, milliseconds),
    // With nothing to write Powertools would write a warning instead.
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
