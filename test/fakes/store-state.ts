import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type {
  Approval,
  EmployeeMemory,
  GrantNumbers,
  LedgerDay,
  OpenItem,
  PlanEntry,
} from '../../shared/core/ground/memory.ts';
import type { AuditEntry, Outcome } from '../../shared/core/ports/table.ts';

/** Everything of one tenant but the directory's entry and the audit. */
export interface TenantState {
  lease?: { runId: string; step: number; expires: number };
  approval?: Approval;
  readonly employees: Map<string, EmployeeMemory>;
  /** By employee id and stream, see `openKey`. */
  readonly open: Map<string, OpenItem>;
  readonly madeAnew: Set<string>;
  readonly pastGrants: Map<string, GrantNumbers>;
  readonly ledger: Map<string, LedgerDay>;
  readonly outcomes: Map<string, Outcome>;
  readonly plans: Map<string, readonly PlanEntry[]>;
  readonly previewed: Map<string, readonly PlanEntry[]>;
  readonly reports: Map<string, RunReport>;
}

export interface StoreState {
  readonly directory: Map<string, Tenant>;
  readonly audit: AuditEntry[];
  readonly tenants: Map<string, TenantState>;
}

export const emptyState = (): StoreState => ({ directory: new Map(), audit: [], tenants: new Map() });

export const openKey = (employeeId: string, stream: string): string => `${employeeId}#${stream}`;

/** The tenant's state, empty where nothing was written yet. */
export function stateOf(state: StoreState, tenantId: string): TenantState {
  const known = state.tenants.get(tenantId);
  if (known !== undefined) return known;
  const fresh: TenantState = {
    employees: new Map(),
    open: new Map(),
    madeAnew: new Set(),
    pastGrants: new Map(),
    ledger: new Map(),
    outcomes: new Map(),
    plans: new Map(),
    previewed: new Map(),
    reports: new Map(),
  };
  state.tenants.set(tenantId, fresh);
  return fresh;
}

/** The map's values in the order of their keys, as a sort key gives them. */
export function inKeyOrder<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
