import { codeInfo, placeOf } from '../../shared/contracts/codes/codes.ts';
import { oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportProblem } from '../../shared/contracts/support-operation.ts';
import { TenantError, TransientError } from '../../shared/core/ground/errors.ts';
import { PairRestsError } from './bound-pair.ts';
import { Refusal } from './refusal.ts';

/** What a code means and how it is fixed, in English, as a problem that names this tenant's commands. */
export function explainCode(code: string, tenantId: string | undefined, attribute?: string): SupportProblem {
  const info = codeInfo(code);
  if (info === undefined) {
    const message = `Something that this needs did not answer as it should (${code}).`;
    return { kind: 'failed', code, message, hint: 'Try again in a minute; if it stays so, tell an engineer the code.' };
  }
  const named = attribute === undefined ? '' : ` It is about: ${oneLine(attribute)}.`;
  const { who } = info.fix;
  const where = placeOf(code, attribute) ?? info.fix.where;
  const place = tenantId === undefined ? where.en : where.en.replaceAll(/\bID\b/g, tenantId);
  const hint = place === '–' ? {} : { hint: who === 'hr' ? `The customer fixes it: ${place}` : place };
  return { kind: 'failed', code, message: `${info.text.en}${named}`, ...hint };
}

/** The problem that an error stands for; `undefined` for a bug, of which nothing but the request id is told. */
export function explainError(error: unknown, tenantId: string | undefined): SupportProblem | undefined {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof PairRestsError) return { ...explainCode(error.code, tenantId), hint: error.hint };
  if (error instanceof TenantError) return explainCode(error.code, tenantId);
  if (error instanceof TransientError) return asRepeatable(explainCode(error.code, tenantId));
  return undefined;
}

/** A run is tried again by itself; what a person asks for is not. */
function asRepeatable(problem: SupportProblem): SupportProblem {
  const hint = 'Try again in some minutes; if it stays so, tell an engineer the code.';
  return { ...problem, message: problem.message.replace(' It is tried again.', ''), hint };
}

/** Does what talks to Alleo; what it refuses is part of the explanation. */
export async function orProblem<T>(tenantId: string, work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    const problem = explainError(error, tenantId);
    if (problem === undefined) throw error;
    return { problem };
  }
}
