import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { AlleoAccount } from '../../shared/core/ports/alleo.ts';
import type { Outcome } from '../../shared/core/ports/table.ts';
import type { SupportDeps } from './support-deps.ts';

/** What delivery recorded of a person under this registration: nothing at first. */
export async function readRecorded(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  employeeId: string,
): Promise<Outcome> {
  const { registration } = tenant;
  const stored = await deps.outcomes.readOutcome(tenant.id, employeeId);
  if (stored?.registration === registration) return stored;
  return { employeeId, registration, version: stored?.version ?? 0, applied: {}, grants: stored?.grants ?? [] };
}

const mayBeTheirs = ({ alleoId, creating }: Outcome, id: number): boolean => creating === true || alleoId === id;

/** Whether delivery takes this account for the person's whatever it says: it is recorded, or may have been made unrecorded. */
export async function isRecorded(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  employeeId: string,
  { id }: AlleoAccount,
): Promise<boolean> {
  return mayBeTheirs(await readRecorded(deps, tenant, employeeId), id);
}

/** From now on this account is the person's, whatever it says: as if delivery had made it. */
export async function recordAccount(
  deps: Pick<SupportDeps, 'outcomes'>,
  tenant: Tenant,
  employeeId: string,
  { id }: AlleoAccount,
): Promise<void> {
  const outcome = await readRecorded(deps, tenant, employeeId);
  await deps.outcomes.writeOutcome(tenant.id, { ...outcome, alleoId: id });
}
