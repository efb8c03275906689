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
  /** Active tenants that are in sync by the rule that `status` goes by, and those that are not; one number an hour. */
  customersInSync: 'CustomersInSync',
  customersNotInSync: 'CustomersNotInSync',
  runFinished: 'RunFinished',
  runHeld: 'RunHeld',
  /** Gates and errors; each try of a run that is tried again counts. */
  runFailed: 'RunFailed',
  /** Personio's credential of a tenant is refused, or its secret cannot be used. */
  credentialsRefused: 'CredentialsRefused',
  peopleListed: 'PeopleListed',
  mutationsSent: 'MutationsSent',
  /** What earlier runs sent and Alleo has not taken, as a run found it; always 0 in delivery mode `queue`. */
  mutationsOpen: 'MutationsOpen',
  runDuration: 'RunDuration',
  deliverApplied: 'DeliverApplied',
  deliverRejected: 'DeliverRejected',
  deliverDropped: 'DeliverDropped',
  /** People whose access in Alleo is not what was applied, as the weekly look finds them. */
  accountsLost: 'AccountsLost',
  budgetsForwarded: 'BudgetsForwarded',
  /** Alleo's credential of a tenant is refused, or its secret cannot be used; once per tenant and batch. */
  alleoCredentialsRefused: 'AlleoCredentialsRefused',
  /** Signs that an API, or its address, comes to an end; each once per client. */
  apiEnding: 'ApiEnding',
  /** Messages that the functions themselves put among the dead letters. */
  messageMalformed: 'MessageMalformed',
} as const;
export type MetricName = (typeof METRICS)[keyof typeof METRICS];
