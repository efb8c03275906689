import type { DeadLetter } from '../../../shared/contracts/support/queues.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import { findTenant } from '../find-tenant.ts';
import type { QueueName, SeenDeadLetter, SupportDeps } from '../support-deps.ts';
import { QUEUES } from '../support-deps.ts';

type Request = Extract<SupportRequest, { operation: 'dead-letters' }>;

/** Of more people than this nobody reads why; their letters are listed without. */
const EXPLAINED = 200;

/** What delivery last said of this person's change of this kind, as the open item of the memory has it. */
async function findCode(deps: SupportDeps, { tenantId, facts }: SeenDeadLetter): Promise<string | null> {
  if (facts?.employeeId == null) return null;
  const { open } = await deps.memory.readEmployee(tenantId, facts.employeeId);
  return open.find(({ reservation }) => reservation.kind === facts.kind)?.code ?? null;
}

const show = (queue: QueueName, seen: SeenDeadLetter, code: string | null): DeadLetter => ({
  id: seen.id,
  queue,
  tenantId: seen.tenantId,
  kind: seen.facts?.kind ?? null,
  employeeId: seen.facts?.employeeId ?? null,
  code,
  since: seen.since.toISOString(),
  handedOut: seen.handedOut,
  faults: [...seen.faults],
});

/** A letter with what delivery last said of it. */
export async function describeDeadLetter(
  deps: SupportDeps,
  queue: QueueName,
  seen: SeenDeadLetter,
): Promise<DeadLetter> {
  return show(queue, seen, await findCode(deps, seen));
}

/** What lies among the dead letters, of one customer or of all: whose, what, why, since when. Moves nothing. */
export async function listDeadLetters(deps: SupportDeps, request: Request): Promise<SupportAnswer<'dead-letters'>> {
  if (request.tenantId !== undefined) await findTenant(deps, request.tenantId);
  const letters: DeadLetter[] = [];
  const counts: { queue: string; count: number }[] = [];
  for (const queue of QUEUES) {
    const seen = await deps.lookAtDeadLetters(queue, request.tenantId);
    counts.push({ queue, count: seen.count });
    const codes = await settleAll(seen.letters.slice(0, EXPLAINED).map((one) => findCode(deps, one)));
    letters.push(...seen.letters.map((one, index) => show(queue, one, codes[index] ?? null)));
  }
  return { letters, queues: counts };
}
