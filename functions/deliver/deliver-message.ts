import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import type { Counter } from '../../shared/runtime/metrics.ts';
import { deliverMutation, isReachable, leaveOpen, setAside } from './deliver-mutation.ts';
import type { DeliverDeps, Delivery } from './deliver-work.ts';
import { noteNotApplied } from './note-not-applied.ts';

export interface DeliverMessageDeps extends DeliverDeps {
  readonly counter: Counter;
}

/** Tenants that Alleo refused in this batch, with the code: the rest of their messages stay open without a call. */
export type RefusedTenants = Map<string, string>;

/** Codes that mean that no call for this tenant can succeed; every other one may be about a single person. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ALLEO_CREDENTIALS_REFUSED',
  'SECRET_MISSING',
  'SECRET_INVALID',
  'URL_NOT_ALLOWED',
]);

/** A message that fails for the fifth time, some minutes after the first, may be what holds up all behind it. */
const STUCK_AFTER = 5;

/** A code for what is this one person's trouble and not the tenant's; `undefined` where it is not. */
async function findOwnTrouble(
  deps: DeliverMessageDeps,
  mutation: UserMutation,
  receiveCount: number,
  error: unknown,
): Promise<string | undefined> {
  if (error instanceof TransientError) {
    const isAlleos = error.code === 'ALLEO_UNAVAILABLE' || error.code === 'ACCOUNT_GONE';
    const isStuck = isAlleos && receiveCount >= STUCK_AFTER && (await isReachable(deps, mutation));
    return isStuck ? error.code : undefined;
  }
  if (!(error instanceof TenantError)) return undefined;
  if (!REFUSALS.has(error.code)) return error.code;
  // Alleo answers 403 also for a single account; a credential that works elsewhere is not refused. One that gets no token
  // at all is not tried again: that may lock it.
  const mayBeOwn = error.code === 'ALLEO_CREDENTIALS_REFUSED' && error.operation === 'call Alleo';
  const isForbidden = mayBeOwn && (await isReachable(deps, mutation));
  return isForbidden ? 'FORBIDDEN_BY_ALLEO' : undefined;
}

async function deliverOrLeaveOpen(
  deps: DeliverMessageDeps,
  refused: RefusedTenants,
  mutation: UserMutation,
  receiveCount: number,
): Promise<Delivery> {
  const { tenantid } = mutation;
  const code = refused.get(tenantid);
  if (code !== undefined) return leaveOpen(deps, mutation, code);
  try {
    return await deliverMutation(deps, mutation);
  } catch (error) {
    const own = await findOwnTrouble(deps, mutation, receiveCount, error);
    if (own !== undefined) {
      deps.log.error('mutation is set aside', error, { tenantId: tenantid });
      return setAside(deps, mutation, own);
    }
    if (!(error instanceof TenantError)) throw error;
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
 * refuses is no failure of the message, nor is trouble with one person that goes on (`receiveCount`: how often this
 * message came): it is acknowledged, its open item says why, and a later run offers it again. Gives what became of it.
 */
export async function deliverMessage(
  deps: DeliverMessageDeps,
  refused: RefusedTenants,
  mutation: UserMutation,
  receiveCount: number,
): Promise<Delivery> {
  const result = await deliverOrLeaveOpen(deps, refused, mutation, receiveCount);
  const { delivery } = result;
  if (delivery in COUNTED) deps.counter.add(COUNTED[delivery as keyof typeof COUNTED], 1);
  if (delivery === 'applied' || delivery === 'forwarded' || delivery === 'skipped') return result;
  if (delivery === 'rejected' || delivery === 'left-open') await noteNotApplied(deps, mutation);
  const { external_id: employeeId, kind } = mutation.data;
  const code = 'code' in result ? result.code : null;
  deps.log.warn('mutation did not reach Alleo', { tenantId: mutation.tenantid, employeeId, kind, delivery, code });
  return result;
}
