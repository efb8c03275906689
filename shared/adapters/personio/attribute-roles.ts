import type { AttributeName, DateName } from '../../contracts/attributes.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES, isDate } from '../../contracts/attributes.ts';
import { CATEGORY_MAX } from '../../contracts/mutation-kind.ts';
import type { Eligibility } from '../../contracts/tenant.ts';
import type { Reading, ReadingName, SeenAttribute } from '../../core/ground/employee.ts';
import type { BudgetKey } from '../../core/ground/streams.ts';
import { budgetKey, canonicalKey } from '../../core/ground/streams.ts';
import { foldText } from '../../core/ground/text.ts';
import { readDepartment, readName, readOption, readText } from './read-value.ts';

/** What one attribute is for us. `unusable`: a budget field by its name, whose category is too long. */
export type Role =
  | { readonly role: 'reading'; readonly name: ReadingName; readonly read: (value: unknown) => Reading }
  | { readonly role: 'date'; readonly name: DateName }
  | { readonly role: 'budget'; readonly key: BudgetKey }
  | { readonly role: 'unusable' }
  | { readonly role: 'none' };

const READ = {
  text: readText,
  name: readName,
  status: (value) => lower(readText(value)),
  department: readDepartment,
} as const satisfies { readonly [kind: string]: (value: unknown) => Reading };

function roleOfName(name: AttributeName): Role {
  if (isDate(name)) return { role: 'date', name };
  return { role: 'reading', name, read: READ[ATTRIBUTES[name].reads] };
}

/** Of the attributes that Personio names itself, by `universal_id` or key. */
const ROLES: ReadonlyMap<string, Role> = new Map(
  ATTRIBUTE_NAMES.flatMap((name) => ATTRIBUTES[name].keys.map((key) => [key, roleOfName(name)] as const)),
);

/** Labels are translated, and in the old shape nothing else tells which dynamic attribute is the birthday. */
const BIRTHDAY_LABELS: ReadonlySet<string> = new Set([
  'birthday',
  'date of birth',
  'geburtstag',
  'geburtsdatum',
  'verjaardag',
  'geboortedatum',
]);

const BUDGET = /^alleo_(monthly|oneoff)_(.+)_budget$/;

const lower = (reading: Reading): Reading => (typeof reading === 'string' ? reading.toLowerCase() : reading);
const NONE: Role = { role: 'none' };
export const UNUSABLE: Role = { role: 'unusable' };

function budgetRole(name: string): Role | undefined {
  const match = BUDGET.exec(canonicalKey(name));
  const category = match?.[2] ?? '';
  // A record that is parsed loses a key of this name, and with it what was granted.
  if (match === null || category === '__proto__') return undefined;
  if (category.length > CATEGORY_MAX) return UNUSABLE;
  return { role: 'budget', key: budgetKey(match[1] === 'monthly' ? 'monthly' : 'oneoff', category) };
}

/** The budget field that a key or label names: `alleo_monthly_Health_budget` is `monthly:health`. */
export function budgetKeyOf(name: string): BudgetKey | undefined {
  const role = budgetRole(name);
  return role?.role === 'budget' ? role.key : undefined;
}

function isEligibility(key: string, label: string, eligibility: Eligibility): boolean {
  if (eligibility.mode !== 'attribute') return false;
  return key === eligibility.label || foldText(label) === foldText(eligibility.label);
}

/** Found by `universal_id`, else by key, else by label (facts: Personio, "Attribute object"). */
export function roleOf(key: string, label: string, universalId: unknown, eligibility: Eligibility): Role {
  if (isEligibility(key, label, eligibility)) return { role: 'reading', name: 'eligibility', read: readOption };
  const known = (typeof universalId === 'string' ? ROLES.get(universalId) : undefined) ?? ROLES.get(key);
  if (known !== undefined) return known;
  const budget = budgetRole(label) ?? budgetRole(key);
  if (budget !== undefined) return budget;
  return universalId === undefined && BIRTHDAY_LABELS.has(foldText(label)) ? (ROLES.get('birthday') ?? NONE) : NONE;
}

/** What an attribute is to us: the name of a reading of `Employee`, or a budget field; `undefined` for any other. */
export function meaningOf(
  { key, label, universalId }: Pick<SeenAttribute, 'key' | 'label' | 'universalId'>,
  eligibility: Eligibility,
): ReadingName | BudgetKey | undefined {
  const role = roleOf(key, label, universalId ?? undefined, eligibility);
  if (role.role === 'reading' || role.role === 'date') return role.name;
  return role.role === 'budget' ? role.key : undefined;
}
