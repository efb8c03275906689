import type { SupportProblem } from '../../shared/contracts/support-operation.ts';

/** An operation that ends in a problem that a person can act on: what happened, and what to try. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: SupportProblem;

  constructor(problem: SupportProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The request was wrong (exit 2). */
export function wrongUsage(code: string, message: string, hint?: string): Refusal {
  return new Refusal({ kind: 'usage', code, message, ...(hint === undefined ? {} : { hint }) });
}

/** The request was right and could not be done (exit 1). */
export function failed(code: string, message: string, hint?: string): Refusal {
  return new Refusal({ kind: 'failed', code, message, ...(hint === undefined ? {} : { hint }) });
}
