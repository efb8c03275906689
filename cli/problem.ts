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

const WHY_NOT: Readonly<Record<string, string>> = {
  ELOOP: 'it is a link',
  EACCES: 'it is not yours to write, or no plain file',
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a folder',
};

/** A file of people that cannot be written as one for its owner alone. */
export function unwritable(code: string, file: string, error: unknown): Problem {
  const name = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const message = `The file ${file} cannot be written: ${WHY_NOT[name] ?? name}.`;
  return wrongUsage(code, message, 'Name a file of your own, or a new one, in a folder that exists.');
}

/** Exit codes, the same for every command. */
export const EXIT = { done: 0, failed: 1, usage: 2, held: 3 } as const;
