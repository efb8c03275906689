import { randomUUID } from 'node:crypto';
import type { SupportAnswer } from '../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportProblem } from '../shared/contracts/support-operation.ts';
import { SUPPORT_CONTRACTS, type SupportRequestSchema } from '../shared/contracts/support-operation.ts';
import type * as z from '../shared/contracts/zod.ts';
import type { Local } from './open-local.ts';

type Request<O extends SupportOperation> = Extract<z.input<typeof SupportRequestSchema>, { readonly operation: O }>;

/** Support's request was refused, or failed: `problem` says what happened and what to try. */
export class SupportProblemError extends Error {
  override readonly name = 'SupportProblemError';
  readonly problem: SupportProblem;

  constructor(problem: SupportProblem) {
    super(`${problem.code}: ${problem.message}`);
    this.problem = problem;
  }
}

/** Does one of support's operations in process, by the handler that Lambda runs. Throws `SupportProblemError`. */
export async function askSupport<O extends SupportOperation>(
  local: Local,
  caller: string,
  request: Request<O>,
): Promise<SupportAnswer<O>> {
  const { support } = local.startContainers();
  const reply = await support({ version: 1, caller, request }, { awsRequestId: randomUUID() });
  if (!reply.ok) throw new SupportProblemError(reply.problem);
  return SUPPORT_CONTRACTS[request.operation].answer().parse(reply.answer) as SupportAnswer<O>;
}
