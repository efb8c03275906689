import { TransientError } from '../../shared/core/ground/errors.ts';
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

async function release(deps: DeliverDeps, work: Work): Promise<void> {
  const { activating: _, ...outcome } = work.outcome;
  await writeOutcome(deps, work, outcome);
}

/**
 * Activates while nobody else does so for this person: Alleo sends an e-mail each time, and SQS may hand one message to
 * two invocations. The claim is written on what was read, so that of two who claim one is refused. It goes with the
 * record of what came of it; where the call failed it is given back, and where even that fails it lapses.
 * Throws `TransientError` OUTCOME_CHANGED where another activation is under way.
 */
export async function underClaim<T>(deps: DeliverDeps, work: Work, activate: () => Promise<T>): Promise<T> {
  const { outcome, tenant } = work;
  const now = deps.now();
  const left = outcome.activating === undefined ? 0 : outcome.activating + deps.activationLapsesMs - now;
  if (left > 0) throw changedMeanwhile(tenant.id, 'an activation is under way', Math.ceil(left / 1_000));
  await writeOutcome(deps, work, { ...outcome, activating: now });
  try {
    if (deps.now() - now > STOOD_STILL_MS) {
      throw changedMeanwhile(tenant.id, 'it stood still, and the claim may lapse before the call ends');
    }
    return await activate();
  } catch (error) {
    try {
      await release(deps, work);
    } catch (failure) {
      deps.log.error('claim of an activation not given back', failure, { tenantId: tenant.id });
    }
    throw error;
  }
}
