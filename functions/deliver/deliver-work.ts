import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import type { OpenItem } from '../../shared/core/ground/memory.ts';
import type { BudgetQueuePort } from '../../shared/core/ports/queues.ts';
import type { DirectoryPort, Outcome, OutcomePort } from '../../shared/core/ports/table.ts';
import type { Log } from '../../shared/runtime/logger.ts';
import type { FingerprintsOf } from './keep-fingerprints.ts';
import type { Company } from './open-company.ts';

export interface DeliverDeps {
  readonly directory: Pick<DirectoryPort, 'readTenant' | 'updateTenant'>;
  readonly outcomes: OutcomePort;
  readonly budgets: BudgetQueuePort;
  /** The tenant's company in Alleo; the same one while a container lives, so that lists are read once. */
  readonly companyOf: (tenant: Tenant) => Company;
  /** By the tenant's key: what proves that a message is one of ours. */
  readonly fingerprintsOf: FingerprintsOf;
  readonly clock: () => Date;
  /** Milliseconds of real time, also in a run of another day. */
  readonly now: () => number;
  /** After how long an activation that left no trace of its end counts as ended. */
  readonly activationLapsesMs: number;
  readonly log: Log;
}

/** What became of one mutation. `left-open` and `rejected` say why on the open item. */
export type Delivery =
  | { readonly delivery: 'applied' | 'skipped' | 'parked' | 'forwarded' }
  | { readonly delivery: 'dropped'; readonly code: 'TENANT_UNKNOWN' | 'OTHER_REGISTRATION' }
  | { readonly delivery: 'rejected' | 'left-open'; readonly code: string };

/** One mutation at work: whom it is for, and what deliver knows of the person. */
export interface Work {
  readonly tenant: Tenant;
  readonly company: Company;
  readonly mutation: UserMutation;
  /** Keyed fingerprint of what it says, proven by its id. */
  readonly content: string;
  /** The open item of its stream, once that is read. */
  open?: OpenItem | undefined;
  /** As stored; sequences and Alleo id of an earlier registration are forgotten, grants never. */
  outcome: Outcome;
  /** When this delivery claimed the activation that it may lead to, by `now`. */
  claimedAt?: number;
}

/** Alleo has this account under another `external_id`. */
export const OF_ANOTHER = { refused: 'ACCOUNT_OF_ANOTHER', attribute: 'external_id' } as const;

/** What deliver knows of a person; sequences and Alleo id of an earlier registration are forgotten, grants never. */
export async function readOutcome(
  deps: { readonly outcomes: Pick<OutcomePort, 'readOutcome'> },
  tenant: Pick<Tenant, 'id' | 'registration'>,
  employeeId: string,
): Promise<Outcome> {
  const stored = await deps.outcomes.readOutcome(tenant.id, employeeId);
  if (stored?.registration === tenant.registration) return stored;
  const { registration } = tenant;
  return { employeeId, registration, version: stored?.version ?? 0, applied: {}, grants: stored?.grants ?? [] };
}

/** Throws `TransientError` OUTCOME_CHANGED. */
export async function writeOutcome(deps: DeliverDeps, work: Work, outcome: Outcome): Promise<void> {
  await deps.outcomes.writeOutcome(work.tenant.id, outcome);
  work.outcome = { ...outcome, version: outcome.version + 1 };
}

/** The last answer worth showing. */
export function lastOf(deps: DeliverDeps, work: Work, code: string, attribute?: string): Pick<Outcome, 'last'> {
  const named = attribute === undefined ? {} : { attribute };
  return { last: { code, ...named, at: deps.clock().toISOString(), kind: work.mutation.data.kind } };
}

/** Records that this sequence of this stream is applied, then closes the open item: in this order nothing gets lost. */
export async function recordApplied(
  deps: DeliverDeps,
  work: Work,
  stream: string,
  more: Partial<Outcome>,
): Promise<void> {
  const { external_id, sequence } = work.mutation.data;
  const applied = { ...work.outcome.applied, [stream]: sequence };
  await writeOutcome(deps, work, { ...work.outcome, ...more, applied, ...lastOf(deps, work, 'applied') });
  await deps.outcomes.closeOpen(work.tenant.id, external_id, stream, sequence);
}
