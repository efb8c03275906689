import type { Eligibility } from '../../contracts/tenant.ts';
import type { Employee, Reading, ReadingName, SeenAttribute } from '../../core/ground/employee.ts';
import { ABSENT, EMPTY, READINGS, UNREADABLE } from '../../core/ground/employee.ts';
import type { BudgetKey } from '../../core/ground/streams.ts';
import { cleanText, TEXT_MAX } from '../../core/ground/text.ts';
import { type Role, roleOf, UNUSABLE } from './attribute-roles.ts';
import { hasOddTime, isFilled, isRecord, readDate, readOption } from './read-value.ts';

/** More budget fields than this are not read: what is remembered of a person has to fit into one item. */
const BUDGET_FIELDS_MAX = 50;

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

const cut = (text: string): string => text.slice(0, TEXT_MAX);
const cutOrNull = (value: unknown): string | null => (typeof value === 'string' ? cut(value) : null);

/** How an attribute is described, whichever of Personio's answers describes it. */
export function describeAttribute(
  key: string,
  described: { readonly label?: unknown; readonly universal_id?: unknown; readonly type?: unknown },
): Pick<SeenAttribute, 'key' | 'label' | 'universalId' | 'type'> {
  const { label, universal_id: universalId, type } = described;
  return {
    key: cut(key),
    label: cut(typeof label === 'string' ? cleanText(label) : key),
    universalId: cutOrNull(universalId),
    type: cutOrNull(type),
  };
}

function learn(key: string, attribute: unknown, eligibility: Eligibility): Known {
  const described = isRecord(attribute) ? attribute : {};
  const { label, universal_id: universalId } = described;
  const role = roleOf(key, typeof label === 'string' ? label : key, universalId, eligibility);
  return { role, seen: { ...describeAttribute(key, described), filled: 0 } };
}

type Draft = { -readonly [K in keyof Employee]: Employee[K] };

const NOTHING_READ = Object.fromEntries(READINGS.map((name) => [name, ABSENT])) as Readonly<
  Record<ReadingName, Reading>
>;

function emptyDraft(id: string, budgets: Map<BudgetKey, Reading>): Draft {
  return { ...NOTHING_READ, id, budgets };
}

const NO_BUDGETS = new Map<BudgetKey, Reading>();
const NO_VALUE = {};

/** Two attributes that mean the same on one row: only where they agree is there an answer. */
const agree = (before: Reading, next: Reading): Reading => (before === ABSENT || before === next ? next : UNREADABLE);

/** Puts one value where its role says. */
function put(employee: Draft, role: Exclude<Role, { readonly role: 'none' | 'unusable' }>, value: unknown): Reading {
  if (role.role === 'budget') {
    const reading = readOption(value);
    const budgets = new Map(employee.budgets);
    budgets.set(role.key, agree(budgets.get(role.key) ?? ABSENT, reading));
    employee.budgets = budgets;
    return reading;
  }
  const reading = role.role === 'date' ? readDate(value) : role.read(value);
  employee[role.name] = agree(employee[role.name], reading);
  if (role.role === 'date' && typeof reading === 'string' && hasOddTime(value)) {
    employee.oddTimes = [...(employee.oddTimes ?? []), role.name];
  }
  return reading;
}

export function createRowMapper(eligibility: Eligibility): RowMapper {
  const known = new Map<string, Known>();
  const attributes = new Map<string, SeenAttribute>();
  const budgetKeys = new Set<BudgetKey>();

  const learnOnce = (key: string, attribute: unknown): Known => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const { role: meant, seen } = learn(key, attribute, eligibility);
    if (meant.role === 'budget' && budgetKeys.size < BUDGET_FIELDS_MAX) budgetKeys.add(meant.key);
    const role = meant.role === 'budget' && !budgetKeys.has(meant.key) ? UNUSABLE : meant;
    const learnt = { role, seen: role.role === 'unusable' ? { ...seen, unusable: true } : seen };
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
        // What is no attribute object is unreadable, as a value of no documented shape is.
        const value = isAttribute ? attribute['value'] : NO_VALUE;
        const isSomething =
          role.role === 'none' || role.role === 'unusable'
            ? isAttribute && isFilled(value)
            : put(employee, role, value) !== EMPTY;
        if (isSomething) seen.filled += 1;
      }
      return employee;
    },
  };
}
