import { meaningOf } from '../../../shared/adapters/personio/attribute-roles.ts';
import { OPTIONAL_ATTRIBUTES, REQUIRED_ATTRIBUTES } from '../../../shared/contracts/attributes.ts';
import { PLACES } from '../../../shared/contracts/codes/code-places.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { Employee, Reading, SeenAttribute } from '../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY } from '../../../shared/core/ground/employee.ts';
import type { BudgetKey } from '../../../shared/core/ground/streams.ts';
import { budgetAttribute } from '../../../shared/core/read/gates.ts';

export type CheckedAttribute = SupportAnswer<'check'>['attributes'][number];

type Named = Pick<SeenAttribute, 'key' | 'label' | 'universalId'>;

/** What Personio shows of a tenant. */
export interface Seen {
  readonly employees: readonly Employee[];
  /** Attributes that a row carried, and those that Personio lists; `undefined` where nobody is listed and it refuses that. */
  readonly attributes: readonly Named[] | undefined;
}

const STANDARD = [...REQUIRED_ATTRIBUTES, ...OPTIONAL_ATTRIBUTES];
type Standard = (typeof STANDARD)[number];

/** The eight attributes as the credential screen names them (facts: Personio, "The credential screen"), and what they are for. */
const NAMES: {
  readonly [S in Standard]: { readonly ticked: string; readonly without: string; readonly fill: string };
} = {
  email: { ticked: 'Email', without: 'No run can go on without it.', fill: PLACES.personal.en },
  first_name: { ticked: 'First Name', without: 'No run can go on without it.', fill: PLACES.personal.en },
  last_name: { ticked: 'Last Name', without: 'No run can go on without it.', fill: PLACES.personal.en },
  status: { ticked: 'Status', without: 'No run can go on without it.', fill: PLACES.employment.en },
  birthday: { ticked: 'Birthday', without: 'Alleo gives no birthday gifts without it.', fill: PLACES.personal.en },
  department: {
    ticked: 'Department',
    without: 'The group in Alleo is left alone without it.',
    fill: PLACES.employment.en,
  },
  hire_date: {
    ticked: 'Hire Date',
    without: 'Without it the status alone says who has started, and there are no jubilee gifts.',
    fill: PLACES.employment.en,
  },
  termination_date: {
    ticked: 'Termination Date',
    without: 'Alleo hears of a leaver only on the day itself without it.',
    fill: PLACES.employment.en,
  },
};

const OLD_MENU = 'Settings → Integrations → API Credentials';
const NEW_MENU = 'Marketplace → Connected integrations';

/** Where an attribute is ticked, in both of Personio's menus. */
const tick = (name: string): string =>
  `Tick "${name}" in Personio: ${OLD_MENU} → the credential for Alleo → Readable employee attributes (newer accounts: ${NEW_MENU} → the integration for Alleo → Readable employee attributes).`;

/** How the field for selective sync is made (facts: Personio, "The credential screen"). */
const makeField = (label: string): string =>
  `Where there is no such field yet: Settings → Integrations (Employee Information) → add a field "${label}", type List of options, options Yes and No, default No.`;

interface Wanted {
  readonly wanted: string;
  /** As `meaningOf` says it. */
  readonly meaning: Standard | 'eligibility' | BudgetKey;
  readonly required: boolean;
  readonly readingOf: (employee: Employee) => Reading;
  readonly notReadable: string;
  readonly emptyForAll?: string;
}

function wantStandard(name: Standard, onceReadable: readonly string[]): Wanted {
  const required = REQUIRED_ATTRIBUTES.some((one) => one === name);
  const { ticked, without, fill } = NAMES[name];
  const kept = onceReadable.includes(name) ? 'It was readable before: in Alleo its values stay as they are.' : without;
  const empty = required ? 'Nobody can be activated without it.' : without;
  return {
    wanted: name,
    meaning: name,
    required,
    readingOf: (employee) => employee[name],
    notReadable: `${kept} ${tick(ticked)}`,
    // That nobody is about to leave is nothing to fix.
    ...(name === 'termination_date' ? {} : { emptyForAll: `${empty} Fill it in, in ${fill}.` }),
  };
}

