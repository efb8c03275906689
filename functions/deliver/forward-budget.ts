import type { MutationData } from '../../shared/contracts/user-mutation.ts';
import { contentOf, streamOf } from '../../shared/core/emit/mutation.ts';
import type { OpenItem } from '../../shared/core/ground/memory.ts';
import { moneyOf } from '../../shared/core/ground/money.ts';
import type { DeliverDeps, Delivery, Work } from './deliver-work.ts';
import { lastOf, OF_ANOTHER, recordApplied, writeOutcome } from './deliver-work.ts';
import { wasGrantedBefore } from './former-ids.ts';
import { isStillOf } from './make-account.ts';
import { unproven } from './prove-mutation.ts';

type BudgetData = Extract<MutationData, { amount: string }>;

const isGrant = (data: BudgetData) => data.kind === 'grant-one-off-budget';

/** Passed on before, or not wanted any more: nothing is left to do. */
function isSettled({ outcome, mutation }: Work, data: BudgetData): boolean {
  const isPassed = (outcome.applied[streamOf(data)] ?? 0) >= data.sequence;
  if (isGrant(data)) return outcome.grants.includes(mutation.id) || isPassed;
  // A deactivation cancels the budgets before it (facts: Alleo, "Budgets").
  return (outcome.deactivated ?? 0) > data.sequence;
}

/**
 * Whether the person's open item asks for just this. `overtaken`: it asks for something newer, a monthly amount was
 * withdrawn, or the person went on under another id. Throws `MalformedError` for what no open item asked for: it was not us who did.
 */
async function fitOpen(
  deps: Pick<DeliverDeps, 'fingerprintsOf'>,
  work: Work,
  data: BudgetData,
  open: OpenItem | undefined,
): Promise<'fits' | 'overtaken'> {
  const { retired, applied } = work.outcome;
  // What was decided since then is of somebody who has this id again.
  if (retired === true && (applied['profile'] ?? 0) >= data.sequence) return 'overtaken';
  if (open === undefined) {
    if (!isGrant(data)) return 'overtaken';
    throw unproven(work.mutation, 'no open item asks for this grant');
  }
  const { sequence, content } = open.reservation;
  if (sequence > data.sequence) return 'overtaken';
  if (sequence === data.sequence && content === work.content) return 'fits';
  // A grant's id is not keyed and was proven by none: the kept key may be one that was replaced.
  const fingerprints = await deps.fingerprintsOf(work.tenant, true);
  if (sequence !== data.sequence || content !== contentOf(data, fingerprints))
    throw unproven(work.mutation, 'the open item asks for another budget');
  return 'fits';
}

/** Why a budget that was asked for is not passed on today, by the tenant's policies as they are now. */
function findHindrance({ tenant }: Work, data: BudgetData, open: OpenItem | undefined): string | undefined {
  const { currency, maxOneOffBudget, maxMonthlyBudget } = tenant.policies;
  if (data.currency !== currency) return 'CURRENCY_CHANGED';
  const ceiling = isGrant(data) ? maxOneOffBudget : maxMonthlyBudget;
  return moneyOf(data.amount) > moneyOf(ceiling) && open?.aboveCeiling !== true ? 'CEILING_LOWERED' : undefined;
}

async function findInactive({ company, outcome }: Work, data: BudgetData): Promise<string | undefined> {
  const { alleoId } = outcome;
  const account = alleoId === undefined ? undefined : await company.alleo.readAccount(alleoId);
  if (account !== undefined && !isStillOf(account, data.external_id)) return OF_ANOTHER.refused;
  return account?.is_active === true ? undefined : 'USER_NOT_ACTIVE';
}

/**
 * The Customer API has no call for budgets: one that the person's open item asks for is passed on once the user is
 * active, and stays open before that.
 */
export async function forwardBudget(deps: DeliverDeps, work: Work, data: BudgetData): Promise<Delivery> {
  const { tenant, mutation } = work;
  const { external_id, sequence } = data;
  const stream = streamOf(data);
  const open = work.open ?? (await deps.outcomes.readOpen(tenant.id, external_id, stream));
  const close = async () => {
    const ids = [external_id, ...(open?.formerIds ?? [])];
    for (const id of ids) await deps.outcomes.closeOpen(tenant.id, id, stream, sequence);
  };
  const skip = async (): Promise<Delivery> => {
    await close();
    return { delivery: 'skipped' };
  };
  if (isSettled(work, data)) return skip();
  if ((await fitOpen(deps, work, data, open)) === 'overtaken') return skip();
  if (data.kind === 'grant-one-off-budget' && (await wasGrantedBefore({ ...deps, tenant }, data, open))) {
    // Nothing is open afterwards that says so, and the same message may come once more.
    const applied = { ...work.outcome.applied, [stream]: sequence };
    await writeOutcome(deps, work, { ...work.outcome, applied });
    return skip();
  }
  const code = findHindrance(work, data, open) ?? (await findInactive(work, data));
  if (code !== undefined) {
    await deps.outcomes.markOpen(tenant.id, external_id, stream, sequence, { code });
    return { delivery: 'left-open', code };
  }
  await deps.budgets.sendBudgets(tenant.id, [mutation]);
  if (!isGrant(data)) await recordApplied(deps, work, stream, {});
  else {
    const grants = [...work.outcome.grants, mutation.id];
    await writeOutcome(deps, work, { ...work.outcome, grants, ...lastOf(deps, work, 'applied') });
    await close();
  }
  return { delivery: 'forwarded' };
}
