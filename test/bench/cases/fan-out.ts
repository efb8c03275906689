import { MEMORY_MB } from '../../../infra/memory-sizes.ts';
import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import { LAMBDA_FLAGS } from '../lambda-flags.ts';
import type { FanOutOutput } from '../measured/fan-out.ts';
import { runProcess } from '../run-process.ts';
import { withWorld } from '../world/open-world.ts';

const TENANTS = 10_000;
const REPETITIONS = 3;

export const fanOutCase: BenchCase = {
  name: 'fan-out-10k',
  about: `${TENANTS.toLocaleString('en')} active tenants`,
  run: () =>
    withBundles(async (folder) => {
      const { file } = await bundle('test/bench/measured/fan-out.ts', folder);
      return withWorld({ people: 1 }, async (world) => {
        await world.fillDirectory(TENANTS);
        const runs = [];
        for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
          await world.counts();
          const data = { scheduledTime: `bench-${repetition}` };
          const run = await runProcess<FanOutOutput>(file, { env: world.env, data }, LAMBDA_FLAGS);
          if (run.sent !== TENANTS) throw new Error(`only ${run.sent} tenants got a message`);
          runs.push({ ...run, calls: (await world.counts()).sqs['SendMessageBatch'] ?? 0 });
        }
        return [
          { name: 'wall', unit: 'ms', values: runs.map((run) => run.wallMs), target: { most: 10_000 } },
          { name: 'SQS calls', unit: '', values: runs.map((run) => run.calls), target: { most: TENANTS / 10 } },
          {
            name: 'peak memory',
            unit: 'MB',
            values: runs.map((run) => run.peakMb),
            target: { most: MEMORY_MB['fan-out'] / 2 },
          },
        ];
      });
    }),
};
