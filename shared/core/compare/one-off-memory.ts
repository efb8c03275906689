import type { Employee } from '../ground/employee.ts';
import { EMPTY } from '../ground/employee.ts';
import type { BudgetMemory, EmployeeMemory, GrantNumbers } from '../ground/memory.ts';
import type { BudgetKey } from '../ground/streams.ts';
import { categoryOfKey, categoryOfStream } from '../ground/streams.ts';

export function withoutEmptySince(budget: BudgetMemory): BudgetMemory {
  const { emptySince: _, ...rest } = budget;
  return rest;
}

/**
 * Marks of one-off fields that are not empty on somebody who is not in today: emptiness is counted only while it is seen,
 * and a refill is one whatever the person's decision.
 */
export function findRefilled(
  employee: Employee,
  memory: EmployeeMemory | undefined,
  frozen: ReadonlySet<BudgetKey>,
): ReadonlyMap<BudgetKey, BudgetMemory> {
  const marks = new Map<BudgetKey, BudgetMemory>();
  for (const [key, budget] of Object.entries(memory?.budgets ?? {}) as [BudgetKey, BudgetMemory][]) {
    const isEmpty = employee.budgets.get(key) === EMPTY && !frozen.has(key);
    if (budget.emptySince !== undefined && !isEmpty) marks.set(key, withoutEmptySince(budget));
  }
  return marks;
}

/** The number of the last grant of each category, one that may have been sent included. */
export function lastGrants(memory: EmployeeMemory): GrantNumbers {
  const last = new Map<string, number>();
  const note = (category: string, grant: number | undefined) => {
    if (grant !== undefined) last.set(category, Math.max(last.get(category) ?? 0, grant));
  };
  for (const [key, { grant }] of Object.entries(memory.budgets)) note(categoryOfKey(key as BudgetKey), grant);
  for (const [stream, { grant }] of Object.entries(memory.reservations)) {
    if (grant !== undefined) note(categoryOfStream(stream), grant);
  }
  return Object.fromEntries(last);
}

/** Whether somebody has a one-off amount of a category in which nothing is remembered: their first grant, or one after years. */
export function hasUnknownGrant(employee: Employee, memory: EmployeeMemory | undefined): boolean {
  if (employee.status === 'inactive') return false;
  for (const [key, reading] of employee.budgets) {
    if (key.startsWith('oneoff:') && typeof reading === 'string' && memory?.budgets[key] === undefined) return true;
  }
  return false;
}

/** The memory of somebody who was away: while they were, nobody saw their fields empty. */
export function forgetEmptiness(memory: EmployeeMemory): EmployeeMemory {
  const budgets = Object.entries(memory.budgets).map(([key, budget]) => [key, withoutEmptySince(budget)]);
  return { ...memory, budgets: Object.fromEntries(budgets) as EmployeeMemory['budgets'] };
}
