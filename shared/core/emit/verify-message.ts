import { createHash } from 'node:crypto';
import type { Tenant } from '../../contracts/tenant.ts';
import type { VerifyMessage } from '../../contracts/verify-message.ts';
import { VERIFY_TYPE } from '../../contracts/verify-message.ts';
import { daysBetween } from '../ground/calendar.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import { SOURCE } from './mutation.ts';

/** On which of seven days: customers are spread over the week, each on a weekday of its own. */
function isOwnDay(tenantId: string, date: string): boolean {
  const [own = 0] = createHash('sha256').update(tenantId).digest();
  return daysBetween('1970-01-01', date) % 7 === own % 7;
}

/** Whether a run of this date asks for a look at Alleo: once a week, and where the last one is longer ago than that. */
export function isVerifyDue({ id, verified }: Pick<Tenant, 'id' | 'verified'>, date: string): boolean {
  if (verified === undefined) return isOwnDay(id, date);
  const days = daysBetween(verified.at.slice(0, 10), date);
  return days > 7 || (days >= 1 && isOwnDay(id, date));
}

/** Under the tenant's key, like that of a mutation. */
export function verifyId(tenantId: string, registration: string, time: string, fingerprints: Fingerprints): string {
  return fingerprints.of('id', JSON.stringify([tenantId, registration, 'verify', time]));
}

/** `time`: the run's start. */
export function buildVerifyMessage(
  { id: tenantid, registration }: Pick<Tenant, 'id' | 'registration'>,
  time: string,
  fingerprints: Fingerprints,
): VerifyMessage {
  const id = verifyId(tenantid, registration, time, fingerprints);
  const type = VERIFY_TYPE;
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type,
    time,
    datacontenttype: 'application/json',
    tenantid,
    data: { registration },
  };
}
