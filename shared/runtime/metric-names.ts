/** The CloudWatch namespace of everything we count. */
export const METRIC_NAMESPACE = 'PersonioSync';

/** Every metric's name, shared by the code that emits it and the alarm that watches it. No metric names a tenant. */
export const METRICS = {
  /** Tenants that the schedule sent a message for; its absence means that the schedule did not run. */
  fanOutSent: 'FanOutSent',
  /** Active tenants that got no message. */
  fanOutIncomplete: 'FanOutIncomplete',
  /** Active tenants without a complete run for 26 hours; one number an hour. */
  tenantsOverdue: 'TenantsOverdue',
  runFinished: 'RunFinished',
  runHeld: 'RunHeld',
  runFailed: 'RunFailed',
  credentialsRefused: 'CredentialsRefused',
  peopleListed: 'PeopleListed',
  mutationsSent: 'MutationsSent',
  runDuration: 'RunDuration',
  deliverApplied: 'DeliverApplied',
  deliverRejected: 'DeliverRejected',
  deliverDropped: 'DeliverDropped',
  budgetsForwarded: 'BudgetsForwarded',
  alleoCredentialsRefused: 'AlleoCredentialsRefused',
  messageMalformed: 'MessageMalformed',
} as const;
export type MetricName = (typeof METRICS)[keyof typeof METRICS];
