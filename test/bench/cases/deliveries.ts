import { MEMORY_MB } from '../../../infra/memory-sizes.ts';
import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import { LAMBDA_FLAGS } from '../lambda-flags.ts';
import type { DeliverInput } from '../measured/deliver.ts';
import type { Cost } from '../measured/measure.ts';
import { runProcess } from '../run-process.ts';
import { withWorld } from '../world/open-world.ts';
import type { WorldCounts } from '../world/world.ts';
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

interface Deliveries {
  readonly cost: Cost;
  readonly alleo: WorldCounts;
}

/** So many new accounts, delivered in a process of its own. Throws where not every one of them was made. */
async function deliver(count: number, paced: boolean): Promise<Deliveries> {
  return withBundles(async (folder) => {
    const sync = await bundle(SYNC_ENTRY, folder);
    const measured = await bundle('test/bench/measured/deliver.ts', folder);
    return withWorld({ people: Math.ceil(1.2 * count), limits: paced }, async (world) => {
      const tenant = await world.tenant('approved');
      await invokeSync(sync.file, world, tenant);
      const bodies = (await world.messages(tenant.tenantId)).slice(0, count);
      await world.counts();
      const data: DeliverInput = { tenantId: tenant.tenantId, bodies, paced };
      const cost = await runProcess<Cost>(measured.file, { env: world.env, data }, LAMBDA_FLAGS);
      const counts = await world.counts();
      const created = counts.alleo['POST /companies/:company/employees'] ?? 0;
      if (created !== count) throw new Error(`${created} accounts were made instead of ${count}`);
      return { cost, alleo: counts };
    });
  });
}

export const deliveriesCase: BenchCase = {
  name: 'deliveries',
  about: `${DELIVERIES} new accounts into Alleo at its limit of ${PER_MINUTE} requests a minute`,
  run: async () => {
    const { cost, alleo } = await deliver(DELIVERIES, true);
    const { alleoTimes } = alleo;
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
  },
};

const REPETITIONS = 3;
const AT_FULL_SPEED = 1_000;
/** Half of what it was when each message read all that it begins with by itself (6.3 ms). */
const MOST_CPU_MS = 3.15;

export const deliveryCostCase: BenchCase = {
  name: 'delivery-cost',
  about: `${AT_FULL_SPEED.toLocaleString('en')} new accounts into Alleo without a limit`,
  run: async () => {
    const runs: Deliveries[] = [];
    for (let run = 0; run < REPETITIONS; run += 1) runs.push(await deliver(AT_FULL_SPEED, false));
    return [
      {
        name: 'CPU per delivery',
        unit: 'ms',
        values: runs.map(({ cost }) => cost.cpuMs / AT_FULL_SPEED),
        target: { most: MOST_CPU_MS },
      },
      { name: 'wall per delivery', unit: 'ms', values: runs.map(({ cost }) => cost.wallMs / AT_FULL_SPEED) },
      { name: 'peak memory', unit: 'MB', values: runs.map(({ cost }) => cost.peakMb) },
    ];
  },
};
