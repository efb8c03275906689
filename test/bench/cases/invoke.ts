import { LAMBDA_FLAGS } from '../lambda-flags.ts';
import type { FloorOutput } from '../measured/floor.ts';
import type { SyncOutput } from '../measured/sync.ts';
import { runProcess } from '../run-process.ts';
import { TODAY, type World } from '../world/open-world.ts';
import type { TenantReady } from '../world/world.ts';

export const SYNC_ENTRY = 'test/bench/measured/sync.ts';

/** One run of the tenant by the real sync handler, bundled, in a fresh process. */
export function invokeSync(file: string, world: World, tenant: TenantReady, paced = false): Promise<SyncOutput> {
  const data = { body: tenant.body, startedAt: `${TODAY}T03:00:00.000Z`, paced };
  return runProcess<SyncOutput>(file, { env: world.env, data }, LAMBDA_FLAGS);
}

/** The floor of the same run, in a fresh process of the same kind. */
export function invokeFloor(file: string, world: World, tenant: TenantReady): Promise<FloorOutput> {
  const { personioUrl, tableName, env } = world;
  const data = { personioUrl, tableName, tenantId: tenant.tenantId };
  return runProcess<FloorOutput>(file, { env, data }, LAMBDA_FLAGS);
}

/** Throws unless the run was good and sent exactly so many mutations: figures of anything else mean nothing. */
export function expectMutations({ report }: SyncOutput, count: number): void {
  const sent = Object.values(report.mutations).reduce((sum, one) => sum + one, 0);
  if (report.status === 'ok' && sent === count) return;
  throw new Error(`the run is ${report.status} (${report.code}) with ${sent} mutations instead of ${count}`);
}

/** How many there are in all, of counts by name. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}
