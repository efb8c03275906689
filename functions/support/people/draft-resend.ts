import type { AbsenceCode, HoldCode, ReasonCode } from '../../../shared/contracts/codes/reasons.ts';
import type { Policies } from '../../../shared/contracts/policies.ts';
import { compareBudgets } from '../../../shared/core/compare/budgets.ts';
import { type Draft, deactivateContent } from '../../../shared/core/compare/draft.ts';
import { desiredProfile, profileContent } from '../../../shared/core/compare/profile.ts';
import { draftReoffers } from '../../../shared/core/compare/reoffer.ts';
import type { Fingerprints } from '../../../shared/core/ground/fingerprint.ts';
import type { EmployeeMemory, TenantMemory } from '../../../shared/core/ground/memory.ts';
import { isActive, wasManaged } from '../../../shared/core/ground/memory.ts';
import type { Emission, Plan } from '../../../shared/core/hold/assemble.ts';
import { findFrozen } from '../../../shared/core/read/gates.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';

/** What sending again depends on: a plan as a run would make it now, and what it was made of. */
export interface ResendContext {
  readonly plan: Plan;
  readonly listing: CompleteListing;
  readonly memory: TenantMemory;
  readonly today: string;
  readonly policies: Policies;
  readonly onceReadable: readonly string[];
  readonly fingerprints: Fingerprints;
}

/** What is sent for one person, in no particular order, and the reason for it or for sending nothing. */
export interface Resend {
  readonly emissions: readonly Emission[];
  readonly reason: ReasonCode | AbsenceCode | 'UNKNOWN';
  /** What would make Alleo equal is held: nothing is sent. */
  readonly heldBy?: HoldCode;
}

/** Known desired state once more: support asked for it by hand, so it is outside the limits. */
const again = (draft: Draft): Emission => ({ draft, approved: true, silent: false, again: true });

/** A new grant is the run's alone: it is measured there with everybody's. One that may have been sent goes out again. */
const isNewGrant = ({ kind, repeat }: Draft) => kind === 'grant-one-off-budget' && repeat === undefined;

/** What is still open for this person, offered before its day: under its own sequence, grants under their own number. */
function reofferOpen(employeeId: string, planned: readonly Draft[], context: ResendContext): Emission[] {
  const open = context.memory.open
    .filter((item) => item.employeeId === employeeId)
    .map((item) => ({ ...item, offeredOn: '' }));
  const { verdicts } = context.plan;
  return draftReoffers({ ...context, memory: { ...context.memory, open, awaitingGroup: [] } }, verdicts, planned).map(
    again,
  );
}

/** The whole profile as an update under the next sequence: delivery makes it so, whatever was done there by hand. */
function profileAgain(employeeId: string, memory: EmployeeMemory, context: ResendContext): Draft | undefined {
  const employee = context.listing.employees.get(employeeId);
  if (employee === undefined || memory.status !== 'active') return undefined;
  const { fingerprints, policies, today } = context;
  const desired = desiredProfile(employee, memory, today, fingerprints);
  const profile = { ...desired, language: policies.language };
  const content = profileContent(desired, fingerprints);
  return { employeeId, kind: 'update', stream: 'profile', reason: 'EMPLOYED', changed: [], content, profile };
}

/** Monthly amounts that were sent before and are still the same; their ceiling was passed, or approved, then. */
function monthlyAgain(employeeId: string, memory: EmployeeMemory, context: ResendContext): Draft[] {
  const employee = context.listing.employees.get(employeeId);
  if (employee === undefined) return [];
  const { listing, onceReadable, fingerprints, policies, today } = context;
  const frozen = findFrozen(listing, context.memory, onceReadable, fingerprints).budgets;
  const { drafts } = compareBudgets(employee, memory, true, { today, policies, fingerprints, frozen });
  const isSame = ({ stream, budget, hold, repeat }: Draft) =>
    budget !== undefined &&
    repeat === undefined &&
    hold !== 'SEVERAL_MONTHLY_BUDGETS' &&
    memory.budgets[stream]?.amount === fingerprints.ofAmount(budget.cents);
  return drafts
    .filter((draft) => draft.kind === 'set-monthly-budget' && isSame(draft))
    .map((draft) => {
      const { hold: _, ...released } = draft;
      return released;
    });
}

