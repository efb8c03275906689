import type { AlleoCredentials, TenantSecret } from '../contracts/credentials.ts';
import type { RunReport } from '../contracts/run-report.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { TenantMessage } from '../contracts/tenant-message.ts';
import type { UserMutation } from '../contracts/user-mutation.ts';
import type { Employee, ListingRead } from './employee.ts';
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
} from './memory.ts';

/**
 * A tenant's employees, whichever API of Personio they come from. All calls throw `TenantError` CREDENTIALS_REFUSED,
 * or `TransientError` (LISTING_INCOMPLETE for a listing that failed for good, else PERSONIO_UNAVAILABLE).
 */
export interface PersonioPort {
  /** Reads all pages once. The result is not proven complete. */
  readAll(): Promise<ListingRead>;
  /** One employee by id, `undefined` where Personio answers 404. */
  readOne(employeeId: string): Promise<Employee | undefined>;
  /** The attributes that this credential may read, for diagnosis; `undefined` where Personio refuses this call (403). */
  readAttributes(): Promise<
    readonly { key: string; label: string; universalId: string | null; type: string | null }[] | undefined
  >;
  /** HTTP requests made so far. */
  requestCount(): number;
}

/** An Alleo account as the Customer API shows it. */
export interface AlleoAccount {
  readonly id: number;
  readonly external_id: string | null;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly birthday: string | null;
  readonly work_anniversary: string | null;
  readonly company_group_id: number | null;
  readonly is_active: boolean;
}

/** Fields that the Customer API takes. A field left out stays as it is, `null` clears. */
export interface AlleoAccountFields {
  readonly external_id?: string;
  readonly email?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly birthday?: string | null;
  readonly work_anniversary?: string | null;
  readonly company_group_id?: number | null;
  readonly language?: string;
}

/** Alleo refused one user's request (400, 409, 422): the code and the field it names, nothing else. */
export interface Rejection {
  readonly rejected: 'DUPLICATE_EMAIL' | 'VALIDATION';
  readonly attribute?: string;
}

/**
 * One company's accounts in Alleo. All calls throw `TenantError` ALLEO_CREDENTIALS_REFUSED (401 twice, 403, or the
 * token endpoint refusing) or `TransientError` (429 with its `Retry-After`, 5xx, network).
 */
export interface AlleoPort {
  listCompanies(): Promise<readonly { id: number; name: string }[]>;
  listGroups(): Promise<readonly { id: number; name: string }[]>;
  /** Every account of the company, active or not, page by page. */
  listAccounts(): Promise<readonly AlleoAccount[]>;
  /** `undefined` where the account does not exist (404). */
  readAccount(id: number): Promise<AlleoAccount | undefined>;
  createAccount(fields: AlleoAccountFields): Promise<AlleoAccount | Rejection>;
  /** `undefined` where the account does not exist (404). */
  updateAccount(id: number, fields: AlleoAccountFields): Promise<AlleoAccount | Rejection | undefined>;
  /** 404 counts as `gone`. */
  activateAccount(id: number): Promise<'done' | 'gone' | Rejection>;
  deactivateAccount(id: number): Promise<'done' | 'gone' | Rejection>;
  requestCount(): number;
}

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
  /** The same for a single person, with their open items (`explain`, `resend`). */
  readEmployee(tenantId: string, employeeId: string): Promise<{ memory?: EmployeeMemory; open: readonly OpenItem[] }>;
  /**
   * One transaction, up to WRITES_PER_TRANSACTION writes: all or nothing, renews the lease for 60 s.
   * Throws `TransientError` LEASE_LOST where another run took over. An empty list only renews the lease.
   */
  write(lease: Lease, writes: readonly MemoryWrite[]): Promise<void>;
  /** Of everybody who was forgotten in the last 400 days and had a grant. */
  readPastGrants(tenantId: string): Promise<PastGrants>;
  /** Support's approval, outside a run: no lease needed; the next run reads it. */
  putApproval(tenantId: string, approval: Approval): Promise<void>;
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
  /** The sequence of the last deactivation applied: it cancelled the budgets before it. */
  readonly deactivated?: number;
  /** The last answer worth showing: `applied`, or the code of a rejection. */
  readonly last?: { readonly code: string; readonly attribute?: string; readonly at: string; readonly kind: string };
}

export interface OutcomePort {
  readOutcome(tenantId: string, employeeId: string): Promise<Outcome | undefined>;
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

export interface ReportWriterPort {
  putReport(report: RunReport, now: Date): Promise<void>;
}

export interface ReportReaderPort {
  /** Newest first. */
  listReports(tenantId: string, limit: number): Promise<readonly RunReport[]>;
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

/** A secret with the version that it was read as. */
export interface SecretVersion {
  readonly secret: TenantSecret;
  readonly version: string;
}

/** Tenant secrets, one each. `pending` is the second slot of a rotation. */
export interface SecretsPort {
  /** Throws `TenantError` SECRET_MISSING or SECRET_INVALID (naming the field). */
  readSecret(tenantId: string, arn: string, stage?: 'current' | 'pending'): Promise<TenantSecret>;
  /** The current one, to be replaced as long as it still is. Throws like `readSecret`. */
  readCurrent(tenantId: string, arn: string): Promise<SecretVersion>;
  /** Makes the tenant's secret, or takes over one that a half-done `add` left behind; gives its ARN. */
  createSecret(tenantId: string, secret: TenantSecret): Promise<string>;
  /** Stores a new pair in the pending slot; gives its version. */
  putPending(arn: string, secret: TenantSecret): Promise<string>;
  /** Makes version `to` the current one, and `from` the previous one; false where `from` is not the current one. */
  promote(arn: string, versions: { readonly from: string; readonly to: string }): Promise<boolean>;
  /** At once, without recovery. Nothing happens where it is gone. */
  deleteSecret(arn: string): Promise<void>;
  /** The stage's own Alleo credential, where it has one for all companies. */
  readStageAlleo(): Promise<AlleoCredentials | undefined>;
}

export interface TenantQueuePort {
  /** Sends to the tenant's group. `deduplicationId` as given: the schedule's time, or a fresh one for a re-queue. */
  sendTenantMessages(
    messages: readonly { readonly message: TenantMessage; readonly deduplicationId: string }[],
  ): Promise<{ readonly failed: readonly { readonly tenantId: string; readonly code: string }[] }>;
}

export interface MutationQueuePort {
  /**
   * Sends in the given order, in batches of ten, one after the other, into the tenant's group; an unprocessed entry is
   * sent again before anything after it. Throws `TransientError` SEND_FAILED.
   */
  sendMutations(tenantId: string, mutations: readonly UserMutation[]): Promise<void>;
}

export interface BudgetQueuePort {
  sendBudgets(tenantId: string, mutations: readonly UserMutation[]): Promise<void>;
}

/** What a consumer does to a message beside acknowledging it. */
export interface MessageControlPort {
  /** When a message that is returned becomes visible again. */
  setVisibility(receiptHandle: string, seconds: number): Promise<void>;
  /** Puts a message that nobody can handle among the dead letters, as it came. */
  sendToDeadLetters(message: {
    readonly body: string;
    readonly groupId: string;
    readonly messageId: string;
  }): Promise<void>;
}
