import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase, Figure, Target } from '../figures.ts';
import type { FloorOutput } from '../measured/floor.ts';
import type { SyncOutput } from '../measured/sync.ts';
import { withWorld } from '../world/open-world.ts';
import { expectMutations, invokeFloor, invokeSync, SYNC_ENTRY } from './invoke.ts';

interface Size {
  readonly people: number;
  readonly repetitions: number;
  readonly ratio?: Target;
  readonly peak?: Target;
}

const SIZES: readonly Size[] = [
  { people: 1_000, repetitions: 7 },
  { people: 10_000, repetitions: 7, ratio: { most: 1.3 }, peak: { most: 192 } },
  { people: 100_000, repetitions: 3, peak: { most: 320 } },
];

/** The floor and the run, one right after the other, so that both meet the same machine. */
interface Pair {
  readonly floor: FloorOutput;
  readonly sync: SyncOutput;
}

async function measurePairs({ people, repetitions }: Size): Promise<readonly Pair[]> {
  return withBundles(async (folder) => {
    const files = {
      sync: await bundle(SYNC_ENTRY, folder),
      floor: await bundle('test/bench/measured/floor.ts', folder),
    };
    return withWorld({ people }, async (world) => {
      const tenant = await world.tenant('seeded');
      const pairs: Pair[] = [];
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const floor = await invokeFloor(files.floor.file, world, tenant);
        const sync = await invokeSync(files.sync.file, world, tenant);
        expectMutations(sync, 0);
        const read = floor.rows === people && floor.items >= tenant.managed && sync.report.listed === people;
        if (!read) throw new Error('the floor and the run did not read the same');
        pairs.push({ floor, sync });
      }
      return pairs;
    });
  });
}

async function measureSize(size: Size): Promise<readonly Figure[]> {
  const pairs = await measurePairs(size);
  const own = (of: (output: SyncOutput) => number) => pairs.map(({ sync }) => of(sync));
  const floor = (of: (output: FloorOutput) => number) => pairs.map((pair) => of(pair.floor));
  const ratio = (of: (output: SyncOutput | FloorOutput) => number) =>
    pairs.map((pair) => of(pair.sync) / of(pair.floor));
  return [
    { name: 'wall', unit: 'ms', values: own((one) => one.wallMs) },
    { name: 'wall, floor', unit: 'ms', values: floor((one) => one.wallMs) },
    { name: 'wall / floor', unit: '×', values: ratio((one) => one.wallMs), ...(size.ratio && { target: size.ratio }) },
    { name: 'CPU', unit: 'ms', values: own((one) => one.cpuMs) },
    { name: 'CPU / floor', unit: '×', values: ratio((one) => one.cpuMs) },
    { name: 'peak memory', unit: 'MB', values: own((one) => one.peakMb), ...(size.peak && { target: size.peak }) },
    { name: 'peak memory, floor', unit: 'MB', values: floor((one) => one.peakMb) },
    { name: 'peak memory / floor', unit: '×', values: ratio((one) => one.peakMb) },
    { name: 'wall per person', unit: 'µs', values: own((one) => (one.wallMs * 1_000) / size.people) },
  ];
}

export const unchangedCases: readonly BenchCase[] = SIZES.map((size) => ({
  name: `unchanged-${size.people / 1_000}k`,
  about: `no change, ${size.people.toLocaleString('en')} people, no pacing`,
  run: () => measureSize(size),
}));
