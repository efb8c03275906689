import type { HoldCode } from '../../contracts/codes/reasons.ts';
import { type LimitName, MUTATION_KINDS, MUTATIONS } from '../../contracts/mutation-kind.ts';
import type { Policies } from '../../contracts/policies.ts';
import type { Draft } from '../compare/draft.ts';
import { addDays } from '../ground/calendar.ts';
import type { LedgerDay } from '../ground/memory.ts';
import type { Cents } from '../ground/money.ts';
import { moneyOf } from '../ground/money.ts';
import { exceeds, exceedsDeactivations, findDay } from '../ground/thresholds.ts';

/** What the limits are measured against. */
export interface LimitContext {
  readonly today: string;
  readonly policies: Policies;
  readonly ledger: readonly LedgerDay[];
  /** Active managed users when the day's first emitting run began. */
  readonly base: number;
}

/** A run's day and the six before it. */
const WEEK = 7;
/** How far back the largest total of a run is looked for. */
const MONEY_DAYS = 30;

/** What of a limit's kinds was emitted on the last so many days, today included. */
function countEmitted(limit: LimitName, days: number, { today, ledger }: LimitContext): number {
  const before = addDays(today, -days);
  return ledger
    .filter(({ date }) => date > before && date <= today)
    .flatMap(({ counts }) => MUTATION_KINDS.map((kind) => (MUTATIONS[kind].limit === limit ? (counts[kind] ?? 0) : 0)))
    .reduce((sum, count) => sum + count, 0);
}

function limitDeactivations(planned: number, context: LimitContext): HoldCode | undefined {
  const { policies, base } = context;
  const thisRun = planned + countEmitted('deactivations', 1, context);
  if (exceedsDeactivations(thisRun, policies, base)) return 'TOO_MANY_DEACTIVATIONS';
  const week = planned + countEmitted('deactivations', WEEK, context);
  const overWeek = exceeds(week, policies.deactivateWeekFloor, policies.deactivateWeekPercent, base);
  return overWeek ? 'TOO_MANY_DEACTIVATIONS_7_DAYS' : undefined;
}

function limitActivations(planned: number, context: LimitContext): HoldCode | undefined {
  const { policies, base } = context;
  const thisRun = planned + countEmitted('activations', 1, context);
  return exceeds(thisRun, policies.activateFloor, policies.activatePercent, base) ? 'TOO_MANY_ACTIVATIONS' : undefined;
}

/** The fields that changed for too many people at once: an attribute gone wrong looks like that. */
function findFloodedFields(updates: readonly Draft[], context: LimitContext): ReadonlySet<string> {
  const counts = new Map<string, number>(Object.entries(findDay(context.ledger, context.today)?.fields ?? {}));
  const planned = new Set<string>();
  for (const field of updates.flatMap((draft) => draft.changed)) {
    counts.set(field, (counts.get(field) ?? 0) + 1);
    planned.add(field);
  }
  const { updateFloor, updatePercent } = context.policies;
  return new Set(
    [...planned].filter((field) => exceeds(counts.get(field) ?? 0, updateFloor, updatePercent, context.base)),
  );
}

const sumOf = (drafts: readonly Draft[]): Cents => drafts.reduce((sum, draft) => sum + (draft.budget?.cents ?? 0n), 0n);

function largestTotal(context: LimitContext): Cents {
  const { today, ledger } = context;
  const from = addDays(today, -MONEY_DAYS);
  let largest = 0n;
  for (const day of ledger) {
    if (day.date < from || day.date > today) continue;
    // Of today only what was approved: the rest is part of this run.
    const total = moneyOf(day.approvedBudgetTotal) + (day.date === today ? 0n : moneyOf(day.budgetTotal));
    if (total > largest) largest = total;
  }
  return largest;
}

function limitMoney(budgets: readonly Draft[], context: LimitContext): HoldCode | undefined {
  const { today, policies, ledger } = context;
  const total = sumOf(budgets) + moneyOf(findDay(ledger, today)?.budgetTotal ?? '0.00');
  const tooMuch = total > BigInt(policies.moneyFactor) * largestTotal(context) && total > moneyOf(policies.moneyFloor);
  return tooMuch ? 'TOO_MUCH_MONEY' : undefined;
}

/** These drafts with the code that holds them, if any. */
type Holds = Iterable<readonly [Draft, HoldCode]>;

const holdAll = (drafts: readonly Draft[], code: HoldCode | undefined): Holds =>
  code === undefined ? [] : drafts.map((draft) => [draft, code] as const);

function holdUpdates(updates: readonly Draft[], context: LimitContext): Holds {
  const flooded = findFloodedFields(updates, context);
  return holdAll(
    updates.filter((draft) => draft.changed.some((field) => flooded.has(field))),
    'TOO_MANY_UPDATES',
  );
}

/** Each limit, of the new mutations of its kinds. */
const LIMITS: { readonly [L in LimitName]: (planned: readonly Draft[], context: LimitContext) => Holds } = {
  deactivations: (planned, context) => holdAll(planned, limitDeactivations(planned.length, context)),
  activations: (planned, context) => holdAll(planned, limitActivations(planned.length, context)),
  updates: holdUpdates,
  money: (planned, context) => (sumOf(planned) > 0n ? holdAll(planned, limitMoney(planned, context)) : []),
};

/**
 * The limits on a whole plan, before its first emission (behaviour: "Limits on the plan"): which of these drafts are
 * held, and by which code. A limit holds its kinds and nothing else. `drafts`: new mutations only, none held already.
 */
export function applyLimits(drafts: readonly Draft[], context: LimitContext): ReadonlyMap<Draft, HoldCode> {
  const holds = (Object.keys(LIMITS) as LimitName[]).flatMap((limit) => [
    ...LIMITS[limit](
      drafts.filter(({ kind }) => MUTATIONS[kind].limit === limit),
      context,
    ),
  ]);
  return new Map(holds);
}
