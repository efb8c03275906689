import { MEMORY_MB } from '../../../infra/memory-sizes.ts';
import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase, Figure } from '../figures.ts';
import { LAMBDA_FLAGS } from '../lambda-flags.ts';
import type { VerifyInput, VerifyOutput } from '../measured/verify.ts';
import type { WeeklyLookInput, WeeklyLookOutput } from '../measured/weekly-look.ts';
import { runProcess } from '../run-process.ts';
import { TODAY, type World, withWorld } from '../world/open-world.ts';
import { sumOf } from './invoke.ts';

const PEOPLE = 10_000;
const PAGES = PEOPLE / 100;
/** Beside the pages: a token, the groups, and the one who seems lost, once more. */
const MOST_BESIDE_PAGES = 3;

type Output = VerifyOutput | WeeklyLookOutput;

interface Measured {
  readonly cost: Output;
  readonly personio: number;
  readonly alleo: number;
}

/** Throws unless the one account that was switched off by hand was found, and nothing else. */
async function count(world: World, work: () => Promise<Output>): Promise<Measured> {
  await world.counts();
  const cost = await work();
  const { lost, waits, edited, unknown } = cost.counts ?? { lost: 0, waits: 0, edited: 0, unknown: 0 };
  if (lost !== 1 || waits + edited + unknown > 0)
    throw new Error(`lost ${lost}, waits ${waits}, edited ${edited}, unknown ${unknown} instead of one who is lost`);
  const { personio, alleo } = await world.counts();
  return { cost, personio: sumOf(personio), alleo: sumOf(alleo) };
}

async function measureBoth(paced: boolean): Promise<{ readonly verify: Measured; readonly weekly: Measured }> {
  return withBundles(async (folder) => {
    const byHand = await bundle('test/bench/measured/verify.ts', folder);
    const byWeek = await bundle('test/bench/measured/weekly-look.ts', folder);
    return withWorld({ people: PEOPLE, limits: paced }, async (world) => {
      const { tenantId } = await world.tenant('seeded');
      const body = await world.accounts(tenantId);
      // The seeding read Personio's list under the same credential: a new minute.
      if (paced) await new Promise((resolve) => setTimeout(resolve, 61_000));
      const options = { env: world.env };
      const verify = await count(world, () => {
        const data: VerifyInput = { tenantId, now: `${TODAY}T09:00:00.000Z`, paced };
        return runProcess<VerifyOutput>(byHand.file, { ...options, data }, LAMBDA_FLAGS);
      });
      const weekly = await count(world, () => {
        const data: WeeklyLookInput = { tenantId, body, paced };
        return runProcess<WeeklyLookOutput>(byWeek.file, { ...options, data }, LAMBDA_FLAGS);
      });
      return { verify, weekly };
    });
  });
}

export const verifyCase: BenchCase = {
  name: 'verify-10k',
  about: `verify and the weekly look of ${PEOPLE.toLocaleString('en')} people, one of them lost, without limits and within them`,
  run: async () => {
    const free = await measureBoth(false);
    const paced = await measureBoth(true);
    const both = (name: 'verify' | 'weekly') => [free[name], paced[name]];
    const requests = (name: 'verify' | 'weekly', side: 'personio' | 'alleo'): Figure => ({
      name: `${name}: requests to ${side === 'alleo' ? 'Alleo' : 'Personio'}`,
      unit: '',
      values: both(name).map((one) => one[side]),
      target: { most: PAGES + MOST_BESIDE_PAGES },
    });
    const figuresOf = (name: 'verify' | 'weekly', memoryMb: number): readonly Figure[] => [
      { name: `${name}: wall, no limit`, unit: 'ms', values: [free[name].cost.wallMs] },
      { name: `${name}: wall, within the limits`, unit: 'ms', values: [paced[name].cost.wallMs] },
      { name: `${name}: CPU`, unit: 'ms', values: both(name).map(({ cost }) => cost.cpuMs) },
      {
        name: `${name}: peak memory`,
        unit: 'MB',
        values: both(name).map(({ cost }) => cost.peakMb),
        target: { most: memoryMb / 2 },
      },
    ];
    return [
      requests('verify', 'personio'),
      requests('verify', 'alleo'),
      ...figuresOf('verify', MEMORY_MB.support),
      requests('weekly', 'alleo'),
      ...figuresOf('weekly', MEMORY_MB.deliver),
    ];
  },
};
