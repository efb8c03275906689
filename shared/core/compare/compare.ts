import { COMPARED_FIELDS } from '../../contracts/attributes.ts';
import type { AbsenceCode, HoldCode } from '../../contracts/codes/reasons.ts';
import type { Verdict } from '../decide/decide.ts';
import type { Employee } from '../ground/employee.ts';
import { ABSENT } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import type { Draft } from './draft.ts';
import { deactivateContent } from './draft.ts';
import { changedFields, desiredProfile, profileContent } from './profile.ts';

/** What comparing depends on beside the person. */
export interface CompareContext {
  readonly today: string;
  readonly fingerprints: Fingerprints;
  /** The tenant's language, for accounts that have to be made. */
  readonly language: string;
  /** The person is managed under another id until now: the account takes this one, whatever else changes. */
  readonly passes: boolean;
  /** The hire date was readable for this tenant once. */
  readonly hireDateKnown: boolean;
}

/** A deactivation, or the identical one again where it was reserved before. */
export function draftDeactivate(
  employeeId: string,
  memory: EmployeeMemory,
  reason: Verdict['reason'] | AbsenceCode,
  fingerprints: Fingerprints,
): Draft {
  const content = deactivateContent(fingerprints);
  const reserved = memory.reservations['profile'];
  const draft: Draft = { employeeId, kind: 'deactivate', stream: 'profile', reason, changed: [], content };
  return reserved?.kind === 'deactivate' ? { ...draft, reason: reserved.reason, repeat: reserved } : draft;
}

/**
 * Why a new activation has to wait: the hire date was readable once and is absent now, so that nobody knows whether the
 * person has started (behaviour: ATTRIBUTE_VANISHED).
 */
function holdActivation(employee: Employee, context: CompareContext): HoldCode | undefined {
  return context.hireDateKnown && employee.hire_date === ABSENT ? 'ATTRIBUTE_VANISHED' : undefined;
}

function draftIn(
  employee: Employee,
  verdict: Verdict,
  memory: EmployeeMemory | undefined,
  context: CompareContext,
): Draft | undefined {
  const { fingerprints } = context;
  const desired = desiredProfile(employee, memory, context.today, fingerprints);
  const content = profileContent(desired, fingerprints);
  const reserved = memory?.reservations['profile'];
  const profile = { ...desired, language: context.language };
  const common = { employeeId: employee.id, stream: 'profile', reason: verdict.reason, content, profile } as const;
  if (reserved !== undefined && reserved.content === content) {
    const { kind, reason, changed } = reserved;
    return { ...common, kind, reason, changed, repeat: reserved };
  }
  if (reserved === undefined && memory?.status === 'active') {
    const changed = [...(context.passes ? ['external_id'] : []), ...changedFields(desired, memory, fingerprints)];
    return changed.length === 0 ? undefined : { ...common, kind: 'update', changed };
  }
  const hold = memory?.status === 'active' ? undefined : holdActivation(employee, context);
  const changed = COMPARED_FIELDS.filter((field) => desired[field] !== undefined);
  return { ...common, kind: 'activate', changed, ...(hold === undefined ? {} : { hold }) };
}

/**
 * What the decision means for the account, given what we remember (behaviour: "Compare"). A reservation counts as
 * possibly sent: the same content goes out again as the identical message, anything else as the current decision with
 * the next sequence; someone blocked or waiting keeps it.
 */
export function compareProfile(
  employee: Employee,
  verdict: Verdict,
  memory: EmployeeMemory | undefined,
  context: CompareContext,
): Draft | undefined {
  const { decision, reason } = verdict;
  if (decision === 'in') return draftIn(employee, verdict, memory, context);
  if (decision !== 'out' || memory === undefined) return undefined;
  const concerned = memory.status === 'active' || memory.reservations['profile'] !== undefined;
  return concerned ? draftDeactivate(employee.id, memory, reason, context.fingerprints) : undefined;
}
