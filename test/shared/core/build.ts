import type { Policies } from '../../../shared/contracts/policies.ts';
import { defaultPolicies } from '../../../shared/contracts/policies.ts';
import type { Eligibility, Tenant } from '../../../shared/contracts/tenant.ts';
import type { DraftedPlan } from '../../../shared/core/compare/plan.ts';
import { draftPlan } from '../../../shared/core/compare/plan.ts';
import {
  desiredProfile,
  rememberFields,
  rememberFolded,
  settledFingerprint,
} from '../../../shared/core/compare/profile.ts';
import { newLedgerDay, newMemory } from '../../../shared/core/emit/remember.ts';
import { addDays } from '../../../shared/core/ground/calendar.ts';
import type { Employee, ListingRead, Reading } from '../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY } from '../../../shared/core/ground/employee.ts';
import { createFingerprints } from '../../../shared/core/ground/fingerprint.ts';
import type {
  Approval,
  BudgetMemory,
  EmployeeMemory,
  LedgerDay,
  OpenItem,
  PastGrants,
  PlanEntry,
  TenantMemory,
} from '../../../shared/core/ground/memory.ts';
import type { BudgetKey } from '../../../shared/core/ground/streams.ts';
import { limitBase } from '../../../shared/core/ground/thresholds.ts';
import type { ResolvedPlan } from '../../../shared/core/hold/approval.ts';
import { resolveApproval } from '../../../shared/core/hold/approval.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import { proveComplete } from '../../../shared/core/read/listing.ts';

export const TODAY = '2026-12-01';
export const KEY = Buffer.alloc(32, 7).toString('base64');
export const fingerprints = createFingerprints(KEY);
export const EVERYONE: Eligibility = { mode: 'everyone' };
export const SELECTIVE: Eligibility = { mode: 'attribute', label: 'Alleo' };

/** An active tenant without selective sync. */
export const tenant: Tenant = {
  version: 1,
  id: 'acme',
  name: 'Acme',
  status: 'active',
  registration: '01JDWQ0000000000000000000A',
  secretArn: 'arn:secret',
  personioUrl: 'https://api.personio.de/v1',
  alleoUrl: 'https://api.yourcampus.co/customer_api/v1',
  company: { id: 7, name: 'Acme' },
  eligibility: { mode: 'everyone' },
  policies: defaultPolicies(),
  onceReadable: [],
  createdAt: '2026-11-01T00:00:00.000Z',
};

type Fields = { [F in Exclude<keyof Employee, 'id' | 'budgets' | 'oddTimes'>]?: Reading } & {
  budgets?: { [key: BudgetKey]: Reading };
};

/** Someone employed since 2020, complete in every attribute, with these changes. */
export function person(id: string, fields: Fields = {}): Employee {
  const { budgets = {}, ...rest } = fields;
  return {
    id,
    status: 'active',
    email: `p${id}@example.com`,
    first_name: 'Pim',
    last_name: `Jansen ${id}`,
    hire_date: '2020-01-01',
    termination_date: EMPTY,
    birthday: '1990-05-05',
    department: 'IT',
    eligibility: ABSENT,
    ...rest,
    budgets: new Map(Object.entries(budgets) as [BudgetKey, Reading][]),
  };
}

export const people = (count: number, fields: Fields = {}): Employee[] =>
  Array.from({ length: count }, (_, n) => person(String(n + 1), fields));

export function read(employees: readonly Employee[]): ListingRead {
  return {
    employees,
    totals: [new Set(employees.map((one) => one.id)).size],
    attributes: new Map(),
  };
}

export function listing(employees: readonly Employee[]): CompleteListing {
  const proven = proveComplete(read(employees), undefined);
  if ('incomplete' in proven) throw new Error(proven.incomplete);
  return proven;
}

