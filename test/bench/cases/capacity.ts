import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase, Figure } from '../figures.ts';
import { withWorld } from '../world/open-world.ts';
import { expectMutations, invokeSync, SYNC_ENTRY, sumOf } from './invoke.ts';

const SIZES = [50, 500, 1_000, 5_000] as const;
/** A strongly consistent read unit is so many bytes (DynamoDB developer guide, "Read consistency"). */
const UNIT_BYTES = 4_096;
const READS: ReadonlySet<string> = new Set(['QueryCommand', 'GetItemCommand']);
const OTHERS: ReadonlySet<string> = new Set(['GetSecretValueCommand', 'SendMessageBatchCommand']);

async function measureSize(file: string, people: number): Promise<readonly Figure[]> {
  return withWorld({ people }, async (world) => {
    const tenant = await world.tenant('seeded');
    await world.counts();
    const run = await invokeSync(file, world, tenant);
    expectMutations(run, 0);
    const requests = sumOf((await world.counts()).personio);
    const { count, units } = run.calls;
    const writes = Object.entries(count).filter(([name]) => !READS.has(name) && !OTHERS.has(name));
    const forced = Math.ceil(tenant.memoryBytes / UNIT_BYTES);
    const overBytes = run.report.capacity.read / forced;
    const of = (name: string) => `${people.toLocaleString('en')} people: ${name}`;
    return [
      { name: of('Personio requests'), unit: '', values: [requests] },
      { name: of('remembered'), unit: '', values: [tenant.managed] },
      { name: of('read units, all'), unit: 'RCU', values: [units.read] },
      { name: of('memory read / what its bytes force'), unit: '×', values: [overBytes], target: { most: 1.2 } },
      { name: of('write units'), unit: 'WCU', values: [units.write] },
      { name: of('writes'), unit: '', values: [sumOf(Object.fromEntries(writes))], target: { most: 5 } },
      { name: of('CPU of the invocation'), unit: 'ms', values: [run.cpuMs] },
    ];
  });
}

export const capacityCase: BenchCase = {
  name: 'capacity',
  about: 'requests and capacity units of an unchanged day',
  run: () =>
    withBundles(async (folder) => {
      const { file } = await bundle(SYNC_ENTRY, folder);
      const figures: Figure[] = [];
      for (const people of SIZES) figures.push(...(await measureSize(file, people)));
      return figures;
    }),
};
