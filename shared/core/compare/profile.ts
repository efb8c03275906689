import type { ComparedField, OptionalAttribute, SpelledField } from '../../contracts/attributes.ts';
import {
  ATTRIBUTES,
  COMPARED_FIELDS,
  isDate,
  isOptional,
  SENT_ATTRIBUTES,
  SPELLED_FIELDS,
} from '../../contracts/attributes.ts';
import type { Policies } from '../../contracts/policies.ts';
import type { Profile } from '../../contracts/user-mutation.ts';
import { doubtDate } from '../decide/doubt-date.ts';
import type { Employee, Reading } from '../ground/employee.ts';
import { ABSENT, EMPTY } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { EmployeeMemory } from '../ground/memory.ts';
import { foldField } from '../ground/text.ts';

/**
 * The value that Alleo should have: text, `null` to clear, `undefined` to leave as it is. What cannot be read or believed
 * is dropped, never cleared; a termination date that has passed is left alone, so that no mutation comes of a mere day
 * going by. `wasSent`: whether a date is the one last sent; one in the past that is not was corrected, and the date that
 * Alleo has is withdrawn.
 */
function wantedValue(
  source: OptionalAttribute,
  employee: Employee,
  today: string,
  wasSent: (date: string) => boolean,
): string | null | undefined {
  const reading = employee[source];
  if (reading === EMPTY) return null;
  if (typeof reading !== 'string') return undefined;
  if (isDate(source) && doubtDate(employee, source, today) !== undefined) return undefined;
  if (source === 'termination_date' && reading < today) return wasSent(reading) ? undefined : null;
  return reading;
}

/**
 * The whole desired profile of someone who is in. A field that is not known today is left out. `null` (clear it) is said
 * only of a field that we filled before: what Alleo's admins entered where Personio has nothing is theirs.
 * Throws where the person has no usable e-mail or name: such a person is blocked, never in. Without `fingerprints` what was
 * sent of a termination date is not looked at: Alleo's accounts do not show it.
 */
export function desiredProfile(
  employee: Employee,
  memory: EmployeeMemory | undefined,
  today: string,
  fingerprints?: Fingerprints,
): Profile {
  const { email, first_name, last_name } = employee;
  if (typeof email !== 'string' || typeof first_name !== 'string' || typeof last_name !== 'string') {
    throw new Error('a profile needs an e-mail and a name');
  }
  const profile: Profile = { external_id: employee.id, email, first_name, last_name };
  const sent = memory?.fields.offboarding_date;
  const wasSent = (date: string) =>
    fingerprints === undefined || sent === undefined || sent === fingerprints.ofField('offboarding_date', date);
  for (const source of SENT_ATTRIBUTES) {
    if (!isOptional(source)) continue;
    const { field } = ATTRIBUTES[source];
    const value = wantedValue(source, employee, today, wasSent);
    if (value === undefined || (value === null && memory?.fields[field] === undefined)) continue;
    profile[field] = value;
  }
  return profile;
}

/** The fields whose value differs from the one last sent, in a fixed order. */
export function changedFields(
  profile: Profile,
  memory: EmployeeMemory | undefined,
  fingerprints: Fingerprints,
): ComparedField[] {
  return COMPARED_FIELDS.filter((field) => {
    const value = profile[field];
    return value !== undefined && fingerprints.ofField(field, value) !== memory?.fields[field];
  });
}

/** What to remember of a profile that was sent: fields left out of it keep what was remembered. */
export function rememberFields(
  profile: Profile,
  memory: EmployeeMemory | undefined,
  fingerprints: Fingerprints,
): EmployeeMemory['fields'] {
  const fields: { [F in ComparedField]?: string } = { ...memory?.fields };
  for (const field of COMPARED_FIELDS) {
    const value = profile[field];
    if (value !== undefined) fields[field] = fingerprints.ofField(field, value);
  }
  return fields;
}

/** What to remember of the same values in folded spelling (see `EmployeeMemory.folded`). */
export function rememberFolded(
  values: { readonly [F in SpelledField]?: string | null | undefined },
  fingerprints: Fingerprints,
): NonNullable<EmployeeMemory['folded']> {
  const folded: { [F in SpelledField]?: string } = {};
  for (const field of SPELLED_FIELDS) {
    const value = values[field];
    if (typeof value !== 'string') continue;
    const spelled = foldField(field, value);
    if (spelled !== value) folded[field] = fingerprints.ofField(field, spelled);
  }
  return folded;
}

/** Keyed fingerprint of what a profile message says. */
export function profileContent(profile: Profile, fingerprints: Fingerprints): string {
  return fingerprints.of(
    'profile',
    JSON.stringify(COMPARED_FIELDS.map((field) => profile[field] ?? (field in profile ? null : 0))),
  );
}

/** Text carries its length, so that no value can pass for two. */
const token = (reading: Reading): string =>
  typeof reading === 'string'
    ? `${reading.length}=${reading}`
    : reading === EMPTY
      ? 'e'
      : reading === ABSENT
        ? 'a'
        : 'u';

/**
 * Whether another value of a policy may ask for something of a person with whom nothing is left to do; where it does, nobody
 * counts as settled under the other value.
 */
const ASKS_AGAIN: { readonly [P in keyof Policies]: boolean } = {
  timeZone: false,
  language: false,
  currency: false,
  onLeave: false,
  missingDays: false,
  onBudgetCleared: true,
  onOneOffChanged: false,
  rearmDays: false,
  maxMonthlyBudget: false,
  maxOneOffBudget: false,
  limits: false,
  deactivateFloor: false,
  deactivatePercent: false,
  deactivateWeekFloor: false,
  deactivateWeekPercent: false,
  activateFloor: false,
  activatePercent: false,
  updateFloor: false,
  updatePercent: false,
  moneyFactor: false,
  moneyFloor: false,
};
const ASKING = (Object.keys(ASKS_AGAIN) as (keyof Policies)[]).filter((name) => ASKS_AGAIN[name]);

/**
 * One fingerprint of everything that is compared for a person, profile and budgets, under the policies that matter for
 * budgets. Where it equals the remembered `settled` one there is nothing to do; it costs one HMAC per person and day.
 */
export function settledFingerprint(employee: Employee, policies: Policies, fingerprints: Fingerprints): string {
  const { budgets } = employee;
  let text = '';
  for (const name of SENT_ATTRIBUTES) text += text === '' ? token(employee[name]) : ` ${token(employee[name])}`;
  if (budgets.size > 0) {
    for (const name of ASKING) text += ` ${policies[name]}`;
    for (const key of [...budgets.keys()].sort()) text += ` ${token(key)}${token(budgets.get(key) ?? ABSENT)}`;
  }
  return fingerprints.of('settled', text);
}
