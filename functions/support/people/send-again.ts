import { isDeepStrictEqual } from 'node:util';
import { compareDrafts } from '../../../shared/core/compare/draft.ts';
import { emitPlan } from '../../../shared/core/emit/emit-plan.ts';
import { startEmitting } from '../../../shared/core/emit/emit-state.ts';
import type { TenantMemory } from '../../../shared/core/ground/memory.ts';
import type { Emission } from '../../../shared/core/hold/assemble.ts';
import { readAgain } from '../change-tenant.ts';
import { explainCode } from '../explain-error.ts';
import type { OpenTenant } from '../open-tenant.ts';
import type { Planned } from '../plan-or-stop.ts';
import { failed, Refusal } from '../refusal.ts';
import { refuseUnlessActive } from '../refuse-unless-active.ts';
import type { SupportDeps } from '../support-deps.ts';

/** Whether a run was at work since the plan was made: it may have sent the same, or counted others. */
function hasChanged(before: TenantMemory, now: TenantMemory, ids: Iterable<string>, today: string): boolean {
  const countsOf = (memory: TenantMemory) => memory.ledger.find((day) => day.date === today);
  if (!isDeepStrictEqual(countsOf(before), countsOf(now))) return true;
  const versionOf = (memory: TenantMemory, id: string) => memory.employees.get(id)?.version ?? 0;
  return [...ids].some((id) => versionOf(before, id) !== versionOf(now, id));
}

/**
 * Sends these emissions as a run does, reserved, sent and confirmed under the tenant's lease, which is held for this
 * alone and not while Personio was read. Refuses LEASE_TAKEN while a run is at work, MEMORY_CHANGED where one was, and a
 * tenant that was paused or removed meanwhile: one that was added anew is remembered under another key.
 */
export async function sendAgain(
  deps: SupportDeps,
  open: OpenTenant,
  planned: Planned,
  now: Date,
  emissions: readonly Emission[],
): Promise<void> {
  const { tenant, fingerprints } = open;
  const { today, base } = planned;
  const lease = await deps.memory.takeLease(tenant.id, deps.newId(now));
  if (lease === undefined) throw new Refusal(explainCode('LEASE_TAKEN', tenant.id));
  try {
    refuseUnlessActive(await readAgain(deps, tenant));
    const memory = await deps.memory.readMemory(tenant.id);
    const ids = new Set(emissions.map(({ draft }) => draft.employeeId));
    if (hasChanged(planned.memory, memory, ids, today))
      throw failed('MEMORY_CHANGED', 'A run was at work meanwhile. Nothing was sent.', 'Try again.');
    const state = startEmitting(lease, tenant, memory, { today, startedAt: now, fingerprints }, base);
    const emitDeps = {
      memory: deps.memory,
      mutations: deps.mutations,
      keepsOpenItems: deps.config.deliveryMode === 'customer-api',
      mayGoOn: () => true,
    };
    await emitPlan(
      emitDeps,
      state,
      [...emissions].sort((a, b) => compareDrafts(a.draft, b.draft)),
    );
    if (state.refused.length > 0) throw new Refusal(explainCode('MESSAGE_REFUSED', tenant.id));
  } finally {
    await deps.memory.releaseLease(lease);
  }
}
