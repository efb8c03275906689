import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import { withWorld } from '../world/open-world.ts';
import { invokeSync, SYNC_ENTRY } from './invoke.ts';

const PEOPLE = 10_000;
const REPETITIONS = 3;
/** What one partition of a DynamoDB table takes in a second. */
const PARTITION_UNITS = 1_000;

export const firstActivationCase: BenchCase = {
  name: 'first-activation-10k',
  about: 'first activation, 10,000 people, into the queue',
  run: () =>
    withBundles(async (folder) => {
      const { file } = await bundle(SYNC_ENTRY, folder);
      return withWorld({ people: PEOPLE }, async (world) => {
        const runs = [];
        for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
          const run = await invokeSync(file, world, await world.tenant('approved'));
          const sent = run.report.mutations.activate ?? 0;
          if (run.report.status !== 'ok' || sent < PEOPLE * 0.8) throw new Error(`only ${sent} were activated`);
          runs.push({ ...run, sent });
        }
        const perSecond = runs.map((run) => (run.sent * 1_000) / run.wallMs);
        const perMutation = runs.map((run) => run.calls.units.write / run.sent);
        return [
          { name: 'wall', unit: 'ms', values: runs.map((run) => run.wallMs) },
          { name: 'mutations into the queue', unit: '/s', values: perSecond, target: { least: 1_000 } },
          { name: 'write units per mutation', unit: 'WCU', values: perMutation },
          {
            name: 'one partition allows (paper)',
            unit: '/s',
            values: perMutation.map((units) => PARTITION_UNITS / units),
          },
          { name: 'peak memory', unit: 'MB', values: runs.map((run) => run.peakMb) },
        ];
      });
    }),
};
