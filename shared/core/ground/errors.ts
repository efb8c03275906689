/** What is known of a failure, safe to log: never a person's data, a token, a query string or a body. */
export interface ErrorFacts {
  /** The tenant, where one is concerned. */
  readonly tenantId?: string;
  /** What was being done, in the product's words: `read listing`, `send mutations`. */
  readonly operation: string;
  /** A code of `behaviour.md`, or the service's own error code. */
  readonly code: string;
  readonly cause?: unknown;
}

abstract class SyncError extends Error {
  readonly tenantId: string | undefined;
  readonly operation: string;
  readonly code: string;

  constructor(facts: ErrorFacts, explanation: string) {
    const tenant = facts.tenantId === undefined ? '' : ` (tenant ${facts.tenantId})`;
    super(`${facts.operation}${tenant}: ${facts.code}: ${explanation}`, { cause: facts.cause });
    this.tenantId = facts.tenantId;
    this.operation = facts.operation;
    this.code = facts.code;
  }
}

/** How many people a list announced, and how many different ones came. */
export interface Figures {
  readonly announced: number;
  readonly received: number;
}

/** Worth another try later: the message goes back to its queue. `retryAfterSeconds` where the other side named it. */
export class TransientError extends SyncError {
  override readonly name = 'TransientError';
  readonly retryAfterSeconds: number | undefined;
  /** Of a list that is not proven complete: how many people were announced, and how many came. */
  readonly figures: Figures | undefined;

  constructor(
    facts: ErrorFacts & { readonly retryAfterSeconds?: number; readonly figures?: Figures | undefined },
    explanation: string,
  ) {
    super(facts, explanation);
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.figures = facts.figures;
  }
}

/** Permanent for this tenant until a human acts: the run ends, the tenant is flagged, nothing is retried. */
export class TenantError extends SyncError {
  override readonly name = 'TenantError';
}

/** A message that nobody can handle: it goes to the dead letters alone. Its explanation names fields, never a value. */
export class MalformedError extends SyncError {
  override readonly name = 'MalformedError';
}

/** A bug, or a right that this function lacks: tried again, in case somebody fixes it, then a dead letter. */
export class DefectError extends SyncError {
  override readonly name = 'DefectError';
}

/**
 * Where an error was thrown: the frames of its stack, without its message, which may quote what was sent. None where the
 * message was changed since, so that nobody can tell the two apart.
 */
export function framesOf({ stack = '', message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return frames.split('\n').filter((line) => /^ {4}at /.test(line));
}
