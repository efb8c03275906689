import type { Tenant } from '../../shared/contracts/tenant.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import type { TenantAttributes } from '../../shared/core/ports/table.ts';
import type { DeliverDeps } from './deliver-work.ts';

/**
 * Writes a note into the tenant's entry: where it cannot be written at all, that is logged, and the delivery is what it
 * was. Throws `TransientError`.
 */
export async function writeNote(
  { directory, log }: Pick<DeliverDeps, 'directory' | 'log'>,
  { id, registration }: Pick<Tenant, 'id' | 'registration'>,
  note: TenantAttributes,
  what: string,
): Promise<void> {
  try {
    await directory.updateTenant(id, registration, note);
  } catch (error) {
    if (error instanceof TransientError) throw error;
    log.error(`${what} was not noted`, error, { tenantId: id });
  }
}
