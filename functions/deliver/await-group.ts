import type { Profile } from '../../shared/contracts/user-mutation.ts';
import { AWAITS_GROUP } from '../../shared/core/ground/memory.ts';
import type { DeliverDeps, Delivery, Work } from './deliver-work.ts';
import { lastOf, writeOutcome } from './deliver-work.ts';
import { isRejection, isStillOf, refuse } from './make-account.ts';
import { noteDepartment } from './note-department.ts';

/**
 * Records that the profile is applied, but for the group, which does not exist yet: the open item stays and says so, and
 * every day's run offers it again. The item first: what ends in between is done once more, whole.
 */
export async function recordAwaitingGroup(deps: DeliverDeps, work: Work, alleoId: number): Promise<void> {
  const { external_id, sequence } = work.mutation.data;
  await deps.outcomes.markOpen(work.tenant.id, external_id, 'profile', sequence, { code: AWAITS_GROUP });
  const applied = { ...work.outcome.applied, profile: sequence };
  await writeOutcome(deps, work, { ...work.outcome, alleoId, applied, ...lastOf(deps, work, 'applied') });
}

/** Whether all of this mutation is applied but the group of the person's department. */
export async function isAwaitingGroup(deps: DeliverDeps, { tenant, outcome, mutation }: Work): Promise<boolean> {
  const { external_id, sequence } = mutation.data;
  if (outcome.applied['profile'] !== sequence) return false;
  const open = await deps.outcomes.readOpen(tenant.id, external_id, 'profile');
  return open !== undefined && open.code === AWAITS_GROUP && open.reservation.sequence === sequence;
}

/** Puts somebody whose profile is applied into the group of their department, where there is one by now; nothing else. */
export async function deliverGroup(deps: DeliverDeps, work: Work, profile: Profile): Promise<Delivery> {
  const { tenant, company, mutation, outcome } = work;
  const { department } = profile;
  if (typeof department !== 'string') return { delivery: 'skipped' };
  const group = await company.findGroup(department);
  await noteDepartment(deps, tenant, department, group !== undefined);
  if (group === undefined) return { delivery: 'skipped' };
  const { alleoId } = outcome;
  const account = alleoId === undefined ? undefined : await company.alleo.readAccount(alleoId);
  const isTheirs = account !== undefined && isStillOf(account, profile.external_id);
  if (isTheirs && account.company_group_id !== group) {
    const patched = await company.alleo.updateAccount(account.id, { company_group_id: group });
    // It stays as it is, and is offered again tomorrow.
    if (patched !== undefined && isRejection(patched)) return { delivery: 'rejected', code: refuse(patched).refused };
    if (patched !== undefined) company.note(patched);
  }
  await deps.outcomes.closeOpen(tenant.id, profile.external_id, 'profile', mutation.data.sequence);
  return { delivery: 'applied' };
}
