import type { AlleoCredentials, PersonioCredentials } from '../../shared/contracts/credentials.ts';
import type { Eligibility } from '../../shared/contracts/tenant.ts';
import type { Schedule } from '../../shared/core/ground/schedule.ts';
import type { Stream } from '../../shared/core/ground/streams.ts';
import type { AlleoPort } from '../../shared/core/ports/alleo.ts';
import type { PersonioPort } from '../../shared/core/ports/personio.ts';
import type { MutationQueuePort, TenantQueuePort } from '../../shared/core/ports/queues.ts';
import type { SecretsPort } from '../../shared/core/ports/secrets.ts';
import type {
  AuditPort,
  DirectoryPort,
  MemoryPort,
  OutcomePort,
  ReportReaderPort,
} from '../../shared/core/ports/table.ts';
import type { Log } from '../../shared/runtime/logger.ts';

/** A Personio account to read: of a tenant, or of one that is about to become one. */
export interface PersonioTarget {
  readonly tenantId: string;
  readonly url: string;
  readonly eligibility: Eligibility;
  readonly credentials: PersonioCredentials;
}

/** A company in Alleo to talk to. */
export interface AlleoTarget {
  readonly tenantId: string;
  readonly url: string;
  readonly companyId: number;
  readonly credentials: AlleoCredentials;
}

/** The queues that have dead letters, by their names without the stage. */
export const QUEUES = ['tenant-queue', 'alleo-user-mutations', 'alleo-budget-mutations'] as const;
export type QueueName = (typeof QUEUES)[number];

/** A dead letter as its queue shows it. */
export interface SeenDeadLetter {
  readonly id: string;
  readonly tenantId: string;
  /** Of a mutation: its kind, the employee's id, and which of theirs it is. Of a tenant message: why a run was asked for. */
  readonly facts:
    | {
        readonly kind: string;
        readonly employeeId: string | null;
        readonly registration: string;
        readonly of?: { stream: Stream; sequence: number };
      }
    | undefined;
  readonly since: Date;
  readonly handedOut: number;
  readonly faults: readonly string[];
}

/** What was seen of a queue, and how many lie there, of everybody. */
export interface SeenDeadLetters {
  readonly letters: readonly SeenDeadLetter[];
  readonly count: number;
}

/** What a stage allows its support. */
export interface SupportConfig {
  /** The embedded run: `asOf` sets the clock, loopback addresses are allowed. */
  readonly local: boolean;
  readonly role: 'read' | 'operate';
  readonly deliveryMode: 'customer-api' | 'queue';
  readonly schedule: Schedule;
  readonly personioHosts: readonly string[];
  readonly alleoHosts: readonly string[];
  /** The stage's own Alleo URL: the only one that the stage's credential is sent to. */
  readonly stageAlleoUrl: string;
}

/** What the operations work with. */
export interface SupportDeps {
  readonly config: SupportConfig;
  readonly directory: DirectoryPort;
  readonly memory: MemoryPort;
  readonly outcomes: Pick<OutcomePort, 'readOutcome' | 'readOutcomes' | 'readStatus' | 'writeOutcome'>;
  readonly reports: ReportReaderPort;
  readonly audit: AuditPort;
  readonly secrets: SecretsPort;
  readonly tenantQueue: TenantQueuePort;
  readonly mutations: MutationQueuePort;
  readonly openPersonio: (target: PersonioTarget) => PersonioPort;
  readonly openAlleo: (target: AlleoTarget) => AlleoPort;
  /**
   * Brings a queue's dead letters back, of one tenant where one is named; `others` and `malformed` were seen and stay,
   * `left` lie there now.
   */
  readonly redrive: (
    queue: QueueName,
    tenantId: string | undefined,
  ) => Promise<{ readonly moved: number; readonly others: number; readonly malformed: number; readonly left: number }>;
  /** Looks at a queue's dead letters, of one tenant where one is named, and leaves them where they are. */
  readonly lookAtDeadLetters: (queue: QueueName, tenantId: string | undefined) => Promise<SeenDeadLetters>;
  /** Takes one away for good, by SQS's id of it; false where it is not there any more. */
  readonly purgeDeadLetter: (queue: QueueName, id: string) => Promise<boolean>;
  /** The clock of the runs. */
  readonly clock: () => Date;
  /** A ULID of this instant: registrations, runs, deduplication. */
  readonly newId: (now: Date) => string;
  /** 32 random bytes, base64. */
  readonly newFingerprintKey: () => string;
  readonly log: Log;
}
