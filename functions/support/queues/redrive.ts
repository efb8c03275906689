import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import { findTenant } from '../find-tenant.ts';
import type { SupportDeps } from '../support-deps.ts';
import { QUEUES } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'redrive' }>;

/**
 * Dead letters back to their queues, of one tenant or of all. What nobody can read stays: it would only come back. Can be
 * repeated: whoever applies a message twice skips it.
 */
export async function redrive(deps: SupportDeps, request: Request): Promise<SupportAnswer<'redrive'>> {
  if (request.tenantId !== undefined) await findTenant(deps, request.tenantId);
  // Side by side: each waits for its queue to be looked through.
  const results = await settleAll(
    QUEUES.map(async (queue) => ({ queue, ...(await deps.redrive(queue, request.tenantId)) })),
  );
  const sum = (of: (one: (typeof results)[number]) => number) => results.reduce((all, one) => all + of(one), 0);
  return {
    moved: results.map(({ queue, moved }) => ({ queue, count: moved })),
    kept: sum(({ others, malformed }) => others + malformed),
    malformed: sum(({ malformed }) => malformed),
    left: sum(({ left }) => left),
  };
}
