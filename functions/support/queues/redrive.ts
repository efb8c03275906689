import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
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
  const moved: { queue: string; count: number }[] = [];
  let kept = 0;
  let malformed = 0;
  for (const queue of QUEUES) {
    const result = await deps.redrive(queue, request.tenantId);
    moved.push({ queue, count: result.moved });
    kept += result.others + result.malformed;
    malformed += result.malformed;
  }
  return { moved, kept, malformed };
}
