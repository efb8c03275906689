import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import type { SyncOutput } from '../measured/sync.ts';
import { withWorld } from '../world/open-world.ts';
import type { WorldCounts } from '../world/world.ts';
import { expectMutations, invokeSync, SYNC_ENTRY, sumOf } from './invoke.ts';

const PEOPLE = 10_000;
const REPETITIONS = 3;
const ONE_PERCENT = PEOPLE / 100;

interface Run extends SyncOutput {
  readonly counts: WorldCounts;
  readonly pages: number;
}

/** Rounds of so many changes each; nobody is changed twice. */
async function measureChanges(changes: number, rounds: number): Promise<readonly Run[]> {
  return withBundles(async (folder) => {
    const { file } = await bundle(SYNC_ENTRY, folder);
    return withWorld({ people: PEOPLE }, async (world) => {
      const tenant = await world.tenant('seeded');
      const runs: Run[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await world.change(changes, round);
        await world.counts();
        const run = await invokeSync(file, world, tenant);
        expectMutations(run, changes);
        runs.push({ ...run, counts: await world.counts(), pages: Math.ceil(run.report.listed / 100) });
      }
      return runs;
    });
  });
}

export const churnCase: BenchCase = {
  name: 'churn-10k',
  about: '1 % of 10,000 people change; and 2 %',
  run: async () => {
    const runs = await measureChanges(ONE_PERCENT, REPETITIONS);
    const [double] = await measureChanges(2 * ONE_PERCENT, 1);
    const writes = ({ calls }: SyncOutput) => calls.units.write;
    const beyondPages = runs.map((run) => sumOf(run.counts.personio) - run.pages);
    const sends = runs.map((run) => run.counts.sqs['SendMessageBatch'] ?? 0);
    const growth = runs.map((run) => (double === undefined ? Number.NaN : writes(double) / writes(run)));
    return [
      { name: 'wall', unit: 'ms', values: runs.map((run) => run.wallMs) },
      { name: 'Personio requests beyond the pages', unit: '', values: beyondPages, target: { most: 1 } },
      { name: 'SQS sends', unit: '', values: sends, target: { most: ONE_PERCENT / 10 } },
      { name: 'write units', unit: 'WCU', values: runs.map(writes) },
      { name: 'write units per change', unit: 'WCU', values: runs.map((run) => writes(run) / ONE_PERCENT) },
      { name: 'write units at 2 % / at 1 %', unit: '×', values: growth, target: { most: 2.05 } },
    ];
  },
};