/** The memory of an active managed user whose profile was sent as it is here, and who is settled. */
export function remembered(employee: Employee, changes: Partial<EmployeeMemory> = {}): EmployeeMemory {
  const budgets: { [key: string]: BudgetMemory } = {};
  const profile = desiredProfile(employee, undefined, TODAY);
  return {
    ...newMemory(employee.id, fingerprints.keyId),
    version: 1,
    status: 'active',
    sequence: 1_000,
    fields: rememberFields(profile, undefined, fingerprints),
    folded: rememberFolded(profile, fingerprints),
    budgets,
    settled: settledFingerprint(employee, defaultPolicies(), fingerprints),
    ...changes,
  };
}

export interface Situation {
  readonly employees?: readonly Employee[];
  readonly memory?: readonly EmployeeMemory[];
  readonly policies?: Partial<Policies>;
  readonly eligibility?: Eligibility;
  readonly today?: string;
  readonly gone?: readonly string[];
  readonly tooManyMissing?: readonly string[];
  readonly onceReadable?: readonly string[];
  readonly open?: readonly OpenItem[];
  readonly awaitingGroup?: readonly OpenItem[];
  readonly departmentsWithoutGroup?: readonly string[];
  readonly ledger?: readonly LedgerDay[];
  readonly madeAnew?: readonly string[];
  readonly pastGrants?: PastGrants;
  /** @default the day before */
  readonly lastCompleteOn?: string;
}

export function memoryOf(situation: Situation): TenantMemory {
  return {
    employees: new Map((situation.memory ?? []).map((one) => [one.employeeId, one])),
    open: situation.open ?? [],
    awaitingGroup: situation.awaitingGroup ?? [],
    ledger: situation.ledger ?? [],
    madeAnew: new Set(situation.madeAnew),
  };
}

export function draft(situation: Situation): DraftedPlan {
  return draftPlan({
    listing: listing(situation.employees ?? []),
    memory: memoryOf(situation),
    today: situation.today ?? TODAY,
    policies: { ...defaultPolicies(), ...situation.policies },
    eligibility: situation.eligibility ?? EVERYONE,
    onceReadable: situation.onceReadable ?? ['birthday', 'department', 'hire_date', 'termination_date'],
    fingerprints,
    gone: situation.gone ?? [],
    tooManyMissing: situation.tooManyMissing ?? [],
    departmentsWithoutGroup: situation.departmentsWithoutGroup ?? [],
    pastGrants: situation.pastGrants,
    lastCompleteOn: situation.lastCompleteOn ?? addDays(situation.today ?? TODAY, -1),
  });
}

export interface ApprovalSituation {
  readonly approval?: Approval;
  readonly approvedEntries?: readonly PlanEntry[];
  readonly stage?: 'pending' | 'approved' | 'activated';
  readonly now?: Date;
}

export function plan(situation: Situation, approving: ApprovalSituation = {}): ResolvedPlan {
  const drafted = draft(situation);
  const today = situation.today ?? TODAY;
  const ledger = situation.ledger ?? [];
  const base = limitBase(ledger, today, drafted.active);
  const policies = { ...defaultPolicies(), ...situation.policies };
  return resolveApproval(
    drafted,
    { today, policies, ledger, base, fingerprints },
    {
      approval: approving.approval,
      approvedEntries: approving.approvedEntries,
      stage: approving.stage ?? 'activated',
      now: approving.now ?? new Date(`${today}T03:00:00Z`),
    },
  );
}

export function ledgerDay(date: string, changes: Partial<LedgerDay> = {}): LedgerDay {
  return { ...newLedgerDay(date, 100), ...changes };
}

/** What a plan emits, as `kind id` lines in order. */
export const emitted = (resolved: ResolvedPlan): string[] =>
  resolved.plan.emissions.map(({ draft: one }) => `${one.kind} ${one.employeeId}`);

/** What a plan holds, as `kind id CODE` lines in order. */
export const held = (resolved: ResolvedPlan): string[] =>
  resolved.plan.held.map(({ draft: one, code }) => `${one.kind} ${one.employeeId} ${code}`);
