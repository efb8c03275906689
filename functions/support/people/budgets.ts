import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { cutPage } from '../cut-page.ts';
import { findTenant } from '../find-tenant.ts';
import { openTenant } from '../open-tenant.ts';
import { planOrRefuse } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import { listBudgets } from './list-budgets.ts';

type Request = Extract<SupportRequest, { operation: 'budgets' }>;

/** Budgets for assignment by hand: the Customer API has no call for them (behaviour: "Emission and delivery"). */
export async function budgets(deps: SupportDeps, request: Request): Promise<SupportAnswer<'budgets'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const open = await openTenant(deps, tenant);
  const planned = await planOrRefuse(deps, open, deps.clock());
  const { items, nextFrom } = cutPage(await listBudgets(deps, open, planned), request.from);
  return { tenantId: tenant.id, budgets: [...items], nextFrom };
}
