import type { MutationData } from '../../shared/contracts/user-mutation.ts';
import type { DeliverDeps, Delivery, Work } from './deliver-work.ts';
import { lastOf, OF_ANOTHER, recordApplied, streamOf, writeOutcome } from './deliver-work.ts';
import { isStillOf } from './make-account.ts';

type BudgetData = Extract<MutationData, { amount: string }>;

const NOT_ACTIVE = 'USER_NOT_ACTIVE';

/** The Customer API has no call for budgets: they are passed on once the user is active, and stay open before that. */
export async function forwardBudget(deps: DeliverDeps, work: Work, data: BudgetData): Promise<Delivery> {
  const { tenant, company, mutation } = work;
  const isGrant = data.kind === 'grant-one-off-budget';
  const stream = streamOf(data);
  if (isGrant && work.outcome.grants.includes(mutation.id)) {
    await deps.outcomes.closeOpen(tenant.id, data.external_id, stream, data.sequence);
    return { delivery: 'skipped' };
  }
  const { alleoId, deactivated = 0 } = work.outcome;
  if (!isGrant && deactivated > data.sequence) {
    // A deactivation cancels the budgets before it (facts: Alleo, "Budgets").
    await deps.outcomes.closeOpen(tenant.id, data.external_id, stream, data.sequence);
    return { delivery: 'skipped' };
  }
  const account = alleoId === undefined ? undefined : await company.alleo.readAccount(alleoId);
  const isTheirs = account === undefined || isStillOf(account, data.external_id);
  if (account?.is_active !== true || !isTheirs) {
    const code = isTheirs ? NOT_ACTIVE : OF_ANOTHER.refused;
    await deps.outcomes.markOpen(tenant.id, data.external_id, stream, data.sequence, { code });
    return { delivery: 'left-open', code };
  }
  await deps.budgets.sendBudgets(tenant.id, [mutation]);
  if (!isGrant) await recordApplied(deps, work, stream, {});
  else {
    const grants = [...work.outcome.grants, mutation.id];
    await writeOutcome(deps, work, { ...work.outcome, grants, ...lastOf(deps, work, 'applied') });
    await deps.outcomes.closeOpen(tenant.id, data.external_id, stream, data.sequence);
  }
  return { delivery: 'forwarded' };
}
