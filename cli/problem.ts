import type { SupportProblem } from '../shared/contracts/support-operation.ts';

/** What a person can act on: what happened, what to try, and with which exit code the command ends. Not a bug. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly hint: string | undefined;
  readonly kind: SupportProblem['kind'];

  constructor(problem: SupportProblem) {
    super(problem.message);
    this.code = problem.code;
    this.hint = problem.hint;
    this.kind = problem.kind;
  }
}

/** Wrong usage: exit 2. */
export function wrongUsage(code: string, message: string, hint?: string): Problem {
  return new Problem({ code, message, kind: 'usage', ...(hint === undefined ? {} : { hint }) });
}

/** Exit codes, the same for every command. */
export const EXIT = { done: 0, failed: 1, usage: 2, held: 3 } as const;