function wantEligibility({ eligibility }: Pick<Tenant, 'eligibility'>): Wanted[] {
  if (eligibility.mode !== 'attribute') return [];
  const label = oneLine(eligibility.label);
  return [
    {
      wanted: 'eligibility',
      meaning: 'eligibility',
      required: true,
      readingOf: (employee) => employee.eligibility,
      notReadable: `It selects who takes part: no run can go on without it. ${tick(label)} ${makeField(label)}`,
      emptyForAll: `Nobody takes part until somebody has Yes. Fill it in, in ${PLACES.selection.en}.`,
    },
  ];
}

function wantBudgets(keys: Iterable<BudgetKey>): Wanted[] {
  return [...new Set(keys)].sort().map((key) => ({
    wanted: budgetAttribute(key),
    meaning: key,
    required: false,
    readingOf: (employee) => employee.budgets.get(key) ?? ABSENT,
    notReadable: `It was readable before: its amounts in Alleo stay as they are. ${tick(budgetAttribute(key))}`,
    emptyForAll: `No amount is entered yet. Enter one in ${PLACES.budget.en}.`,
  }));
}

const isBudget = (meaning: string | undefined): meaning is BudgetKey => meaning?.includes(':') === true;

function stateOf(wanted: Wanted, seen: Seen, labels: readonly string[], filled: number): CheckedAttribute['state'] {
  if (seen.employees.length === 0) {
    if (seen.attributes === undefined) return 'unknown';
    return labels.length > 0 ? 'readable' : 'not-readable';
  }
  if (seen.employees.every((employee) => wanted.readingOf(employee) === ABSENT)) return 'not-readable';
  return filled === 0 ? 'empty-for-all' : 'readable';
}

function checkOne(wanted: Wanted, seen: Seen, labels: readonly string[]): CheckedAttribute {
  const readings = seen.employees.map(wanted.readingOf);
  const filled = readings.filter((reading) => reading !== ABSENT && reading !== EMPTY).length;
  const state = stateOf(wanted, seen, labels, filled);
  const note =
    state === 'not-readable' ? wanted.notReadable : state === 'empty-for-all' ? wanted.emptyForAll : undefined;
  return {
    wanted: wanted.wanted,
    label: labels[0] === undefined ? null : oneLine(labels[0]),
    state,
    required: wanted.required,
    filled,
    ...(note === undefined ? {} : { note }),
  };
}

/** Each of the eight attributes, the one for selective sync, and every budget field that is or was readable. */
export function checkAttributes(
  tenant: Pick<Tenant, 'eligibility' | 'onceReadable'>,
  seen: Seen,
): { readonly attributes: CheckedAttribute[]; readonly warnings: string[] } {
  const labels = new Map<string, string[]>();
  for (const attribute of seen.attributes ?? []) {
    const meaning = meaningOf(attribute, tenant.eligibility);
    if (meaning !== undefined) labels.set(meaning, [...(labels.get(meaning) ?? []), attribute.label]);
  }
  const budgets = [...labels.keys(), ...tenant.onceReadable].filter(isBudget);
  const wanted = [
    ...STANDARD.map((name) => wantStandard(name, tenant.onceReadable)),
    ...wantEligibility(tenant),
    ...wantBudgets(budgets),
  ];
  const twice = wanted.filter(
    ({ meaning }) => (meaning === 'eligibility' || isBudget(meaning)) && (labels.get(meaning)?.length ?? 0) > 1,
  );
  const warnings = twice.map(
    (one) =>
      `Personio shows ${one.wanted} ${labels.get(one.meaning)?.length} times; whoever has different values in them is blocked. Keep one of these fields.`,
  );
  return { attributes: wanted.map((one) => checkOne(one, seen, labels.get(one.meaning) ?? [])), warnings };
}