/** Of whoever may be active the run decides, after three days of absence if need be: asking by hand shortens nothing. */
function deactivateAgain(employeeId: string, memory: EmployeeMemory, reason: string, context: ResendContext): Draft[] {
  if (isActive(memory) || !wasManaged(memory)) return [];
  const content = deactivateContent(context.fingerprints);
  return [{ employeeId, kind: 'deactivate', stream: 'profile', reason, changed: [], content }];
}

/** What is known to be desired for this person, as if none of it had arrived. */
function draftAgain(employeeId: string, reason: Resend['reason'], context: ResendContext): Draft[] {
  const memory = context.memory.employees.get(employeeId);
  if (memory === undefined) return [];
  const decision = context.plan.verdicts.get(employeeId)?.decision;
  switch (decision) {
    case 'in': {
      const profile = profileAgain(employeeId, memory, context);
      return profile === undefined ? [] : [profile, ...monthlyAgain(employeeId, memory, context)];
    }
    case 'out':
    case undefined:
      return deactivateAgain(employeeId, memory, reason, context);
    case 'waiting':
    case 'blocked':
      return [];
  }
}

function reasonFor(employeeId: string, { plan, memory }: ResendContext): Resend['reason'] {
  const verdict = plan.verdicts.get(employeeId);
  if (verdict !== undefined) return verdict.reason;
  const known = memory.employees.get(employeeId);
  if (known === undefined) return 'UNKNOWN';
  return plan.missing.includes(employeeId) && isActive(known) ? 'MISSING' : 'GONE_FROM_PERSONIO';
}

/** Marks the last draft with what to remember once all of them are confirmed; not where something stays undone. */
function settle(emissions: readonly Emission[], employeeId: string, context: ResendContext): Emission[] {
  const { plan, memory } = context;
  const sent = new Set(emissions.map(({ draft }) => draft.stream));
  const planned = [...plan.emissions, ...plan.held].map(({ draft }) => draft);
  const isDone = planned.every((draft) => draft.employeeId !== employeeId || sent.has(draft.stream));
  const settles = plan.settled.get(employeeId) ?? memory.employees.get(employeeId)?.settled;
  const last = emissions.findLast(({ draft }) => draft.reoffer === undefined);
  return emissions.map((emission) => {
    const { settles: _, ...draft } = emission.draft;
    const marked = emission === last && isDone && settles !== undefined ? { ...draft, settles } : draft;
    return { ...emission, draft: marked };
  });
}

/**
 * What makes Alleo equal to the rules for one person again: what the next run would send, what is still open, and for
 * the rest the desired state once more under the next sequence. A one-off is never granted anew, and nobody is activated
 * whom the rules do not want in. Pure.
 */
export function draftResend(employeeId: string, context: ResendContext): Resend {
  const { plan } = context;
  const reason = reasonFor(employeeId, context);
  const held = plan.held.filter(({ draft }) => draft.employeeId === employeeId);
  const heldProfile = held.find(({ draft }) => draft.stream === 'profile');
  if (heldProfile !== undefined) return { emissions: [], reason, heldBy: heldProfile.code };
  const next = plan.emissions.filter(
    ({ draft }) => draft.employeeId === employeeId && draft.reoffer === undefined && !isNewGrant(draft),
  );
  const open = reofferOpen(
    employeeId,
    plan.drafts.filter((draft) => draft.reoffer === undefined),
    context,
  );
  const taken = new Set([...next, ...held, ...open].map(({ draft }) => draft.stream));
  const rest = draftAgain(employeeId, reason, context).filter(({ stream }) => !taken.has(stream));
  const emissions = settle([...next, ...open, ...rest.map(again)], employeeId, context);
  return { emissions, reason };
}
