import type { DifferenceCounts } from '../../shared/contracts/difference.ts';
import type { VerifyMessage } from '../../shared/contracts/verify-message.ts';
import { readAllAccounts } from '../../shared/core/accounts/account-listing.ts';
import { compareWithAlleo, countDifferences, findPending } from '../../shared/core/accounts/compare-accounts.ts';
import { verifyId } from '../../shared/core/emit/verify-message.ts';
import { MalformedError, TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import { settleAll } from '../../shared/core/ground/settle-all.ts';
import type { MemoryPort } from '../../shared/core/ports/table.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import type { Counter } from '../../shared/runtime/metrics.ts';
import type { DeliverDeps } from './deliver-work.ts';

export interface VerifyDeps extends Omit<DeliverDeps, 'budgets' | 'now' | 'activationLapsesMs'> {
  readonly memory: Pick<MemoryPort, 'readMemory'>;
  readonly counter: Counter;
}

/** How often it is tried: after that it has to wait for another day, since mutations wait behind it. */
const TRIES = 3;

/**
 * Compares what is remembered of a tenant's people with what Alleo has, and notes date and counts in the directory. The
 * tenant's group is at rest meanwhile: all that was sent before is delivered. `undefined` where there is nothing to do.
 * Throws `MalformedError` MESSAGE_UNPROVEN, and what the ports throw.
 */
export async function verifyTenant(deps: VerifyDeps, message: VerifyMessage): Promise<DifferenceCounts | undefined> {
  const { tenantid: tenantId, time, data } = message;
  const tenant = await deps.directory.readTenant(tenantId);
  if (tenant?.registration !== data.registration || tenant.status !== 'active') return undefined;
  if (tenant.verified !== undefined && tenant.verified.at >= time) return undefined;
  const fingerprints = await deps.fingerprintsOf(tenant);
  if (message.id !== verifyId(tenantId, tenant.registration, time, fingerprints)) {
    const facts = { operation: 'prove verify message', tenantId, code: 'MESSAGE_UNPROVEN' };
    throw new MalformedError(facts, 'its id is not that of what it says');
  }
  const [memory, outcomes] = await settleAll([
    deps.memory.readMemory(tenantId),
    deps.outcomes.readOutcomes(tenantId, tenant.registration),
  ]);
  const { alleo } = deps.companyOf(tenant);
  const accounts = await readAllAccounts(alleo, tenantId);
  const pending = findPending(memory);
  const comparison = { memory, outcomes, accounts, fingerprints, pending };
  const counts = countDifferences(await compareWithAlleo(comparison, (id) => alleo.readAccount(id)));
  const verified = { at: deps.clock().toISOString(), counts };
  await deps.directory.updateTenant(tenantId, tenant.registration, { verified });
  return counts;
}

/**
 * The weekly look at one tenant, counted and logged. Nobody's change waits for it for long: what cannot be read is tried
 * three times, and then by the run of the next day, or week. Throws `TransientError` before that.
 */
export async function verifyOrLeave(deps: VerifyDeps, message: VerifyMessage, receiveCount: number): Promise<void> {
  const { tenantid: tenantId } = message;
  try {
    const counts = await verifyTenant(deps, message);
    if (counts === undefined) return;
    deps.counter.add(METRICS.accountsLost, counts.lost);
    if (counts.lost > 0) deps.log.warn('Alleo lacks what was applied', { tenantId, ...counts });
    else deps.log.info('Alleo was compared', { tenantId, ...counts });
  } catch (error) {
    const isLeft = error instanceof TenantError || (error instanceof TransientError && receiveCount >= TRIES);
    if (!isLeft) throw error;
    deps.log.error('Alleo was not compared', error, { tenantId });
  }
}
