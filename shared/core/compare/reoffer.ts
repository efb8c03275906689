import type { Policies } from '../../contracts/policies.ts';
import type { Verdict } from '../decide/decide.ts';
import { EMPTY } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { OpenItem, TenantMemory } from '../ground/memory.ts';
import type { Cents } from '../ground/money.ts';
import { parseMoney } from '../ground/money.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { budgetKey, categoryOfStream, isGrant, isMonthly } from '../ground/streams.ts';
import type { CompleteListing } from '../read/listing.ts';
import type { Draft, DraftBudget } from './draft.ts';
import { budgetContent, deactivateContent } from './draft.ts';
import { desiredProfile, profileContent } from './profile.ts';

/** What offering again depends on. */
export interface ReofferContext {
  readonly listing: CompleteListing;
  readonly memory: TenantMemory;
  readonly today: string;
  readonly policies: Policies;
  readonly fingerprints: Fingerprints;
  /** Somebody asked for the run: what was offered today already is offered again, too. */
  readonly offerAll?: boolean | undefined;
}

function budgetOf(item: OpenItem): { key: BudgetKey; category: string } {
  const category = categoryOfStream(item.stream);
  const period = isGrant(item.stream) ? 'oneoff' : 'monthly';
  return { key: budgetKey(period, category), category };
}

/** The amount that the open message said, read afresh: nothing that we keep tells it. */
function amountNow(item: OpenItem, key: BudgetKey, context: ReofferContext): Cents | undefined {
  const reading = context.listing.employees.get(item.employeeId)?.budgets.get(key);
  if (typeof reading === 'string') return parseMoney(reading);
  const removed = reading === EMPTY && context.policies.onBudgetCleared === 'remove' && isMonthly(key);
  return removed ? 0n : undefined;
}

function reofferBudget(item: OpenItem, context: ReofferContext): Draft | undefined {
  const { kind, content, reason, grant } = item.reservation;
  const { key, category } = budgetOf(item);
  const cents = amountNow(item, key, context);
  if (cents === undefined) return undefined;
  // A later grant of the category was decided with the older one's fate known: that is not paid beside it.
  const newest = context.memory.employees.get(item.employeeId)?.budgets[key]?.grant;
  if (grant !== undefined && grant !== newest) return undefined;
  const budget: DraftBudget = { key, category, cents, ...(grant === undefined ? {} : { grant }) };
  if (budgetContent(budget, context.fingerprints) !== content) return undefined;
  const { employeeId, stream } = item;
  return { employeeId, kind, stream, reason, changed: [], content, budget, reoffer: item };
}

function reofferProfile(
  item: OpenItem,
  decision: Verdict['decision'] | undefined,
  context: ReofferContext,
): Draft | undefined {
  const { employeeId, stream, reservation } = item;
  const { kind, reason, changed } = reservation;
  const stored = context.memory.employees.get(employeeId);
  const common = { employeeId, kind, stream, reason, changed, reoffer: item };
  if (kind === 'deactivate') {
    const stillOut = stored?.status !== 'active' && (decision === undefined || decision === 'out');
    return stillOut ? { ...common, content: deactivateContent(context.fingerprints) } : undefined;
  }
  const employee = context.listing.employees.get(employeeId);
  if (employee === undefined || decision !== 'in' || stored?.status !== 'active') return undefined;
  const desired = desiredProfile(employee, stored, context.today, context.fingerprints);
  const profile = { ...desired, language: context.policies.language };
  return { ...common, content: profileContent(desired, context.fingerprints), profile };
}

/**
 * What an earlier run left open is offered again, once a day, under its own sequence, as long as the person's decision
 * still is what the message said and nothing newer of the same stream is planned (behaviour: "Confirmed is not applied").
 * Likewise the profile of somebody whose department has no group yet: only delivery sees whether it has one by now.
 * `passing`: people who go on under another id; theirs is no longer wanted.
 */
export function draftReoffers(
  context: ReofferContext,
  verdicts: ReadonlyMap<string, Verdict>,
  drafts: readonly Draft[],
  passing: ReadonlySet<string> = new Set(),
): readonly Draft[] {
  const { open, awaitingGroup } = context.memory;
  if (open.length + awaitingGroup.length === 0) return [];
  const planned = new Set(drafts.map((draft) => `${draft.employeeId} ${draft.stream}`));
  const reoffers: Draft[] = [];
  for (const item of [...open, ...awaitingGroup]) {
    if (passing.has(item.employeeId)) continue;
    const isOffered = item.offeredOn >= context.today && context.offerAll !== true;
    if (isOffered || planned.has(`${item.employeeId} ${item.stream}`)) continue;
    if (context.memory.employees.get(item.employeeId)?.reservations[item.stream] !== undefined) continue;
    const decision = verdicts.get(item.employeeId)?.decision;
    const isBudget = item.stream !== 'profile';
    const draft = isBudget
      ? decision === 'in' && reofferBudget(item, context)
      : reofferProfile(item, decision, context);
    if (draft !== undefined && draft !== false) reoffers.push(draft);
  }
  return reoffers;
}
