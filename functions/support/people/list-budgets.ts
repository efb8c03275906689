import type { MutationKind } from '../../../shared/contracts/mutation-kind.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { Draft } from '../../../shared/core/compare/draft.ts';
import { grantId } from '../../../shared/core/emit/mutation.ts';
import type { Employee } from '../../../shared/core/ground/employee.ts';
import { readHistory } from '../../../shared/core/ground/history.ts';
import type { BudgetMemory, EmployeeMemory, OpenItem } from '../../../shared/core/ground/memory.ts';
import type { Cents } from '../../../shared/core/ground/money.ts';
import { formatMoney, parseMoney } from '../../../shared/core/ground/money.ts';
import { settleAll, sideBySide } from '../../../shared/core/ground/settle-all.ts';
import type { BudgetKey } from '../../../shared/core/ground/streams.ts';
import { categoryOfKey } from '../../../shared/core/ground/streams.ts';
import type { Outcome } from '../../../shared/core/ports/table.ts';
import { nameOf } from '../name-person.ts';
import type { OpenTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';

export type BudgetRow = SupportAnswer<'budgets'>['budgets'][number];

/** At this many reads at once DynamoDB's connections are not kept waiting. */
const READS_AT_ONCE = 25;

interface Amount {
  readonly key: BudgetKey;
  readonly cents: Cents;
  readonly grant: number | undefined;
  readonly status: string;
  /** The day on which it was sent, where that is certain. */
  readonly date?: string | undefined;
}

function toRow(employee: Employee, amount: Amount, currency: string): BudgetRow {
  const { key, cents, grant, status, date } = amount;
  return {
    employeeId: employee.id,
    name: nameOf(employee) ?? '',
    email: typeof employee.email === 'string' ? employee.email : '',
    kind: key.startsWith('monthly:') ? 'set-monthly-budget' : 'grant-one-off-budget',
    category: categoryOfKey(key),
    amount: formatMoney(cents),
    currency,
    grant: grant ?? null,
    status,
    date: date ?? null,
  };
}

const sayWaiting = (open: OpenItem) => (open.code === undefined ? 'waiting' : `waiting: ${open.code}`);

/** Budgets that the plan still has to send, or holds. What is only offered again waits already. */
function listPlanned({ resolved: { plan } }: Planned): ReadonlyMap<string, readonly Amount[]> {
  const amounts = new Map<string, Amount[]>();
  const add = ({ employeeId, budget }: Draft, status: string) => {
    if (budget === undefined) return;
    const { key, cents, grant } = budget;
    amounts.set(employeeId, [...(amounts.get(employeeId) ?? []), { key, cents, grant, status }]);
  };
  for (const { draft } of plan.emissions) {
    if (draft.reoffer === undefined) add(draft, 'not sent yet');
  }
  for (const { draft, code } of plan.held) add(draft, `held: ${code}`);
  return amounts;
}

interface Sent {
  readonly employeeId: string;
  readonly key: BudgetKey;
  readonly budget: BudgetMemory;
  readonly open: readonly OpenItem[];
  /** Delivery's records of this person, those of former ids last. */
  readonly outcomes: readonly Outcome[];
}

/** What became of a budget that was sent; `undefined` for a grant that was only remembered, as if it had been sent. */
function statusOf(sent: Sent, deps: Pick<SupportDeps, 'config'>, tenantId: string): string | undefined {
  const { employeeId, key, budget, open, outcomes } = sent;
  const { grant } = budget;
  const category = categoryOfKey(key);
  const stream = grant === undefined ? key : `grant:${category}:${grant}`;
  const item = open.find((one) => one.employeeId === employeeId && one.stream === stream);
  if (item !== undefined) return sayWaiting(item);
  // Alleo's own consumer assigns what is in the queue.
  if (deps.config.deliveryMode === 'queue') return 'sent';
  const isPassedOn = outcomes.some((outcome) =>
    grant === undefined
      ? outcome.applied[key] !== undefined
      : outcome.grants.includes(grantId(tenantId, outcome.employeeId, category, grant)),
  );
  return isPassedOn ? 'assign' : undefined;
}

/** The day of the last change of this kind, where it can only be of this field; of several fields it is not known of which. */
function dateOf({ history, budgets }: EmployeeMemory, kind: MutationKind): string | undefined {
  const dates = readHistory(history).flatMap((change) => (change.kind === kind ? [change.date] : []));
  const isOfKind = ({ grant }: BudgetMemory) => (grant === undefined) === (kind === 'set-monthly-budget');
  const fields = Object.values(budgets).filter(isOfKind).length;
  return fields === 1 || dates.length === 1 ? dates.at(-1) : undefined;
}

async function listSent(
  deps: Pick<SupportDeps, 'config' | 'outcomes'>,
  { tenant, fingerprints }: OpenTenant,
  { memory }: Planned,
  employee: Employee,
): Promise<readonly Amount[]> {
  const stored = memory.employees.get(employee.id);
  const budgets = Object.entries(stored?.budgets ?? {}) as [BudgetKey, BudgetMemory][];
  if (stored?.status !== 'active' || budgets.length === 0) return [];
  const ids = [employee.id, ...(stored.formerIds ?? [])];
  const read = await settleAll(ids.map((id) => deps.outcomes.readOutcome(tenant.id, id)));
  const outcomes = read.filter((outcome) => outcome !== undefined);
  return budgets.flatMap(([key, budget]) => {
    const reading = employee.budgets.get(key);
    const cents = typeof reading === 'string' ? parseMoney(reading) : undefined;
    // Amounts are not kept: only one that is still in Personio can be told.
    if (cents === undefined || fingerprints.ofAmount(cents) !== budget.amount) return [];
    const status = statusOf({ employeeId: employee.id, key, budget, open: memory.open, outcomes }, deps, tenant.id);
    const date = dateOf(stored, budget.grant === undefined ? 'set-monthly-budget' : 'grant-one-off-budget');
    return status === undefined ? [] : [{ key, cents, grant: budget.grant, status, date }];
  });
}

const byState = (row: BudgetRow) => (row.status === 'assign' ? 0 : 1);

function compareRows(a: BudgetRow, b: BudgetRow): number {
  const inOrder = byState(a) - byState(b) || a.employeeId.localeCompare(b.employeeId, 'en', { numeric: true });
  return inOrder || a.kind.localeCompare(b.kind) || a.category.localeCompare(b.category);
}

/** Every budget that Personio asks for now, with what became of it; what is to be assigned by hand comes first. */
export async function listBudgets(
  deps: Pick<SupportDeps, 'config' | 'outcomes'>,
  open: OpenTenant,
  planned: Planned,
): Promise<readonly BudgetRow[]> {
  const { currency } = open.tenant.policies;
  const amounts = listPlanned(planned);
  const employees = [...planned.listing.employees.values()].filter(({ budgets }) => budgets.size > 0);
  const rows = await sideBySide(employees, READS_AT_ONCE, async (employee) => {
    const still = amounts.get(employee.id) ?? [];
    const sent = await listSent(deps, open, planned, employee);
    const done = sent.filter(({ key }) => !still.some((one) => one.key === key));
    return [...still, ...done].map((amount) => toRow(employee, amount, currency));
  });
  return rows.flat().sort(compareRows);
}
