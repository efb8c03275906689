import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import { withWorld } from '../world/open-world.ts';
import { expectMutations, invokeSync, SYNC_ENTRY, sumOf } from './invoke.ts';

const PEOPLE = 10_000;
/** The seeding reads a hundred pages under the same credential, and so does each run: 300 a minute bear no more. */
const REPETITIONS = 2;
const PER_SECOND = 15;
/** The pages and the token, fifteen in any second: the last ones may start after so many whole seconds. */
const REQUESTS = PEOPLE / 100 + 1;
const FLOOR_MS = (Math.ceil(REQUESTS / PER_SECOND) - 1) * 1_000;

export const pacedCase: BenchCase = {
  name: 'paced-10k',
  about: 'no change, 10,000 people, Personio at 15 a second and 300 a minute',
  run: () =>
    withBundles(async (folder) => {
      const { file } = await bundle(SYNC_ENTRY, folder);
      return withWorld({ people: PEOPLE, limits: true }, async (world) => {
        const tenant = await world.tenant('seeded');
        const runs = [];
        for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
          // A new minute: what was read before it is another run's.
          await new Promise((resolve) => setTimeout(resolve, 61_000 - 45_000 * repetition));
          await world.counts();
          const run = await invokeSync(file, world, tenant, true);
          expectMutations(run, 0);
          runs.push({ ...run, asked: sumOf((await world.counts()).personio) });
        }
        const toFloor = runs.map((one) => one.wallMs / FLOOR_MS);
        return [
          { name: 'wall', unit: 'ms', values: runs.map((one) => one.wallMs) },
          { name: "wall / the limit's floor", unit: '×', values: toFloor, target: { most: 1.1 } },
          { name: 'Personio requests', unit: '', values: runs.map((one) => one.asked), target: { most: REQUESTS } },
        ];
      });
    }),
};
