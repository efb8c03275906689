import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { Fingerprints } from '../../shared/core/ground/fingerprint.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { SecretsPort } from '../../shared/core/ports/secrets.ts';

/** More than a container meets in its life: those longest kept go first. */
const MOST_TENANTS = 1_000;

/**
 * Gives a tenant's fingerprints, its secret read once per container: a key outlives every rotation, and another
 * registration has another one. Throws what reading the secret throws, and reads it anew then.
 */
export function keepFingerprints(secrets: Pick<SecretsPort, 'readSecret'>): (tenant: Tenant) => Promise<Fingerprints> {
  const kept = new Map<string, Fingerprints>();
  return async ({ id, registration, secretArn }) => {
    const name = `${id} ${registration} ${secretArn}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const { fingerprintKey } = await secrets.readSecret(id, secretArn);
    const fingerprints = createFingerprints(fingerprintKey);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_TENANTS && oldest !== undefined) kept.delete(oldest);
    kept.set(name, fingerprints);
    return fingerprints;
  };
}
