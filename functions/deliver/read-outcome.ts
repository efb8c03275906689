import type { Outcome, OutcomePort } from '../../shared/core/ports/table.ts';

/** Whose record: one tenant's, as it is registered now. */
export interface OutcomeOwner {
  readonly tenantId: string;
  readonly registration: string;
}

/** Deliver's record of a person. Of an earlier registration the grants count for ever, and nothing else. */
export async function readOutcome(
  outcomes: Pick<OutcomePort, 'readOutcome'>,
  { tenantId, registration }: OutcomeOwner,
  employeeId: string,
): Promise<Outcome> {
  const stored = await outcomes.readOutcome(tenantId, employeeId);
  if (stored?.registration === registration) return stored;
  return { employeeId, registration, version: stored?.version ?? 0, applied: {}, grants: stored?.grants ?? [] };
}
