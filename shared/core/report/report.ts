import type { MutationKind, StreamFamily } from '../../contracts/mutation-kind.ts';
import { isAccountKind, MUTATIONS } from '../../contracts/mutation-kind.ts';
import type { Preview, PreviewPerson } from '../../contracts/preview.ts';
import type { RunReport } from '../../contracts/run-report.ts';
import type { Trigger } from '../../contracts/tenant-message.ts';
import type { Draft } from '../compare/draft.ts';
import type { OpenItem } from '../ground/memory.ts';
import { looksForGroup } from '../ground/memory.ts';
import { formatMoney } from '../ground/money.ts';
import type { ResolvedPlan } from '../hold/approval.ts';
import type { Held, Plan } from '../hold/assemble.ts';
import { firstCode, summarizeHeld } from '../hold/assemble.ts';
import { budgetAttribute } from '../read/gates.ts';

/** What a report says whatever became of the run. */
export interface RunFacts {
  readonly tenantId: string;
  readonly runId: string;
  /** The run's date in the tenant's time zone. */
  readonly date: string;
  readonly startedAt: string;
  readonly trigger: Trigger;
  readonly requests: RunReport['requests'];
  readonly capacity: RunReport['capacity'];
  readonly durationMs: number;
}

function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string): { [key: string]: number } {
  const counts: { [key: string]: number } = {};
  for (const item of items) {
    const key = keyOf(item);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Counts of what is open, and of the codes that say why. */
export function summarizeOpen(open: readonly OpenItem[]): RunReport['open'] {
  const coded = open.filter((item) => item.code !== undefined);
  return { count: open.length, codes: countBy(coded, (item) => item.code ?? '') };
}

/** The report of a run that ended before a plan: a gate, or an error. */
export function reportFailure(facts: RunFacts, code: string, attribute?: string): RunReport {
  const named = attribute === undefined ? {} : { attribute };
  return {
    ...facts,
    status: 'failed',
    code,
    listed: 0,
    missing: 0,
    decisions: {},
    mutations: {},
    held: {},
    issues: [{ code, ...named }],
    open: { count: 0, codes: {} },
    digest: null,
  };
}

function describeApproval(resolved: ResolvedPlan): Pick<RunReport, 'approval'> {
  const { outcome } = resolved;
  if (outcome === undefined) return {};
  const { digest, result, difference } = outcome;
  if (difference === undefined) return { approval: { digest, result } };
  const { added, removed, changed } = difference;
  return {
    approval: {
      digest,
      result,
      difference: { added: added.length, removed: removed.length, changed: changed.length },
    },
  };
}

/** The report of a run that had a plan. `emitted`: the drafts that went out. */
export function reportPlan(
  facts: RunFacts,
  resolved: ResolvedPlan,
  emitted: readonly Draft[],
  open: readonly OpenItem[],
): RunReport {
  const { plan } = resolved;
  const changes = emitted.filter((draft) => !looksForGroup(draft));
  const code = firstCode(plan.held.map((one) => one.code));
  return {
    ...facts,
    status: code === undefined ? 'ok' : 'held',
    code: code ?? null,
    listed: plan.verdicts.size,
    missing: plan.missing.length,
    decisions: countBy(plan.verdicts.values(), (verdict) => verdict.reason),
    mutations: countBy(changes, (draft) => draft.kind) as { [K in MutationKind]?: number },
    held: summarizeHeld(plan.held),
    issues: [...plan.issues],
    open: summarizeOpen(open),
    digest: plan.digest,
    ...describeApproval(resolved),
  };
}

/** The report with those whose message the queue will not take: by id and code, as any other trouble of one person. */
export function addRefused(report: RunReport, refused: readonly Draft[]): RunReport {
  const issues = refused.map(({ employeeId }) => ({ employeeId, code: 'MESSAGE_REFUSED' }));
  return { ...report, issues: [...report.issues, ...issues] };
}

function group<T>(items: readonly T[], idOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const id = idOf(item);
    const list = groups.get(id);
    if (list === undefined) groups.set(id, [item]);
    else list.push(item);
  }
  return groups;
}

/** Only for a preview, which is stored nowhere: an amount is a person's own. */
function describeHold({ draft, code }: Held): NonNullable<PreviewPerson['holds']>[number] {
  const { kind, budget, otherId } = draft;
  if (budget === undefined) return { kind, code };
  const other = otherId === undefined ? {} : { otherId };
  return { kind, code, attribute: budgetAttribute(budget.key), amount: formatMoney(budget.cents), ...other };
}

function actionOf(drafts: readonly Draft[], held: readonly Held[]): PreviewPerson['action'] {
  const profile = drafts.find((draft) => draft.stream === 'profile');
  if (profile !== undefined && isAccountKind(profile.kind)) return profile.kind;
  if (held.length > 0) return 'hold';
  return drafts.length > 0 ? 'update' : 'none';
}

/** One row per person of the listing, and one per missing person, by id. */
export function describePeople(plan: Plan): PreviewPerson[] {
  const changes = plan.emissions.filter(({ draft }) => !looksForGroup(draft));
  const emitted = group(changes, (one) => one.draft.employeeId);
  const held = group(plan.held, (one) => one.draft.employeeId);
  const row = (employeeId: string, reason: string, startDate: string | undefined): PreviewPerson => {
    const drafts = (emitted.get(employeeId) ?? []).map((one) => one.draft);
    const holds = held.get(employeeId) ?? [];
    const all = drafts.concat(holds.map((one) => one.draft));
    const changed = all.find((draft) => draft.kind === 'update')?.changed;
    const passesFrom = all.find((draft) => draft.pass !== undefined)?.pass?.from;
    return {
      employeeId,
      action: actionOf(drafts, holds),
      reason,
      ...(holds.length === 0 ? {} : { holds: holds.map(describeHold) }),
      ...(changed === undefined ? {} : { changed: [...changed] }),
      ...(passesFrom === undefined ? {} : { passesFrom }),
      ...(startDate === undefined ? {} : { startDate }),
    };
  };
  const listed = [...plan.verdicts].map(([id, verdict]) => row(id, verdict.reason, verdict.startDate));
  const absent = plan.missing.map((id) => {
    const draft = emitted.get(id)?.[0]?.draft ?? held.get(id)?.[0]?.draft;
    return row(id, draft?.reason ?? 'MISSING', undefined);
  });
  return [...listed, ...absent].sort((a, b) => a.employeeId.localeCompare(b.employeeId, 'en', { numeric: true }));
}

/** A dry run: the report that the run would give, with a row per person and the sum of the budgets it would send. */
export function describePreview(
  facts: RunFacts,
  resolved: ResolvedPlan,
  open: readonly OpenItem[],
  currency: string,
): Preview {
  const drafts = resolved.plan.emissions.map((one) => one.draft);
  const sumOf = (stream: StreamFamily) =>
    drafts.reduce(
      (sum, { kind, budget }) => sum + (MUTATIONS[kind].stream === stream ? (budget?.cents ?? 0n) : 0n),
      0n,
    );
  const [monthly, oneOff] = [sumOf('monthly'), sumOf('grant')];
  return {
    ...reportPlan(facts, resolved, drafts, open),
    people: describePeople(resolved.plan),
    budgetTotal: formatMoney(monthly + oneOff),
    budgetTotals: { monthly: formatMoney(monthly), oneOff: formatMoney(oneOff) },
    currency,
  };
}
