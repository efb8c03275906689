import type { HoldCode } from '../../contracts/codes/reasons.ts';
import { HOLD_CODES, HOLDS } from '../../contracts/codes/reasons.ts';
import type { MutationKind } from '../../contracts/mutation-kind.ts';
import type { Issue } from '../../contracts/run-report.ts';
import type { Draft } from '../compare/draft.ts';
import { compareDrafts } from '../compare/draft.ts';
import type { DraftedPlan } from '../compare/plan.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { PlanEntry } from '../ground/memory.ts';
import { budgetAttribute } from '../read/gates.ts';
import { digestOf, entryKey, entryOf } from './digest.ts';
import type { LimitContext } from './limits.ts';
import { applyLimits } from './limits.ts';

/** A draft that goes out in this run. */
export interface Emission {
  readonly draft: Draft;
  /** Approved by support: outside the limits and not counted. */
  readonly approved: boolean;
  /** Only remembered as if it had been sent (`activate --without-one-off`). */
  readonly silent: boolean;
  /** Known desired state once more, by hand: nothing new, so the ledger does not count it. */
  readonly again?: true;
}

/** A draft that stays back, and why. */
export interface Held {
  readonly draft: Draft;
  readonly code: HoldCode;
}

/** A plan with its limits applied: what goes out, in order, and what is held. */
export interface Plan extends DraftedPlan {
  readonly emissions: readonly Emission[];
  readonly held: readonly Held[];
  /** Of the held part where something is held, else of all new mutations. */
  readonly digest: string;
  readonly entries: readonly PlanEntry[];
}

/** How a plan is assembled. */
export interface AssembleContext extends LimitContext {
  readonly fingerprints: Fingerprints;
  /** A first plan that waits for approval or has it: no limits; the digest covers all of it, the held budgets too. */
  readonly first: boolean;
  /** Entries (by `entryKey`) that support approved. */
  readonly approved: ReadonlySet<string>;
  /** One-off grants that are remembered, not sent: all of a first plan's, until its run has ended, or the approved ones. */
  readonly withoutOneOff: 'none' | 'approved' | 'all';
}

/**
 * One-off budgets that are only remembered; those of a first plan whatever their amount is now, else those that were
 * granted under another id: what is held for another reason is not meant.
 */
function isSilent(draft: Draft, { withoutOneOff, approved }: AssembleContext): boolean {
  if (withoutOneOff === 'none' || !isNew(draft) || draft.kind !== 'grant-one-off-budget') return false;
  if (withoutOneOff === 'all') return true;
  return draft.hold === 'GRANTED_UNDER_ANOTHER_ID' && approved.has(entryKey(entryOf(draft)));
}

const isNew = (draft: Draft) => draft.repeat === undefined && draft.reoffer === undefined;

function findHeld(drafts: readonly Draft[], context: AssembleContext): ReadonlyMap<Draft, HoldCode> {
  const held = new Map<Draft, HoldCode>();
  const limited: Draft[] = [];
  for (const draft of drafts) {
    if (isSilent(draft, context)) continue;
    const approved = context.approved.has(entryKey(entryOf(draft)));
    // The approval of a first plan lifts its limits, not what is held for one person.
    const lifted = approved && !context.first && draft.hold !== undefined && HOLDS[draft.hold].approval === 'releases';
    if (draft.hold !== undefined && !lifted) held.set(draft, draft.hold);
    else if (!approved && !context.first) limited.push(draft);
  }
  for (const [draft, code] of applyLimits(limited, context)) held.set(draft, code);
  return holdBudgetsOfHeld(drafts, held);
}

/** A budget waits for its person's held activation, or passing to a new id, whatever else would let it go. */
function holdBudgetsOfHeld(drafts: readonly Draft[], held: Map<Draft, HoldCode>): ReadonlyMap<Draft, HoldCode> {
  const waiting = new Map<string, HoldCode>();
  for (const [draft, code] of held) {
    if (draft.kind === 'activate' || draft.pass !== undefined) waiting.set(draft.employeeId, code);
  }
  for (const draft of drafts) {
    const code = waiting.get(draft.employeeId);
    if (code !== undefined && draft.budget !== undefined && !held.has(draft)) held.set(draft, code);
  }
  return held;
}

