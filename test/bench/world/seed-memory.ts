import type { Local } from '../../../local/open-local.ts';
import { toEmployeeItem } from '../../../shared/adapters/dynamodb/items/employee-item.ts';
import { employeeSort, tenantPartition } from '../../../shared/adapters/dynamodb/keys.ts';
import { createMemory } from '../../../shared/adapters/dynamodb/memory.ts';
import { createPersonioClient, PERSONIO_PACING } from '../../../shared/adapters/personio/personio-client.ts';
import { createTenantSecrets } from '../../../shared/adapters/secrets/tenant-secrets.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { confirm, newMemory, reserve } from '../../../shared/core/emit/remember.ts';
import { createFingerprints } from '../../../shared/core/ground/fingerprint.ts';
import type { EmployeeMemory } from '../../../shared/core/ground/memory.ts';
import { preparePlan } from '../../../shared/core/prepare-plan.ts';
import { writeAll } from './write-all.ts';

/** Plans the first activation by the product's own rules, and gives the memory of everybody who would be activated. */
async function planMemory(local: Local, tenant: Tenant, limits: boolean): Promise<readonly EmployeeMemory[]> {
  const { clients, env, clock } = local;
  const secrets = createTenantSecrets({ client: clients.secrets, stage: env.sync.STAGE });
  const { personio: pair, fingerprintKey } = await secrets.readSecret(tenant.id, tenant.secretArn);
  const fingerprints = createFingerprints(fingerprintKey);
  const personio = createPersonioClient({
    tenantId: tenant.id,
    baseUrl: tenant.personioUrl,
    eligibility: tenant.eligibility,
    allowedHosts: [],
    allowLoopback: true,
    credentials: async () => pair,
    pacing: limits ? PERSONIO_PACING : undefined,
    retryBudgetMs: 60_000,
  });
  const memory = createMemory({ client: clients.dynamodb, tableName: env.sync.TABLE_NAME });
  const startedAt = clock.now();
  const prepared = await preparePlan({ personio, memory, fingerprints }, tenant, startedAt);
  if ('gate' in prepared) throw new Error(`the first plan is stopped by ${prepared.gate.code}`);
  const context = { today: prepared.today, startedAt, fingerprints };
  return prepared.resolved.plan.emissions.map(({ draft }) => {
    const reserved = reserve(newMemory(draft.employeeId, fingerprints.keyId), draft, context);
    return confirm(reserved.memory, draft, context);
  });
}

/** Bytes of an item as DynamoDB counts them: names and texts in UTF-8, two digits of a number in a byte, and one more. */
function bytesOf(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    const bytes =
      typeof value === 'number' ? Math.ceil(String(value).length / 2) + 1 : Buffer.byteLength(String(value));
    return sum + Buffer.byteLength(name) + bytes;
  }, 0);
}

/** Makes the tenant one that was activated long ago, and gives how many people are remembered, in how many bytes. `limits`: Personio's. */
export async function seedMemory(
  local: Local,
  tenantId: string,
  limits: boolean,
): Promise<{ readonly managed: number; readonly memoryBytes: number }> {
  const tenant = await local.directory.readTenant(tenantId);
  if (tenant === undefined) throw new Error(`${tenantId} is not in the directory`);
  const people = await planMemory(local, tenant, limits);
  const pk = tenantPartition(tenantId);
  const items = people.map((one) => ({ pk, sk: employeeSort(one.employeeId), ...toEmployeeItem(one, 1) }));
  await writeAll(local.clients.dynamodb(), local.env.sync.TABLE_NAME, items);
  await local.directory.updateTenant(tenantId, tenant.registration, {
    status: 'active',
    activatedAt: local.clock.now().toISOString(),
  });
  return { managed: people.length, memoryBytes: items.reduce((sum, item) => sum + bytesOf(item), 0) };
}
