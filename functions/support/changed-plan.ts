import type { MutationKind } from '../../shared/contracts/user-mutation.ts';
import type { Plan } from '../../shared/core/assemble.ts';
import { diffPlans } from '../../shared/core/digest.ts';
import type { Refusal } from './refusal.ts';
import { failed } from './refusal.ts';
import type { SupportDeps } from './support-deps.ts';

/** How many of each kind, in words: `12 activate, 3 update`. */
export function countKinds(kinds: readonly MutationKind[]): string {
  const counts = new Map<MutationKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'nothing';
}

/** Why a digest no longer fits: the difference to the plan that it named, where that was kept, and the plan of now. */
export async function explainChangedPlan(
  deps: Pick<SupportDeps, 'memory'>,
  request: { readonly operation: 'activate' | 'approve'; readonly tenantId: string; readonly digest: string },
  plan: Pick<Plan, 'digest' | 'entries'>,
): Promise<Refusal> {
  const { operation, tenantId, digest } = request;
  const before = await deps.memory.readPlan(tenantId, digest);
  let since = '';
  if (before !== undefined) {
    const { added, removed, changed } = diffPlans(before, plan.entries);
    since = ` Since then ${added.length} mutations came in, ${removed.length} went out and ${changed.length} changed.`;
  }
  const now = countKinds(plan.entries.map((entry) => entry.kind));
  return failed(
    'DIGEST_CHANGED',
    `The plan is not the one with the digest ${digest}.${since} It is now ${now}, digest ${plan.digest}. Nothing was done.`,
    `Look at it with \`personio-sync preview ${tenantId}\`, then \`personio-sync ${operation} ${tenantId} --digest ${plan.digest}\`.`,
  );
}
