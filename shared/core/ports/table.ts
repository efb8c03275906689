import type { RunReport } from '../../contracts/run-report.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type {
  Approval,
  Carried,
  EmployeeMemory,
  GrantNumbers,
  LedgerDay,
  OpenItem,
  PastGrants,
  PlanEntry,
  TenantMemory,
} from '../ground/memory.ts';

/** Attributes of a tenant by name; one that is `undefined` is not there. */
export type TenantAttributes = { readonly [K in keyof Tenant]?: Tenant[K] | undefined };

/** The tenants, one item each. Reads are strongly consistent; what comes back is parsed. */
export interface DirectoryPort {
  listTenants(): Promise<readonly Tenant[]>;
  readTenant(tenantId: string): Promise<Tenant | undefined>;
  /** Writes a new tenant; false where the id is taken. */
  createTenant(tenant: Tenant): Promise<boolean>;
  /**
   * Sets the named attributes (an `undefined` one is removed), only for this registration and only while every attribute
   * of `asRead` still is what it was read as; false where not.
   */
  updateTenant(
    tenantId: string,
    registration: string,
    changes: TenantAttributes,
    asRead?: TenantAttributes,
  ): Promise<boolean>;
  deleteTenant(tenantId: string, registration: string): Promise<void>;
}

/** One write of a run. Puts of an employee check `version` as it was read and store it raised by one. */
export type MemoryWrite =
  | { readonly put: 'employee'; readonly item: EmployeeMemory }
  | { readonly put: 'open'; readonly item: OpenItem }
  | { readonly put: 'ledger'; readonly item: LedgerDay }
  | { readonly put: 'approval'; readonly item: Approval }
  /** What is kept of a forgotten person's grants, from this instant on. */
  | {
      readonly put: 'past-grants';
      readonly employeeId: string;
      readonly grants: GrantNumbers;
      readonly now: Date;
    }
  | { readonly delete: 'employee'; readonly employeeId: string; readonly version: number }
  | { readonly delete: 'open'; readonly employeeId: string; readonly stream: string }
  /** The delivery outcome of a forgotten person. */
  | { readonly delete: 'outcome'; readonly employeeId: string }
  | { readonly delete: 'made-anew'; readonly employeeId: string };

/** A lease as its holder knows it. `step` counts the holder's transactions, so that an unknown outcome can be told. */
export interface Lease {
  readonly tenantId: string;
  readonly runId: string;
  /** Raised by the store with every write. */
  step: number;
}

/** At most this many writes go into one transaction: DynamoDB's 100 less the lease. */
export const WRITES_PER_TRANSACTION = 99;

/** A tenant's memory. Every write needs the lease and goes out in order, one transaction after another. */
export interface MemoryPort {
  /** Takes the tenant's lease for 60 s; `undefined` where another run holds it. */
  takeLease(tenantId: string, runId: string): Promise<Lease | undefined>;
  /** Gives it back; nothing happens where it is no longer ours. */
  releaseLease(lease: Lease): Promise<void>;
  /** One strongly consistent read of employees, open items, ledger and approval. */
  readMemory(tenantId: string): Promise<TenantMemory>;
  /** How many mutations are on their way: open, and delivery has not said why. */
  countOnTheWay(tenantId: string): Promise<number>;
  /** What of the memory says whether a customer is in sync: what is open, but for what awaits a group, and the approval. */
  readWaiting(tenantId: string): Promise<Pick<TenantMemory, 'open' | 'approval'>>;
  /** As `readMemory`, for a single person, with their open items (`explain`, `resend`), but for one that awaits a group. */
  readEmployee(tenantId: string, employeeId: string): Promise<{ memory?: EmployeeMemory; open: readonly OpenItem[] }>;
  /**
   * One transaction, up to WRITES_PER_TRANSACTION writes: all or nothing, renews the lease for 60 s.
   * Throws `TransientError` LEASE_LOST where another run took over. An empty list only renews the lease.
   */
  write(lease: Lease, writes: readonly MemoryWrite[]): Promise<void>;
  /** Of everybody who was forgotten in the last 400 days and had a grant. */
  readPastGrants(tenantId: string): Promise<PastGrants>;
  /**
   * Support's approval, outside a run: no lease needed; the next run reads it. False where one that was given later
   * stands: an older decision never replaces a newer one.
   */
  putApproval(tenantId: string, approval: Approval): Promise<boolean>;
  /** Keeps a plan's entries for 30 days under its digest. Idempotent. */
  putPlan(tenantId: string, digest: string, entries: readonly PlanEntry[], now: Date): Promise<void>;
  /** The entries kept under this digest, `undefined` where there are none. */
  readPlan(tenantId: string, digest: string): Promise<readonly PlanEntry[] | undefined>;
  /** The same for a plan that a preview showed: only to tell how it differs, never to release anything. */
  putPreviewed(tenantId: string, digest: string, entries: readonly PlanEntry[], now: Date): Promise<void>;
  readPreviewed(tenantId: string, digest: string): Promise<readonly PlanEntry[] | undefined>;
  /** Deletes every item of a removed tenant; the audit stays. */
  deleteAll(tenantId: string): Promise<void>;
  /** Capacity units consumed through this port so far. */
  capacity(): { read: number; write: number };
}

