import { TransientError } from '../../shared/core/ground/errors.ts';
import type { Outcome } from '../../shared/core/ports/table.ts';
import { type DeliverDeps, type Work, writeOutcome } from './deliver-work.ts';

/** Who stood still for longer between the claim and the call does not call: the claim might lapse before it ends. */
const STOOD_STILL_MS = 15_000;
/** Longer than an activation can take: that, its waits (60 s in all), its last call (20 s), and clocks that differ. */
export const ACTIVATION_LAPSES_MS = 100_000;

const changedMeanwhile = (tenantId: string, explanation: string, retryAfterSeconds?: number) =>
  new TransientError(
    {
      tenantId,
      operation: 'activate account',
      code: 'OUTCOME_CHANGED',
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    },
    explanation,
  );

/**
 * Claims the activation that is to come, on what was read: of two who claim one is refused. `more` is recorded with it.
 * The claim goes with the record of what came of it. Throws `TransientError` OUTCOME_CHANGED where another one stands.
 */
export async function claimActivation(deps: DeliverDeps, work: Work, more: Partial<Outcome> = {}): Promise<void> {
  const { outcome, tenant, claimedAt } = work;
  const now = deps.now();
  const { activating } = outcome;
  const isOthers = activating !== undefined && activating !== claimedAt;
  const left = isOthers ? activating + deps.activationLapsesMs - now : 0;
  if (left > 0) throw changedMeanwhile(tenant.id, 'an activation is under way', Math.ceil(left / 1_000));
  await writeOutcome(deps, work, { ...outcome, ...more, activating: now });
  work.claimedAt = now;
}

const isFresh = (deps: DeliverDeps, { claimedAt }: Work): boolean =>
  claimedAt !== undefined && deps.now() - claimedAt <= STOOD_STILL_MS;

/**
 * Activates while nobody else does so for this person: Alleo sends an e-mail each time, and SQS may hand one message to
 * two invocations. The claim that an account was made under does for this, too, unless that took long.
 */
export async function underClaim<T>(deps: DeliverDeps, work: Work, activate: () => Promise<T>): Promise<T> {
  if (!isFresh(deps, work)) {
    await claimActivation(deps, work);
    if (!isFresh(deps, work)) {
      throw changedMeanwhile(work.tenant.id, 'it stood still, and the claim may lapse before the call ends');
    }
  }
  return activate();
}

/** Does what may claim an activation. Where it fails the claim is given back; where even that fails it lapses. */
export async function givingBack<T>(deps: DeliverDeps, work: Work, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (work.claimedAt !== undefined) await release(deps, work);
    throw error;
  }
}

async function release(deps: DeliverDeps, work: Work): Promise<void> {
  const { activating: _, ...outcome } = work.outcome;
  try {
    await writeOutcome(deps, work, outcome);
  } catch (failure) {
    deps.log.error('claim of an activation not given back', failure, { tenantId: work.tenant.id });
  }
}
