import { defaultPolicies } from '../../shared/contracts/policies.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { type Tenant } from '../../shared/contracts/tenant.ts';
import type { Approval, EmployeeMemory, LedgerDay, OpenItem, Reservation } from '../../shared/core/ground/memory.ts';
import type { AuditEntry, Outcome } from '../../shared/core/ports/table.ts';

/** What the store's contract writes: one of each kind with everything set, changed by the tests. */
export const REGISTRATION = '01JD0000000000000000000000';
export const AT = '2026-03-02T03:00:00.000Z';

export function sampleTenant(id: string, changes: Partial<Tenant> = {}): Tenant {
  return {
    version: 1,
    id,
    name: `Company ${id}`,
    status: 'pending',
    registration: REGISTRATION,
    secretArn: `arn:aws:secretsmanager:eu-central-1:000000000000:secret:personio-sync/test/${id}-abcdef`,
    personioUrl: 'https://api.personio.de/v1',
    alleoUrl: 'https://api.alleo.test/customer_api/v1',
    company: { id: 7, name: 'Company' },
    eligibility: { mode: 'attribute', label: 'Alleo' },
    policies: defaultPolicies(),
    onceReadable: ['birthday', 'monthly:health'],
    createdAt: AT,
    ...changes,
  };
}

export const sampleReservation: Reservation = {
  kind: 'update',
  sequence: 1_790_000_000_000,
  content: 'cccccccccccccccccccccc',
  reason: 'EMPLOYED',
  changed: ['email', 'last_name'],
  at: AT,
};

export function sampleEmployee(employeeId: string, changes: Partial<EmployeeMemory> = {}): EmployeeMemory {
  return {
    employeeId,
    version: 0,
    status: 'active',
    sequence: 1_790_000_000_000,
    keyId: 'abcdef12',
    settled: 'ssssssssssssssssssssss',
    fields: { email: 'eeeeeeeeeeee', first_name: 'ffffffffffff', work_anniversary: 'wwwwwwwwwwww' },
    folded: { first_name: 'gggggggggggg' },
    budgets: {
      'monthly:health': { amount: 'aaaaaaaaaaaa' },
      'oneoff:all': { amount: 'bbbbbbbbbbbb', grant: 2, emptySince: '2026-02-20' },
    },
    reservations: {
      profile: sampleReservation,
      'grant:all:2': { ...sampleReservation, kind: 'grant-one-off-budget', grant: 2 },
    },
    missing: { since: '2026-03-01', lastDay: '2026-03-02', days: 2, allowed: true },
    goneSince: '2026-03-01',
    ...changes,
  };
}

/** A person of whom only the least is known. */
export function bareEmployee(employeeId: string): EmployeeMemory {
  return {
    employeeId,
    version: 0,
    status: 'inactive',
    sequence: 0,
    keyId: 'abcdef12',
    fields: {},
    budgets: {},
    reservations: {},
  };
}

export function sampleOpen(employeeId: string, changes: Partial<OpenItem> = {}): OpenItem {
  return { employeeId, stream: 'profile', reservation: sampleReservation, offeredOn: '2026-03-02', ...changes };
}

export function sampleLedger(date: string): LedgerDay {
  return {
    date,
    base: 40,
    counts: { update: 3, deactivate: 1 },
    fields: { email: 2 },
    approvedCounts: { activate: 40 },
    budgetTotal: '1250.50',
    approvedBudgetTotal: '20000000000.00',
  };
}

export const sampleApproval: Approval = {
  digest: 'digest-1',
  first: true,
  withoutOneOff: false,
  approvedAt: AT,
  state: 'approved',
};

export function sampleOutcome(employeeId: string, changes: Partial<Outcome> = {}): Outcome {
  return {
    employeeId,
    registration: REGISTRATION,
    version: 0,
    alleoId: 4_711,
    applied: { profile: 12, 'monthly:health': 14 },
    grants: ['grant-1', 'grant-2'],
    creating: true,
    deactivated: 9,
    last: { code: 'VALIDATION', attribute: 'email', at: AT, kind: 'update' },
    ...changes,
  };
}

export function sampleReport(tenantId: string, runId: string, changes: Partial<RunReport> = {}): RunReport {
  return {
    tenantId,
    runId,
    date: '2026-03-02',
    startedAt: AT,
    trigger: 'schedule',
    status: 'held',
    code: 'TOO_MANY_UPDATES',
    listed: 40,
    missing: 1,
    decisions: { EMPLOYED: 39, STATUS_INACTIVE: 1 },
    mutations: { update: 2 },
    held: { update: { count: 30, code: 'TOO_MANY_UPDATES' } },
    issues: [{ employeeId: '12', code: 'MISSING_EMAIL', attribute: 'email' }, { code: 'ATTRIBUTE_VANISHED' }],
    open: { count: 1, codes: { VALIDATION: 1 } },
    requests: { personio: 3, alleo: 0 },
    capacity: { read: 2.5, write: 4 },
    durationMs: 1_200,
    digest: 'digest-1',
    approval: { digest: 'digest-0', result: 'void', difference: { added: 1, removed: 0, changed: 2 } },
    ...changes,
  };
}

export function sampleAudit(tenantId: string, changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    tenantId,
    who: 'arn:aws:sts::0:role/x',
    requestId: 'r-1',
    what: 'tenant pause',
    at: AT,
    result: 'done',
    ...changes,
  };
}
