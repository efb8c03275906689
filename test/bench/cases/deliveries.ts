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

/** For each request after the first 600: how many a minute there were from the 600th before it on. */
function perMinute(times: readonly number[]): readonly number[] {
  return times.slice(PER_MINUTE).map((to, n) => (PER_MINUTE * 60_000) / (to - (times[n] ?? Number.NaN)));
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
        const rates = perMinute(alleoTimes);
        return [
          { name: 'requests a minute', unit: '', values: rates, target: { least: 0.95 * PER_MINUTE } },
          { name: 'requests per delivery', unit: '', values: [perDelivery] },
          { name: 'deliveries', unit: '/s', values: rates.map((rate) => rate / 60 / perDelivery) },
          { name: 'wall', unit: 'ms', values: [cost.wallMs] },
          { name: 'peak memory', unit: 'MB', values: [cost.peakMb], target: { most: MEMORY_MB.deliver / 2 } },
        ];
      });
    }),
};
