import type { Employee, Reading } from '../ground/employee.ts';
import { ABSENT, EMPTY } from '../ground/employee.ts';
import type { BudgetMemory, EmployeeMemory, Reservation } from '../ground/memory.ts';
import { moneyOf } from '../ground/money.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { isMonthly } from '../ground/streams.ts';
import type { BudgetContext, BudgetOutcome, Collector } from './collect-budgets.ts';
import { addDraft, addIssue, amountOf } from './collect-budgets.ts';
import { compareOneOff } from './compare-one-off.ts';

function compareMonthly(
  collector: Collector,
  key: BudgetKey,
  reading: Reading,
  known: { readonly budget: BudgetMemory | undefined; readonly reserved: Reservation | undefined },
  context: BudgetContext,
): void {
  const { policies, fingerprints } = context;
  const cents = amountOf(reading);
  if (cents === 'invalid') {
    addIssue(collector, 'INVALID_BUDGET', key);
    return;
  }
  const { budget, reserved } = known;
  const remembered = reserved === undefined ? budget?.amount : undefined;
  if (cents === undefined) {
    const filled = reserved !== undefined || (budget !== undefined && budget.amount !== fingerprints.ofAmount(0n));
    if (reading === EMPTY && filled && policies.onBudgetCleared === 'remove') {
      addDraft(collector, { key, cents: 0n, reserved }, fingerprints);
    }
    return;
  }
  if (remembered === fingerprints.ofAmount(cents)) return;
  const hold = cents > moneyOf(policies.maxMonthlyBudget) ? 'BUDGET_ABOVE_CEILING' : undefined;
  addDraft(collector, { key, cents, reserved, hold }, fingerprints);
}

/** Alleo knows one monthly budget per person: with two filled, which one counts is for HR to say. */
function holdSeveralMonthly(collector: Collector, employee: Employee, context: BudgetContext): void {
  const filled = [...employee.budgets].filter(([key, reading]) => {
    const cents = isMonthly(key) && !context.frozen.has(key) ? amountOf(reading) : undefined;
    return typeof cents === 'bigint' && cents > 0n;
  });
  if (filled.length < 2) return;
  for (const [key] of filled) addIssue(collector, 'SEVERAL_MONTHLY_BUDGETS', key);
  for (const [index, draft] of collector.drafts.entries()) {
    if (draft.kind === 'set-monthly-budget' && draft.repeat === undefined) {
      collector.drafts[index] = { ...draft, hold: 'SEVERAL_MONTHLY_BUDGETS' };
    }
  }
}

/**
 * One person's budgets (behaviour: "Budgets"); only for someone who is in. `forgetMonthly`: the account was or is being
 * activated anew, so the monthly amount is set again. A field that is not on the row is frozen.
 */
export function compareBudgets(
  employee: Employee,
  memory: EmployeeMemory | undefined,
  forgetMonthly: boolean,
  context: BudgetContext,
): BudgetOutcome {
  const collector: Collector = { employeeId: employee.id, drafts: [], issues: [], marks: new Map() };
  const keys = new Set([...employee.budgets.keys(), ...(Object.keys(memory?.budgets ?? {}) as BudgetKey[])]);
  for (const key of [...keys].sort()) {
    const reading = context.frozen.has(key) ? ABSENT : (employee.budgets.get(key) ?? ABSENT);
    if (isMonthly(key)) {
      const budget = forgetMonthly ? undefined : memory?.budgets[key];
      compareMonthly(collector, key, reading, { budget, reserved: memory?.reservations[key] }, context);
    } else compareOneOff(collector, key, reading, memory, context);
  }
  holdSeveralMonthly(collector, employee, context);
  return collector;
}
