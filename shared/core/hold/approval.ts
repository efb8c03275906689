import { HOLDS } from '../../contracts/codes/reasons.ts';
import type { Draft } from '../compare/draft.ts';
import type { DraftedPlan } from '../compare/plan.ts';
import type { Approval, PlanEntry } from '../ground/memory.ts';
import type { AssembleContext, Plan } from './assemble.ts';
import { assemblePlan } from './assemble.ts';
import type { PlanDifference } from './digest.ts';
import { diffPlans, entryKey, entryOf } from './digest.ts';

/** What a run finds about approvals. */
export interface ApprovalInput {
  /** As stored; `undefined` where support approved nothing. */
  readonly approval: Approval | undefined;
  /** The entries kept under its digest. */
  readonly approvedEntries: readonly PlanEntry[] | undefined;
  /**
   * `pending`: the tenant waits for its first plan to be approved; `approved`: that was done, and no run has ended since;
   * `activated`: one has.
   */
  readonly stage: 'pending' | 'approved' | 'activated';
  readonly now: Date;
}

/** A plan after its approval was looked at. */
export interface ResolvedPlan {
  readonly plan: Plan;
  /** Nothing goes out: the first plan is not the one that was approved. */
  readonly firstRunChanged: boolean;
  /** What the approval turns into before the first emission, where it changes. */
  readonly approval?: Approval;
  readonly outcome?: {
    readonly digest: string;
    readonly result: 'released' | 'void';
    readonly difference?: PlanDifference;
  };
  /** People whose absence support allowed to be counted. */
  readonly allowedMissing: readonly string[];
}

/** An approval serves the next run within this time. */
const VALID_MS = 24 * 3_600_000;
/** A run that died while releasing is made good by the runs of these days, a weekend included; later nobody remembers why. */
const RELEASE_MS = 3 * VALID_MS;

type Base = Omit<AssembleContext, 'first' | 'approved' | 'withoutOneOff'>;

const NOTHING: ReadonlySet<string> = new Set();

function isExpired(approval: Approval, now: Date, validMs = VALID_MS): boolean {
  return now.getTime() - Date.parse(approval.approvedAt) > validMs;
}

function holdAll(plan: Plan): Plan {
  const held = plan.emissions.map(({ draft }) => ({ draft, code: 'FIRST_RUN_CHANGED' as const }));
  return { ...plan, emissions: [], held: [...held, ...plan.held] };
}

function resolveFirst(drafted: DraftedPlan, base: Base, input: ApprovalInput): ResolvedPlan {
  const { approval, approvedEntries, now } = input;
  const withoutOneOff = approval?.withoutOneOff === true ? 'all' : 'none';
  const plan = assemblePlan(drafted, { ...base, first: true, approved: NOTHING, withoutOneOff });
  const none = { firstRunChanged: false, allowedMissing: [] };
  if (approval === undefined || !approval.first || approval.state === 'spent') return { plan, ...none };
  const { digest } = approval;
  if (plan.digest === digest && !isExpired(approval, now)) {
    return { plan, ...none, approval: { ...approval, state: 'releasing' }, outcome: { digest, result: 'released' } };
  }
  return holdFirst(plan, approval, approvedEntries);
}

/**
 * Nothing of a first plan goes out unless it is the approved one. The approval stays as it is, so that a run that dies
 * before the tenant is pending again comes to the same; for a pending tenant it no longer counts.
 */
function holdFirst(
  plan: Plan,
  approval: Approval | undefined,
  approvedEntries: readonly PlanEntry[] | undefined,
): ResolvedPlan {
  const held = { plan: holdAll(plan), firstRunChanged: true, allowedMissing: [] };
  if (approval === undefined) return held;
  const difference = approvedEntries === undefined ? {} : { difference: diffPlans(approvedEntries, plan.entries) };
  return { ...held, outcome: { digest: approval.digest, result: 'void', ...difference } };
}

const isAbsence = (draft: Draft) => draft.hold !== undefined && HOLDS[draft.hold].approval === 'counts';

