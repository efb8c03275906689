import type { TenantSecret } from '../../shared/contracts/credentials.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { TenantMessage } from '../../shared/contracts/tenant-message.ts';
import type { EmitState } from '../../shared/core/emit/emit-state.ts';
import { dateIn } from '../../shared/core/ground/calendar.ts';
import type { PersonioPort } from '../../shared/core/ports/personio.ts';
import type { MutationQueuePort, TenantQueuePort, VerifyQueuePort } from '../../shared/core/ports/queues.ts';
import type { SecretsPort } from '../../shared/core/ports/secrets.ts';
import type { DirectoryPort, Lease, MemoryPort, ReportWriterPort } from '../../shared/core/ports/table.ts';
import type { Prepared } from '../../shared/core/prepare-plan.ts';
import type { RunFacts } from '../../shared/core/report/report.ts';
import { addRefused, reportPlan } from '../../shared/core/report/report.ts';

export interface SyncDeps {
  readonly directory: DirectoryPort;
  readonly memory: MemoryPort;
  readonly reports: ReportWriterPort;
  readonly secrets: Pick<SecretsPort, 'readSecret'>;
  readonly tenantQueue: TenantQueuePort;
  readonly mutations: MutationQueuePort;
  /** Asks for the weekly look at Alleo. */
  readonly verifyQueue: VerifyQueuePort;
  readonly openPersonio: (tenant: Tenant, readSecret: () => Promise<TenantSecret>) => PersonioPort;
  readonly deliveryMode: 'customer-api' | 'queue';
  /** How many mutations of one tenant may be on their way (mode `customer-api`: in the other nobody can tell). */
  readonly mostOpen: number;
  /** The clock that a run's date is taken from. */
  readonly clock: () => Date;
  readonly newRunId: (now: Date) => string;
  /** Milliseconds until this invocation is cut off. */
  readonly remainingMs: () => number;
  /** Called with every report, to log and count it. */
  readonly announce: (report: RunReport) => void;
  /** Called with what stopped a run, or kept its report from being written, to log it: a report tells its code alone. */
  readonly explainStop: (error: unknown, run: { readonly tenantId: string; readonly runId: string }) => void;
  /** Called where a lease could not be given back, to log it: it lapses by itself, and the run is what it was. */
  readonly explainLease: (error: unknown, run: { readonly tenantId: string; readonly runId: string }) => void;
}

/** What became of a tenant message. */
export type SyncResult =
  | { readonly result: 'reported'; readonly report: RunReport }
  | { readonly result: 'continued'; readonly runId: string }
  | {
      readonly result: 'dropped';
      readonly why: 'TENANT_UNKNOWN' | 'OTHER_REGISTRATION' | 'TENANT_PAUSED' | 'TENANT_PENDING';
    };

export type Plan = Exclude<Prepared, { readonly gate: unknown }>;

export interface Run {
  readonly tenant: Tenant;
  readonly message: TenantMessage;
  readonly runId: string;
  readonly startedAt: Date;
  readonly begunMs: number;
  readonly lease: Lease;
  requests: number;
}

export function factsOf(deps: SyncDeps, run: Run): RunFacts {
  return {
    tenantId: run.tenant.id,
    runId: run.runId,
    date: dateIn(run.tenant.policies.timeZone, run.startedAt),
    startedAt: run.startedAt.toISOString(),
    trigger: run.message.trigger,
    requests: { personio: run.requests, alleo: 0 },
    capacity: deps.memory.capacity(),
    durationMs: Math.round(performance.now() - run.begunMs),
  };
}

export function reportEmitted(deps: SyncDeps, run: Run, { resolved, memory }: Plan, state: EmitState): RunReport {
  return addRefused(reportPlan(factsOf(deps, run), resolved, state.emitted, memory.open), state.refused);
}
