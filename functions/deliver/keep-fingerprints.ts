import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { Fingerprints } from '../../shared/core/ground/fingerprint.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { SecretsPort } from '../../shared/core/ports/secrets.ts';

/** More than a container meets in its life: those longest kept go first. */
const MOST_TENANTS = 1_000;

/** How long a key is not read again although a message was not proven by it: anybody may have put that message there. */
const REST_MS = 60_000;

/** Gives a tenant's fingerprints. `doubted`: a message was not proven by those given before. */
export type FingerprintsOf = (tenant: Tenant, doubted?: boolean) => Promise<Fingerprints>;

/**
 * Gives a tenant's fingerprints, its secret read once per container: a key outlives every rotation, and another
 * registration has another one. Where it is doubted the secret is read again: a lost key is replaced by another. Throws
 * what reading the secret throws, and reads it again then. `now`: Unix milliseconds.
 */
export function keepFingerprints(
  secrets: Pick<SecretsPort, 'readSecret'>,
  now: () => number = Date.now,
): FingerprintsOf {
  const kept = new Map<string, { readonly fingerprints: Fingerprints; readonly readAt: number }>();
  return async ({ id, registration, secretArn }, doubted = false) => {
    const name = `${id} ${registration} ${secretArn}`;
    const known = kept.get(name);
    if (known !== undefined && !(doubted && now() - known.readAt >= REST_MS)) return known.fingerprints;
    const { fingerprintKey } = await secrets.readSecret(id, secretArn);
    const fingerprints = createFingerprints(fingerprintKey);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_TENANTS && oldest !== undefined) kept.delete(oldest);
    kept.set(name, { fingerprints, readAt: now() });
    return fingerprints;
  };
}
