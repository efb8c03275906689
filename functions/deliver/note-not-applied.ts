import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import type { DeliverDeps } from './deliver-work.ts';
import { writeNote } from './write-note.ts';

/**
 * Notes in the tenant's entry that something its last run sent is not applied, so that nobody takes it for in sync until
 * the next run: once per run, however many people it is about. Throws `TransientError`.
 */
export async function noteNotApplied(
  deps: Pick<DeliverDeps, 'directory' | 'clock' | 'log'>,
  mutation: UserMutation,
): Promise<void> {
  const tenant = await deps.directory.readTenant(mutation.tenantid);
  if (tenant === undefined || tenant.registration !== mutation.data.registration) return;
  // By the message's own time: the run that sent it may not have ended.
  const { notAppliedAt } = tenant;
  if (notAppliedAt !== undefined && notAppliedAt >= mutation.time) return;
  await writeNote(deps, tenant, { notAppliedAt: deps.clock().toISOString() }, 'not applied');
}
