import type { Local } from '../../../local/open-local.ts';
import type { AlleoSimulator } from '../../../local/simulators/alleo/start.ts';
import type { PersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { outcomeSort, tenantPartition } from '../../../shared/adapters/dynamodb/keys.ts';
import { createMemory } from '../../../shared/adapters/dynamodb/memory.ts';
import { createTenantSecrets } from '../../../shared/adapters/secrets/tenant-secrets.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { buildVerifyMessage } from '../../../shared/core/emit/verify-message.ts';
import { createFingerprints } from '../../../shared/core/ground/fingerprint.ts';
import { writeAll } from './write-all.ts';

/** What deliver is asked by once a week, as sync writes it. */
async function writeVerifyMessage({ clients, env, clock }: Local, tenant: Tenant): Promise<string> {
  const secrets = createTenantSecrets({ client: clients.secrets, stage: env.sync.STAGE });
  const { fingerprintKey } = await secrets.readSecret(tenant.id, tenant.secretArn);
  return JSON.stringify(buildVerifyMessage(tenant, clock.now().toISOString(), createFingerprints(fingerprintKey)));
}

/**
 * Gives everybody who is remembered their account and delivery's record of it, as if all had been delivered long ago; one
 * account is inactive by hand. Gives the weekly look's message.
 */
export async function seedAlleo(
  world: { readonly local: Local; readonly alleo: AlleoSimulator; readonly personio: PersonioSimulator },
  tenantId: string,
): Promise<string> {
  const { local, alleo, personio } = world;
  const tenant = await local.directory.readTenant(tenantId);
  const company = alleo.companies.get(tenant?.company.id ?? 0);
  if (tenant === undefined || company === undefined) throw new Error(`${tenantId} is not there on both sides`);
  const memory = createMemory({ client: local.clients.dynamodb, tableName: local.env.sync.TABLE_NAME });
  const { employees } = await memory.readMemory(tenantId);
  const items = [...employees.values()].map(({ employeeId, sequence }, n) => {
    const person = personio.people.get(Number(employeeId));
    if (person === undefined) throw new Error(`${employeeId} is remembered and not in Personio`);
    const { email, firstName: first_name, lastName: last_name, birthday, hireDate: work_anniversary } = person;
    const fields = { email, first_name, last_name, birthday, work_anniversary, external_id: employeeId };
    const account = company.add({ ...fields, is_active: n > 0 });
    const record = { v: 1, version: 1, registration: tenant.registration, alleoId: account.id, grants: [] };
    return { pk: tenantPartition(tenantId), sk: outcomeSort(employeeId), ...record, applied: { profile: sequence } };
  });
  await writeAll(local.clients.dynamodb(), local.env.sync.TABLE_NAME, items);
  return writeVerifyMessage(local, tenant);
}
