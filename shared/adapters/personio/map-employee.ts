import type { Eligibility } from '../../contracts/tenant.ts';
import type { Employee, Reading, SeenAttribute } from '../../core/ground/employee.ts';
import { ABSENT, EMPTY, UNREADABLE } from '../../core/ground/employee.ts';
import type { BudgetKey } from '../../core/ground/streams.ts';
import { budgetKey } from '../../core/ground/streams.ts';
import { isRecord, readDate, readDepartment, readOption, readText } from './read-value.ts';

type Name = Exclude<keyof Employee, 'id' | 'budgets'>;

/** What one attribute is for us. */
type Role =
  | { readonly role: 'reading'; readonly name: Name; readonly read: (value: unknown) => Reading }
  | { readonly role: 'budget'; readonly key: BudgetKey }
  | { readonly role: 'none' };

/** Readers of the attributes that Personio names itself. Source: facts, Personio, "wanted / where in v1". */
const READERS: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['email', { role: 'reading', name: 'email', read: readText }],
  ['first_name', { role: 'reading', name: 'first_name', read: readText }],
  ['last_name', { role: 'reading', name: 'last_name', read: readText }],
  ['status', { role: 'reading', name: 'status', read: (value) => lower(readText(value)) }],
  ['hire_date', { role: 'reading', name: 'hire_date', read: readDate }],
  ['termination_date', { role: 'reading', name: 'termination_date', read: readDate }],
  ['department', { role: 'reading', name: 'department', read: readDepartment }],
  ['date_of_birth', { role: 'reading', name: 'birthday', read: readDate }],
  ['birthday', { role: 'reading', name: 'birthday', read: readDate }],
]);

/** Labels are translated, and in the old shape nothing else tells which dynamic attribute is the birthday. */
const BIRTHDAY_LABELS: ReadonlySet<string> = new Set([
  'birthday',
  'date of birth',
  'geburtstag',
  'geburtsdatum',
  'verjaardag',
  'geboortedatum',
]);

const BUDGET = /^alleo_(monthly|oneoff)_(.+)_budget$/i;

const lower = (reading: Reading): Reading => (typeof reading === 'string' ? reading.toLowerCase() : reading);
const fold = (text: string) => text.trim().toLowerCase();
const NONE: Role = { role: 'none' };

/** The budget field that a key or label names: `alleo_monthly_Health_budget` is `monthly:health`. */
export function budgetKeyOf(name: string): BudgetKey | undefined {
  const match = BUDGET.exec(name.trim());
  if (match === null) return undefined;
  const category = (match[2] ?? '').toLowerCase();
  return budgetKey(match[1]?.toLowerCase() === 'monthly' ? 'monthly' : 'oneoff', category);
}

function isEligibility(key: string, label: string, eligibility: Eligibility): boolean {
  return eligibility.mode === 'attribute' && (key === eligibility.label || fold(label) === fold(eligibility.label));
}

/** Found by `universal_id`, else by key, else by label (facts: Personio, "Attribute object"). */
function roleOf(key: string, label: string, universalId: unknown, eligibility: Eligibility): Role {
  if (isEligibility(key, label, eligibility)) return { role: 'reading', name: 'eligibility', read: readOption };
  const known = (typeof universalId === 'string' ? READERS.get(universalId) : undefined) ?? READERS.get(key);
  if (known !== undefined) return known;
  const budget = budgetKeyOf(label) ?? budgetKeyOf(key);
  if (budget !== undefined) return { role: 'budget', key: budget };
  return universalId === undefined && BIRTHDAY_LABELS.has(fold(label)) ? (READERS.get('birthday') ?? NONE) : NONE;
}

/** What an attribute is to us: the name of a reading of `Employee`, or a budget field; `undefined` for any other. */
export function meaningOf(
  { key, label, universalId }: Pick<SeenAttribute, 'key' | 'label' | 'universalId'>,
  eligibility: Eligibility,
): Name | BudgetKey | undefined {
  const role = roleOf(key, label, universalId ?? undefined, eligibility);
  if (role.role === 'reading') return role.name;
  return role.role === 'budget' ? role.key : undefined;
}

interface Known {
  readonly role: Role;
  readonly seen: { -readonly [K in keyof SeenAttribute]: SeenAttribute[K] };
}

/** Maps rows of one listing; what a key means is worked out once. */
export interface RowMapper {
  /** `undefined` for a row without a usable id: not the documented JSON. */
  map(attributes: Readonly<Record<string, unknown>>): Employee | undefined;
  /** Every attribute that a row carried so far, by key. */
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
}

function idOf(attribute: unknown): string | undefined {
  const value = isRecord(attribute) ? attribute['value'] : undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
  return typeof value === 'string' && /^\d{1,18}$/.test(value.trim()) ? value.trim() : undefined;
}

const textOr = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);

function learn(key: string, attribute: unknown, eligibility: Eligibility): Known {
  const { label: rawLabel, universal_id: universalId, type } = isRecord(attribute) ? attribute : {};
  const label = textOr(rawLabel, key);
  const seen = {
    key,
    label,
    universalId: typeof universalId === 'string' ? universalId : null,
    type: typeof type === 'string' ? type : null,
    filled: 0,
  };
  return { role: roleOf(key, label, universalId, eligibility), seen };
}

type Draft = { -readonly [K in keyof Employee]: Employee[K] };

function emptyDraft(id: string, budgets: Map<BudgetKey, Reading>): Draft {
  return {
    id,
    status: ABSENT,
    email: ABSENT,
    first_name: ABSENT,
    last_name: ABSENT,
    hire_date: ABSENT,
    termination_date: ABSENT,
    birthday: ABSENT,
    department: ABSENT,
    eligibility: ABSENT,
    budgets,
  };
}

const NO_BUDGETS = new Map<BudgetKey, Reading>();

/** Two attributes that mean the same on one row: only where they agree is there an answer. */
const agree = (before: Reading, next: Reading): Reading => (before === ABSENT || before === next ? next : UNREADABLE);

export function createRowMapper(eligibility: Eligibility): RowMapper {
  const known = new Map<string, Known>();
  const attributes = new Map<string, SeenAttribute>();

  const learnOnce = (key: string, attribute: unknown): Known => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const learnt = learn(key, attribute, eligibility);
    known.set(key, learnt);
    attributes.set(key, learnt.seen);
    return learnt;
  };

  return {
    attributes,
    map(row) {
      const id = idOf(row['id']);
      if (id === undefined) return undefined;
      const employee = emptyDraft(id, NO_BUDGETS);
      for (const key in row) {
        if (!Object.hasOwn(row, key)) continue;
        const attribute = row[key];
        const { role, seen } = learnOnce(key, attribute);
        const isAttribute = isRecord(attribute) && 'value' in attribute;
        const value = isAttribute ? attribute['value'] : undefined;
        if (role.role === 'none') {
          if (readText(value) !== EMPTY) seen.filled += 1;
          continue;
        }
        const read = role.role === 'reading' ? role.read : readOption;
        const reading = isAttribute ? read(value) : UNREADABLE;
        if (reading !== EMPTY) seen.filled += 1;
        if (role.role === 'reading') employee[role.name] = agree(employee[role.name], reading);
        else {
          const budgets = new Map(employee.budgets);
          budgets.set(role.key, agree(budgets.get(role.key) ?? ABSENT, reading));
          employee.budgets = budgets;
        }
      }
      return employee;
    },
  };
}
