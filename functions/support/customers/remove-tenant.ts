import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { changeTenant } from '../change-tenant.ts';
import { explainCode } from '../explain-error.ts';
import { findTenant } from '../find-tenant.ts';
import { Refusal, wrongUsage } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-remove' }>;

/** As it is told, so that what was told can be typed. */
const fold = (name: string) => oneLine(name).toLowerCase();

function refuseUnconfirmed(tenant: Tenant, confirm: string): void {
  if (fold(confirm) === fold(tenant.name)) return;
  const message = `To remove ${tenant.id} its name has to be typed again, and that is not what was typed. Nothing was removed.`;
  throw wrongUsage('NOT_CONFIRMED', message, `Its name is ${oneLine(tenant.name)}.`);
}

/**
 * Forgets a customer: secret and items go at once, the audit stays, and nobody in Alleo is touched. Refused while a run
 * is at work; paused first, so that none begins. The directory goes last: whoever is in it can be removed again, should
 * this one end half-way. What deliver still writes about a message that it holds is deleted by the second sweep.
 */
export async function removeTenant(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-remove'>> {
  const tenant = await findTenant(deps, request.tenantId);
  refuseUnconfirmed(tenant, request.confirm);
  const lease = await deps.memory.takeLease(tenant.id, deps.newId(deps.clock()));
  if (lease === undefined) throw new Refusal(explainCode('LEASE_TAKEN', tenant.id));
  await changeTenant(deps, tenant, { status: 'paused' });
  await deps.secrets.deleteSecret(tenant.secretArn);
  await deps.memory.deleteAll(tenant.id);
  await deps.directory.deleteTenant(tenant.id, tenant.registration);
  await deps.memory.deleteAll(tenant.id);
  return { tenantId: tenant.id, removed: true };
}
