import { isOptional } from '../../shared/contracts/attributes.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Left, Tenant } from '../../shared/contracts/tenant.ts';
import type { EmitState } from '../../shared/core/emit/emit-state.ts';
import type { Approval, LedgerDay } from '../../shared/core/ground/memory.ts';
import { countActive } from '../../shared/core/ground/memory.ts';
import type { ResolvedPlan } from '../../shared/core/hold/approval.ts';
import type { DirectoryPort, Lease, MemoryPort, MemoryWrite, ReportWriterPort } from '../../shared/core/ports/table.ts';
import type { CompleteListing } from '../../shared/core/read/listing.ts';

/** What a run that had a plan leaves behind. */
export interface FinishedRun {
  readonly tenant: Tenant;
  readonly lease: Lease;
  readonly report: RunReport;
  readonly resolved: ResolvedPlan;
  readonly prepared: { readonly listing: CompleteListing; readonly memory: { readonly approval?: Approval } };
  readonly state: EmitState;
}

type TenantChanges = { readonly [K in keyof Tenant]?: Tenant[K] | undefined };

/** Writes what the directory shows of a run: the last run, and a flag that the next good run clears. */
export async function recordRun(
  directory: DirectoryPort,
  tenant: Tenant,
  report: RunReport,
  attribute?: string,
  more: TenantChanges = {},
): Promise<void> {
  const { runId, date, status, code } = report;
  // Instants of one run are the same clock's, so that a report and the directory agree.
  const at = report.startedAt;
  const flag =
    code === null
      ? undefined
      : {
          code,
          since: tenant.flag?.code === code ? tenant.flag.since : at,
          ...(attribute === undefined ? {} : { attribute }),
        };
  await directory.updateTenant(tenant.id, tenant.registration, {
    lastRun: { runId, date, at, status, code },
    flag,
    ...more,
  });
}

/** What a run leaves: what it held, found open from before it, could not send, or sends in another one. */
export function leave(
  tenant: Tenant,
  report: RunReport,
  more: { readonly setAside: number; readonly unsent: number },
): Left {
  const held: { [code: string]: number } = {};
  for (const { count, code, codes = { [code]: count } } of Object.values(report.held)) {
    for (const [each, times] of Object.entries(codes)) held[each] = (held[each] ?? 0) + times;
  }
  const at = report.startedAt;
  const isNothing = Object.keys(held).length + report.open.count + more.setAside + more.unsent === 0;
  return { at, ...(isNothing ? {} : { since: tenant.left?.since ?? at }), held, open: report.open, ...more };
}

function onceReadable(tenant: Tenant, listing: CompleteListing): string[] {
  const now = [...listing.readable].filter((name) => name.includes(':') || isOptional(name));
  return keepFitting([...new Set([...tenant.onceReadable, ...now])].sort());
}

/** The entry in the directory takes 400 KB, all of it together. */
const MOST_BYTES = 200_000;

/** As many names as fit, the first in their order: those left out can be lost from a credential unnoticed. */
function keepFitting(names: readonly string[]): string[] {
  let bytes = 0;
  return names.filter((name) => {
    bytes += Buffer.byteLength(name);
    return bytes <= MOST_BYTES;
  });
}

/** After an approved release the day goes on with the people who are active by then as its measure. */
function rebase(state: EmitState): LedgerDay {
  const { activate = 0, deactivate = 0 } = state.ledger.counts;
  const active = countActive(state.employees.values());
  return { ...state.ledger, base: Math.max(0, active + deactivate - activate) };
}

/**
 * Nobody is synced any more until somebody looks at the plan. Only while it still is the first one: another run, which took
 * over from this one, may have let the plan out meanwhile.
 */
async function makePending(directory: DirectoryPort, tenant: Tenant): Promise<void> {
  const asRead = { status: tenant.status, activatedAt: undefined };
  await directory.updateTenant(tenant.id, tenant.registration, { status: 'pending' }, asRead);
}

function closingWrites(run: FinishedRun): MemoryWrite[] {
  const approval = run.resolved.approval ?? run.prepared.memory.approval;
  if (approval?.state !== 'releasing') return [];
  return [
    { put: 'approval', item: { ...approval, state: 'spent' } },
    { put: 'ledger', item: rebase(run.state) },
  ];
}

/**
 * Step 8: keeps the held plan's entries for the next one, writes report and directory, and spends the approval last:
 * until the directory knows that the first plan went out, what is left of it goes out by that approval alone.
 */
export async function finishRun(
  deps: { readonly directory: DirectoryPort; readonly memory: MemoryPort; readonly reports: ReportWriterPort },
  run: FinishedRun,
): Promise<void> {
  const { tenant, report, resolved, prepared, state } = run;
  const { plan, firstRunChanged } = resolved;
  if (plan.held.length > 0) await deps.memory.putPlan(tenant.id, plan.digest, plan.entries, state.context.startedAt);
  await deps.reports.putReport(report, state.context.startedAt);
  const activated = tenant.activatedAt ?? state.context.startedAt.toISOString();
  await recordRun(deps.directory, tenant, report, undefined, {
    lastCompleteAt: report.startedAt,
    left: leave(tenant, report, { setAside: state.refused.length, unsent: 0 }),
    onceReadable: onceReadable(tenant, prepared.listing),
    ...(firstRunChanged ? {} : { activatedAt: activated }),
  });
  if (firstRunChanged) await makePending(deps.directory, tenant);
  const writes = closingWrites(run);
  if (writes.length > 0) await deps.memory.write(run.lease, writes);
}
