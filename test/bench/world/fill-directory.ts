import type { Local } from '../../../local/open-local.ts';
import { TenantItemSchema } from '../../../shared/adapters/dynamodb/items/tenant-item.ts';
import { TENANTS_PARTITION } from '../../../shared/adapters/dynamodb/keys.ts';
import { defaultPolicies } from '../../../shared/contracts/policies.ts';
import { writeAll } from './write-all.ts';

/** Fills the directory with so many active tenants, as they look after a year: with a last run. */
export async function fillDirectory(local: Local, count: number): Promise<void> {
  const at = '2026-11-01T03:00:00.000Z';
  const items = Array.from({ length: count }, (_, n) => {
    const id = `tenant-${n}`;
    const tenant = TenantItemSchema.parse({
      v: 1,
      version: 1,
      id,
      name: `Company ${n}`,
      status: 'active',
      registration: '01JDWQ0000000000000000000A',
      secretArn: `arn:aws:secretsmanager:eu-central-1:000000000000:secret:personio-sync/bench/${id}-AbCdEf`,
      personioUrl: 'https://api.personio.de/v1',
      alleoUrl: 'https://api.yourcampus.co/customer_api/v1',
      company: { id: n + 1, name: `Company ${n}` },
      eligibility: { mode: 'attribute', label: 'Alleo' },
      policies: defaultPolicies(),
      onceReadable: ['birthday', 'department', 'hire_date', 'termination_date'],
      lastRun: { runId: '01JDWQ0000000000000000000B', date: '2026-11-01', at, status: 'ok', code: null },
      lastCompleteAt: at,
      left: { at, held: {}, open: { count: 0, codes: {} }, setAside: 0, unsent: 0 },
      createdAt: at,
      activatedAt: at,
    });
    return { pk: TENANTS_PARTITION, sk: id, ...tenant };
  });
  await writeAll(local.clients.dynamodb(), local.env.sync.TABLE_NAME, items);
}
