import { MUTATIONS } from '../../../shared/contracts/mutation-kind.ts';
import type { HeldFor } from '../../../shared/contracts/support/person-facts.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { formatMoney } from '../../../shared/core/ground/money.ts';
import type { Held } from '../../../shared/core/hold/assemble.ts';
import { budgetAttribute } from '../../../shared/core/read/gates.ts';

/** What is held, for an answer: with the amount of a budget, and the maximum that was agreed for its kind. */
export function describeHeld({ draft, code }: Held, { policies }: Tenant, name: string | null): HeldFor {
  const { employeeId, kind, reason, changed, budget, otherId } = draft;
  const held = { employeeId, name, kind, code, reason, changed: [...changed] };
  if (budget === undefined) return held;
  const maximum = MUTATIONS[kind].stream === 'monthly' ? policies.maxMonthlyBudget : policies.maxOneOffBudget;
  const amount = formatMoney(budget.cents);
  const other = otherId === undefined ? {} : { otherId };
  return { ...held, attribute: budgetAttribute(budget.key), amount, maximum, ...other };
}