/**
 * Marks each person's last draft with what to remember once everything of theirs is confirmed. What is only remembered is
 * so before anything is sent.
 */
function settle(
  emitted: readonly Draft[],
  plan: DraftedPlan,
  held: ReadonlyMap<Draft, HoldCode>,
  context: AssembleContext,
): readonly Draft[] {
  const unsettled = new Set([...held.keys()].map((draft) => draft.employeeId));
  const last = new Map<string, Draft>();
  const { remembered = [], sent = [] } = Object.groupBy(emitted, (draft) =>
    isSilent(draft, context) ? 'remembered' : 'sent',
  );
  for (const draft of [...remembered, ...sent]) if (draft.reoffer === undefined) last.set(draft.employeeId, draft);
  return emitted.map((draft) => {
    const settles = plan.settled.get(draft.employeeId);
    const isLast = last.get(draft.employeeId) === draft;
    return isLast && settles !== undefined && !unsettled.has(draft.employeeId) ? { ...draft, settles } : draft;
  });
}

/** What waited for confirmation and has it is no issue of this run any more: it goes out, or is remembered. */
function withoutReleased(issues: readonly Issue[], emissions: readonly Emission[]): readonly Issue[] {
  const nameBudget = (employeeId: string, attribute: string) => `${employeeId} ${attribute}`;
  const released = new Set(
    emissions.flatMap(({ draft: { employeeId, hold, budget } }) =>
      hold === undefined || budget === undefined ? [] : [nameBudget(employeeId, budgetAttribute(budget.key))],
    ),
  );
  const isHold = ({ code }: Issue) => HOLD_CODES.some((one) => one === code);
  return issues.filter((issue) => {
    const { employeeId = '', attribute = '' } = issue;
    return !isHold(issue) || !released.has(nameBudget(employeeId, attribute));
  });
}

/** Applies person-level holds and the limits, orders what goes out, and gives the digest. Pure. */
export function assemblePlan(drafted: DraftedPlan, context: AssembleContext): Plan {
  const ordered = [...drafted.drafts].sort(compareDrafts);
  const fresh = ordered.filter(isNew);
  const held = findHeld(fresh, context);
  const emitted = settle(
    ordered.filter((draft) => !held.has(draft)),
    drafted,
    held,
    context,
  );
  const emissions = emitted.map((draft) => {
    const approved = isNew(draft) && (context.first || context.approved.has(entryKey(entryOf(draft))));
    return { draft, approved, silent: isSilent(draft, context) };
  });
  const heldList = ordered.flatMap((draft) => {
    const code = held.get(draft);
    return code === undefined ? [] : [{ draft, code }];
  });
  const covered = held.size > 0 && !context.first ? heldList.map((one) => one.draft) : fresh;
  const entries = covered.map(entryOf);
  const issues = withoutReleased(drafted.issues, emissions);
  return { ...drafted, issues, emissions, held: heldList, entries, digest: digestOf(entries, context.fingerprints) };
}

/** The first of these codes in the order of the table. */
export function firstCode(codes: Iterable<HoldCode>): HoldCode | undefined {
  const present = new Set(codes);
  return HOLD_CODES.find((code) => present.has(code));
}

/** What is held of one kind: how many, the first code of the table, and how many by which where there are several. */
export interface HeldKind {
  readonly count: number;
  readonly code: HoldCode;
  readonly codes?: { [code: string]: number };
}

function countCodes(codes: readonly HoldCode[]): Pick<HeldKind, 'codes'> {
  const present = new Set(codes);
  if (present.size < 2) return {};
  const inOrder = HOLD_CODES.filter((code) => present.has(code));
  return { codes: Object.fromEntries(inOrder.map((code) => [code, codes.filter((one) => one === code).length])) };
}

/** What is held, by kind. */
export function summarizeHeld(held: readonly Held[]): { [K in MutationKind]?: HeldKind } {
  const byKind = new Map<MutationKind, HoldCode[]>();
  for (const { draft, code } of held) byKind.set(draft.kind, [...(byKind.get(draft.kind) ?? []), code]);
  const summary: { [K in MutationKind]?: HeldKind } = {};
  for (const [kind, codes] of byKind) {
    const code = firstCode(codes);
    if (code !== undefined) summary[kind] = { count: codes.length, code, ...countCodes(codes) };
  }
  return summary;
}
