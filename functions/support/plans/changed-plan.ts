import type { MutationKind } from '../../../shared/contracts/mutation-kind.ts';
import type { PlanEntry } from '../../../shared/core/ground/memory.ts';
import type { Plan } from '../../../shared/core/hold/assemble.ts';
import { diffPlans } from '../../../shared/core/hold/digest.ts';
import type { Refusal } from '../refusal.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';

/** How many of each kind, in words: `12 activate, 3 update`. */
export function countKinds(kinds: readonly MutationKind[]): string {
  const counts = new Map<MutationKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'nothing';
}

/** More than this are only counted: `preview` names everybody. */
const SHOWN = 10;

/** `3 added: activate 7, activate 12, update 9.`; employees by id, as in every report. */
function sayEntries(what: string, entries: readonly PlanEntry[]): string[] {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, SHOWN).map(({ kind, employeeId }) => `${kind} ${employeeId}`);
  const more = entries.length > SHOWN ? ` and ${entries.length - SHOWN} more` : '';
  return [`${entries.length} ${what}: ${shown.join(', ')}${more}.`];
}

function sayDifference(before: readonly PlanEntry[], now: readonly PlanEntry[]): string {
  const { added, removed, changed } = diffPlans(before, now);
  return [
    ...sayEntries('added', added),
    ...sayEntries('no longer in it', removed),
    ...sayEntries('changed', changed),
  ].join(' ');
}

/** Why a digest no longer fits: the difference to the plan that it named, where that was kept, and the plan of now. */
export async function explainChangedPlan(
  deps: Pick<SupportDeps, 'memory'>,
  request: { readonly tenantId: string; readonly digest: string },
  plan: Pick<Plan, 'digest' | 'entries'>,
): Promise<Refusal> {
  const { tenantId, digest } = request;
  const { memory } = deps;
  const before = (await memory.readPlan(tenantId, digest)) ?? (await memory.readPreviewed(tenantId, digest));
  const since =
    before === undefined
      ? 'No plan of that digest was shown in the last 30 days.'
      : `Since it was shown: ${sayDifference(before, plan.entries)}`;
  const now = countKinds(plan.entries.map((entry) => entry.kind));
  return failed(
    'DIGEST_CHANGED',
    `The plan is not the one with the digest ${digest}. ${since} It is now ${now}. Nothing was done.`,
    // Never the new digest: it is to be read off the plan that it stands below.
    `\`personio-sync preview ${tenantId}\` shows it as it is now, with its digest.`,
  );
}
