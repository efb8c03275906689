import { MUTATION_TYPE_PREFIX } from '../../shared/contracts/mutation-kind.ts';
import type { Tenant } from '../../shared/contracts/tenant.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import { contentOf, idOf, SOURCE } from '../../shared/core/emit/mutation.ts';
import { MalformedError } from '../../shared/core/ground/errors.ts';
import type { Fingerprints } from '../../shared/core/ground/fingerprint.ts';
import { formatMoney, moneyOf } from '../../shared/core/ground/money.ts';
import type { DeliverDeps } from './deliver-work.ts';

/** The error of a message that this sync did not write, or not so. It becomes a dead letter alone. */
export function unproven({ tenantid }: UserMutation, explanation: string): MalformedError {
  return new MalformedError({ operation: 'prove mutation', tenantId: tenantid, code: 'MESSAGE_UNPROVEN' }, explanation);
}

const OTHER_PERSON = 'it names different people in different places';

/**
 * Proves that this sync wrote the message: its id is that of what it says, under the tenant's key. A grant's id is not
 * keyed; its open item proves it (`forwardBudget`). Gives the fingerprint of what it says. Throws `MalformedError`
 * MESSAGE_UNPROVEN, `TenantError` where the tenant's secret cannot be read.
 */
export async function proveMutation(
  deps: Pick<DeliverDeps, 'fingerprintsOf'>,
  tenant: Tenant,
  mutation: UserMutation,
): Promise<string> {
  const { id, type, subject, source, data } = mutation;
  if (type !== `${MUTATION_TYPE_PREFIX}${data.kind}`) throw unproven(mutation, 'its type is not that of its kind');
  if (source !== SOURCE) throw unproven(mutation, 'its source is another');
  if ('amount' in data && data.amount !== formatMoney(moneyOf(data.amount)))
    throw unproven(mutation, 'its amount is not written as this sync writes one');
  const named = 'profile' in data ? data.profile.external_id : data.external_id;
  if (subject !== data.external_id || named !== data.external_id) throw unproven(mutation, OTHER_PERSON);
  const isProvenBy = (fingerprints: Fingerprints) => id === idOf(tenant.id, data, fingerprints);
  const kept = await deps.fingerprintsOf(tenant);
  const fingerprints = isProvenBy(kept) ? kept : await deps.fingerprintsOf(tenant, true);
  if (!isProvenBy(fingerprints)) throw unproven(mutation, 'its id is not that of what it says');
  return contentOf(data, fingerprints);
}
