import { DefectError, framesOf, MalformedError, TenantError, TransientError } from '../core/ground/errors.ts';

type Known = TransientError | TenantError | MalformedError | DefectError;
const isKnown = (error: unknown): error is Known =>
  [TransientError, TenantError, MalformedError, DefectError].some((known) => error instanceof known);

/** The code of an error of ours; of any other the name of its class, which tells no data. */
export function codeOf(error: unknown): string {
  if (isKnown(error)) return error.code;
  return error instanceof Error ? error.name : 'UNKNOWN';
}

/** The tenant that an error of ours names. */
export function tenantOf(error: unknown): string | undefined {
  return isKnown(error) ? error.tenantId : undefined;
}

/** What was being done, for an error of ours. */
export function operationOf(error: unknown): string | undefined {
  return isKnown(error) ? error.operation : undefined;
}

const placeOf = (error: Error): string =>
  framesOf(error)
    .map((frame) => frame.trim())
    .join(' < ');

/** An error in words that anybody may read: what one of ours says of itself, of any other its class and its place. */
export function explain(error: unknown): string {
  if (isKnown(error)) return error.message;
  return error instanceof Error ? `${error.name} ${placeOf(error)}` : codeOf(error);
}

/** The class of the error and of each cause, with what a cause of ours says of itself. */
function causesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let one = error; one instanceof Error && names.length < 5; one = one.cause) {
    names.push(one !== error && isKnown(one) ? `${one.name}: ${one.message}` : one.name);
  }
  return names;
}

/**
 * What a log line says of an error. Ours explains itself; of any other only where it was thrown, since its message may
 * quote what was sent.
 */
export function factsOf(error: unknown) {
  const place = error instanceof Error && !isKnown(error) ? placeOf(error) : '';
  return {
    tenantId: tenantOf(error),
    operation: operationOf(error),
    code: codeOf(error),
    explanation: isKnown(error) ? error.message : undefined,
    causes: causesOf(error).join(' < '),
    thrownAt: place === '' ? undefined : place,
  };
}

/** What becomes of a queue's message whose handling threw (style: one function maps error class to outcome). */
export type Outcome = 'retry' | 'dead-letter' | 'acknowledge';

/** Transient trouble and bugs are tried again; a malformed message is a dead letter at once; a tenant's own trouble is told. */
export function toOutcome(error: unknown): Outcome {
  if (error instanceof MalformedError) return 'dead-letter';
  return error instanceof TenantError ? 'acknowledge' : 'retry';
}
