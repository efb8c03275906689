import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { TenantError } from '../../shared/core/errors.ts';
import type { Log } from '../../shared/runtime/logger.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import type { Counter } from '../../shared/runtime/metrics.ts';
import type { DeliverDeps, Delivery } from './deliver-mutation.ts';
import { deliverMutation, leaveOpen } from './deliver-mutation.ts';

export interface DeliverMessageDeps extends DeliverDeps {
  readonly log: Log;
  readonly counter: Counter;
}

/** Tenants that Alleo refused in this batch, with the code: the rest of their messages stay open without a call. */
export type RefusedTenants = Map<string, string>;

/** Codes that mean that no call for this tenant can succeed; every other one may be about a single person. */
const REFUSALS: ReadonlySet<string> = new Set(['ALLEO_CREDENTIALS_REFUSED', 'SECRET_MISSING', 'SECRET_INVALID']);

async function deliverOrLeaveOpen(
  deps: DeliverMessageDeps,
  refused: RefusedTenants,
  mutation: UserMutation,
): Promise<Delivery> {
  const { tenantid } = mutation;
  const code = refused.get(tenantid);
  if (code !== undefined) return leaveOpen(deps, mutation, code);
  try {
    return await deliverMutation(deps, mutation);
  } catch (error) {
    if (!(error instanceof TenantError) || !REFUSALS.has(error.code)) throw error;
    deps.log.error('Alleo is closed to this tenant', error, { tenantId: tenantid });
    deps.counter.add(METRICS.alleoCredentialsRefused, 1);
    refused.set(tenantid, error.code);
    return leaveOpen(deps, mutation, error.code);
  }
}

const COUNTED = {
  applied: METRICS.deliverApplied,
  forwarded: METRICS.budgetsForwarded,
  rejected: METRICS.deliverRejected,
  dropped: METRICS.deliverDropped,
} as const;

/**
 * Delivers one message of a batch, counts what became of it and logs what did not reach Alleo. A credential that Alleo
 * refuses is no failure of the message: it is acknowledged, its open item stays, and a later run offers it again.
 */
export async function deliverMessage(
  deps: DeliverMessageDeps,
  refused: RefusedTenants,
  mutation: UserMutation,
): Promise<void> {
  const result = await deliverOrLeaveOpen(deps, refused, mutation);
  const { delivery } = result;
  if (delivery in COUNTED) deps.counter.add(COUNTED[delivery as keyof typeof COUNTED], 1);
  if (delivery === 'applied' || delivery === 'forwarded' || delivery === 'skipped') return;
  const { external_id: employeeId, kind } = mutation.data;
  const code = 'code' in result ? result.code : null;
  deps.log.warn('mutation did not reach Alleo', { tenantId: mutation.tenantid, employeeId, kind, delivery, code });
}