/** Deliver's own record of one person. Holds sequences and ids, no personal data. */
export interface Outcome extends Carried {
  readonly employeeId: string;
  /** The tenant's registration that it was written under; one of another registration counts as none. */
  readonly registration: string;
  readonly version: number;
  readonly alleoId?: number;
  /** The highest sequence applied, per stream (`profile`, `monthly:<category>`). */
  readonly applied: { readonly [stream: string]: number };
  /** Message ids of grants that were passed on, for ever. */
  readonly grants: readonly string[];
  /** Set before an account is made, removed with its `alleoId` recorded: while it stands, look before making another. */
  readonly creating?: boolean;
  /** Since when an activation is under way (milliseconds of real time): it sends an e-mail, so two at once would send two. */
  readonly activating?: number;
  /** The sequence of the last deactivation applied: it cancelled the budgets before it. */
  readonly deactivated?: number;
  /** The person goes on under another id: what still comes under this one is no longer wanted. */
  readonly retired?: boolean;
  /** The last answer worth showing: `applied`, or the code of a rejection. */
  readonly last?: { readonly code: string; readonly attribute?: string; readonly at: string; readonly kind: string };
}

export interface OutcomePort {
  readOutcome(tenantId: string, employeeId: string): Promise<Outcome | undefined>;
  /** Everybody's under this registration, by employee id. */
  readOutcomes(tenantId: string, registration: string): Promise<ReadonlyMap<string, Outcome>>;
  /** Writes where `version` is still the stored one (0: none), raised by one; throws `TransientError` OUTCOME_CHANGED else. */
  writeOutcome(tenantId: string, outcome: Outcome): Promise<void>;
  /** The status that the sync remembers for a person, for adoption: `undefined` where unknown. */
  readStatus(tenantId: string, employeeId: string): Promise<'active' | 'inactive' | 'missing' | undefined>;
  readOpen(tenantId: string, employeeId: string, stream: string): Promise<OpenItem | undefined>;
  /** Removes the open item of a stream at or below this sequence. */
  closeOpen(tenantId: string, employeeId: string, stream: string, sequence: number): Promise<void>;
  /** Says on the open item (only one of this sequence) why it is still open. */
  markOpen(
    tenantId: string,
    employeeId: string,
    stream: string,
    sequence: number,
    why: { readonly code: string; readonly attribute?: string },
  ): Promise<void>;
  /** Tells the next run that this person's account was made anew. */
  markMadeAnew(tenantId: string, employeeId: string): Promise<void>;
}

/** How often a pair was refused within some minutes, the last time at this instant (Unix milliseconds). */
export interface Refusals {
  readonly count: number;
  readonly at: number;
}

/** What support's invocations know of a pair of credentials together, by a name that tells neither half. In real time. */
export interface PairPort {
  /** When the other side refused it last, Unix milliseconds, and how often in a row; `undefined` where it did not. */
  readRefusals(pair: string): Promise<Refusals | undefined>;
  putRefusals(pair: string, refusals: Refusals): Promise<void>;
  /** Takes the turns of so many requests; gives the milliseconds to wait before the first of them, 60,000 at most. */
  takeTurns(pair: string, count: number): Promise<number>;
}

export interface ReportWriterPort {
  putReport(report: RunReport, now: Date): Promise<void>;
}

export interface ReportReaderPort {
  /** Newest first; with `since` only of runs that began then or later. */
  listReports(tenantId: string, limit: number, since?: Date): Promise<readonly RunReport[]>;
}

/** What somebody did by hand. No person, no secret. */
export interface AuditEntry {
  readonly tenantId: string;
  /** The caller's ARN as stated by the caller, or the local user. */
  readonly who: string;
  readonly requestId: string;
  readonly what: string;
  readonly at: string;
  readonly result: string;
}

export interface AuditPort {
  putAudit(entry: AuditEntry): Promise<void>;
  listAudit(tenantId: string, limit: number): Promise<readonly AuditEntry[]>;
}
