import { MEMORY_MB } from '../../../infra/memory-sizes.ts';
import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import { LAMBDA_FLAGS } from '../lambda-flags.ts';
import type { Cost } from '../measured/measure.ts';
import { runProcess } from '../run-process.ts';
import { withWorld } from '../world/open-world.ts';
import { invokeSync, SYNC_ENTRY } from './invoke.ts';

/** Two requests each (create, activate); with the company's lists that is just below two minutes' worth of the limit. */
const DELIVERIES = 590;
const PER_MINUTE = 600;

/**
 * Over the whole of it: the first 600 requests go out at once, then nothing until their minute is over, then ten a
 * second. Any single minute of that says little.
 */
function perMinute(times: readonly number[]): number {
  return (times.length * 60_000) / (Math.max(...times) - Math.min(...times));
}

/** How many requests there were in the busiest minute: beyond the limit Alleo would have answered with 429. */
function busiestMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length));
}

export const deliveriesCase: BenchCase = {
  name: 'deliveries',
  about: `${DELIVERIES} new accounts into Alleo at its limit of ${PER_MINUTE} requests a minute`,
  run: () =>
    withBundles(async (folder) => {
      const sync = await bundle(SYNC_ENTRY, folder);
      const deliver = await bundle('test/bench/measured/deliver.ts', folder);
      return withWorld({ people: 700, limits: true }, async (world) => {
        const tenant = await world.tenant('approved');
        await invokeSync(sync.file, world, tenant);
        const bodies = (await world.messages(tenant.tenantId)).slice(0, DELIVERIES);
        await world.counts();
        const data = { tenantId: tenant.tenantId, bodies };
        const cost = await runProcess<Cost>(deliver.file, { env: world.env, data }, LAMBDA_FLAGS);
        const { alleo, alleoTimes } = await world.counts();
        const created = alleo['POST /companies/:company/employees'] ?? 0;
        if (created !== DELIVERIES) throw new Error(`${created} accounts were made instead of ${DELIVERIES}`);
        const perDelivery = alleoTimes.length / DELIVERIES;
        const rate = perMinute(alleoTimes);
        return [
          { name: 'requests a minute', unit: '', values: [rate], target: { least: 0.95 * PER_MINUTE } },
          { name: 'requests in the busiest minute', unit: '', values: [busiestMinute(alleoTimes)] },
          { name: 'requests per delivery', unit: '', values: [perDelivery] },
          { name: 'deliveries', unit: '/s', values: [rate / 60 / perDelivery] },
          { name: 'wall', unit: 'ms', values: [cost.wallMs] },
          { name: 'peak memory', unit: 'MB', values: [cost.peakMb], target: { most: MEMORY_MB.deliver / 2 } },
        ];
      });
    }),
};