/** An approved absence is no mutation: it is taken out of the plan, and counted from the next run on. */
function allowAbsences(
  drafted: DraftedPlan,
  approved: ReadonlySet<string>,
): { readonly drafted: DraftedPlan; readonly allowedMissing: readonly string[] } {
  const isAllowed = (draft: Draft) => isAbsence(draft) && approved.has(entryKey(entryOf(draft)));
  return {
    drafted: { ...drafted, drafts: drafted.drafts.filter((draft) => !isAllowed(draft)) },
    allowedMissing: drafted.drafts.filter(isAllowed).map((draft) => draft.employeeId),
  };
}

/** A run that died while releasing: exactly the approved entries that are still unchanged go on. */
function resolveReleasing(
  drafted: DraftedPlan,
  base: Base,
  approval: Approval,
  entries: readonly PlanEntry[],
): ResolvedPlan {
  const approved = new Set(entries.map(entryKey));
  const lifted = approval.first ? withHoldsKept(drafted, approved) : approved;
  const withoutOneOff = !approval.withoutOneOff ? 'none' : approval.first ? 'all' : 'approved';
  const released = allowAbsences(drafted, approved);
  const plan = assemblePlan(released.drafted, { ...base, first: false, approved: lifted, withoutOneOff });
  return { plan, firstRunChanged: false, allowedMissing: released.allowedMissing };
}

/** Of a first plan's entries those that nothing holds for one person: its approval lifted limits only. */
function withHoldsKept(drafted: DraftedPlan, approved: ReadonlySet<string>): ReadonlySet<string> {
  const held = new Set(
    drafted.drafts.filter((draft) => draft.hold !== undefined).map((draft) => entryKey(entryOf(draft))),
  );
  return new Set([...approved].filter((key) => !held.has(key)));
}

/**
 * Assembles the plan under the approval that support gave, if any: released where the held part is exactly the approved
 * one, void otherwise; spent either way (behaviour: "Approval"). Pure; the caller stores `approval` before emitting, and
 * makes the tenant pending again where the first run changed.
 */
export function resolveApproval(drafted: DraftedPlan, base: Base, input: ApprovalInput): ResolvedPlan {
  const { approval, approvedEntries, now } = input;
  if (input.stage === 'pending') return resolveFirst(drafted, base, { ...input, approval: undefined });
  if (approval?.first === true && approval.state === 'approved') return resolveFirst(drafted, base, input);
  if (approval?.state === 'releasing' && !isExpired(approval, now, RELEASE_MS))
    return resolveReleasing(drafted, base, approval, approvedEntries ?? []);
  if (input.stage === 'approved') {
    // Its approval is spent or has lapsed, and no run has ended by it: without this the limits alone would stand.
    const first = { ...base, first: true, approved: NOTHING, withoutOneOff: 'none' } as const;
    return holdFirst(assemblePlan(drafted, first), approval, approvedEntries);
  }
  const plan = assemblePlan(drafted, { ...base, first: false, approved: NOTHING, withoutOneOff: 'none' });
  const none = { firstRunChanged: false, allowedMissing: [] };
  if (approval === undefined || approval.state === 'spent') return { plan, ...none };
  const { digest } = approval;
  if (plan.held.length === 0 || plan.digest !== digest || isExpired(approval, now)) {
    const difference = approvedEntries === undefined ? {} : { difference: diffPlans(approvedEntries, plan.entries) };
    return {
      plan,
      ...none,
      approval: { ...approval, state: 'spent' },
      outcome: { digest, result: 'void', ...difference },
    };
  }
  const approved = new Set(plan.entries.map(entryKey));
  const released = allowAbsences(drafted, approved);
  const withoutOneOff = approval.withoutOneOff ? 'approved' : 'none';
  return {
    plan: assemblePlan(released.drafted, { ...base, first: false, approved, withoutOneOff }),
    firstRunChanged: false,
    allowedMissing: released.allowedMissing,
    approval: { ...approval, state: 'releasing' },
    outcome: { digest, result: 'released' },
  };
}
