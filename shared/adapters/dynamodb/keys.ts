/** The primary key of an item of the one table. */
export type Key = { readonly pk: string; readonly sk: string };

export const TENANTS_PARTITION = 'TENANTS';
export const tenantPartition = (tenantId: string): string => `TENANT#${tenantId}`;
/** Plans that a preview showed: a partition of their own, because whoever may only look may write there and nowhere else. */
export const previewPartition = (tenantId: string): string => `PREVIEW#${tenantId}`;
export const auditPartition = (tenantId: string): string => `AUDIT#${tenantId}`;

/**
 * What a run reads in one query: APPROVAL, EMP#…, LEASE, LEDGER#… and OPEN#… sort between these two ("$" follows "#"),
 * OUT#…, PAST#…, PLAN#… and RUN#… behind them.
 */
export const MEMORY_RANGE = { from: 'APPROVAL', to: 'OPEN$' } as const;

/** What support knows of one pair of credentials, by a name that tells neither half. */
export const pairPartition = (pair: string): string => `PAIR#${pair}`;
export const REFUSED = 'REFUSED';
export const TURNS = 'TURNS';

export const APPROVAL = 'APPROVAL';
export const LEASE = 'LEASE';
export const OPEN_PREFIX = 'OPEN#';
export const OUTCOME_PREFIX = 'OUT#';
export const PAST_GRANTS_PREFIX = 'PAST#';
/** Stands where a stream would: streams are `profile` or hold a colon. */
export const MADE_ANEW = 'made-anew';

export const employeeSort = (employeeId: string): string => `EMP#${checked(employeeId)}`;
export const outcomeSort = (employeeId: string): string => `${OUTCOME_PREFIX}${checked(employeeId)}`;
export const openPrefix = (employeeId: string): string => `${OPEN_PREFIX}${checked(employeeId)}#`;
export const openSort = (employeeId: string, stream: string): string => `${openPrefix(employeeId)}${stream}`;
export const pastGrantsSort = (employeeId: string): string => `${PAST_GRANTS_PREFIX}${checked(employeeId)}`;
export const ledgerSort = (date: string): string => `LEDGER#${date}`;
export const reportSort = (runId: string, part?: number): string =>
  part === undefined ? `RUN#${checked(runId)}` : `RUN#${checked(runId)}#${numbered(part)}`;
export const planPrefix = (digest: string): string => `PLAN#${checked(digest)}#`;
export const planSort = (digest: string, chunk: number): string => `${planPrefix(digest)}${numbered(chunk)}`;

/** Takes `OPEN#<employee id>#<stream>` apart. */
export function splitOpenSort(sk: string): { employeeId: string; stream: string } {
  const [, employeeId = '', ...stream] = sk.split('#');
  return { employeeId, stream: stream.join('#') };
}

function checked(part: string): string {
  // Personio's ids are digits. One with "#" would mix up with another person's open items.
  if (part === '' || part.includes('#')) throw new Error('an id that is empty or contains "#" cannot be part of a key');
  return part;
}

function numbered(part: number): string {
  return String(part).padStart(4, '0');
}
