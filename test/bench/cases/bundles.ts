import { fileURLToPath } from 'node:url';
import type { DeliverEnv } from '../../../functions/deliver/env.ts';
import type { FanOutEnv } from '../../../functions/fan-out/env.ts';
import type { SupportEnv } from '../../../functions/support/env.ts';
import type { SyncEnv } from '../../../functions/sync/env.ts';
import { type Bundle, bundle, withBundles } from '../bundle.ts';
import type { BenchCase, Figure } from '../figures.ts';
import { runProcess } from '../run-process.ts';

const REPETITIONS = 21;
const IMPORTER = fileURLToPath(new URL('../measured/import.ts', import.meta.url));
const NAMES = ['fan-out', 'sync', 'deliver', 'support'] as const;
type Name = (typeof NAMES)[number];

/** The bare handler with the SDK clients of this function. */
const BARE: Readonly<Record<Name, string>> = {
  'fan-out': 'test/bench/measured/bare-fan-out.ts',
  sync: 'test/bench/measured/bare.ts',
  deliver: 'test/bench/measured/bare.ts',
  support: 'test/bench/measured/bare.ts',
};

const queueUrl = (name: string) => `https://sqs.eu-central-1.amazonaws.com/000000000000/${name}.fifo`;

/** Enough for every function's environment schema: importing a handler parses it. */
const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  TENANT_QUEUE_URL: queueUrl('tenants'),
  TENANT_DEAD_LETTER_URL: queueUrl('tenants-dead-letters'),
  MUTATION_QUEUE_URL: queueUrl('mutations'),
  MUTATION_DEAD_LETTER_URL: queueUrl('mutations-dead-letters'),
  BUDGET_QUEUE_URL: queueUrl('budgets'),
  BUDGET_DEAD_LETTER_URL: queueUrl('budgets-dead-letters'),
  MOST_OPEN: '1000',
  STAGE: 'bench',
  TABLE_NAME: 'bench',
  DELIVERY_MODE: 'customer-api',
  SCHEDULE_TIMES: '04:00',
  SCHEDULE_TIME_ZONE: 'Europe/Amsterdam',
  PERSONIO_HOSTS: 'api.personio.de',
  ALLEO_HOSTS: 'api.yourcampus.co',
  STAGE_ALLEO_URL: 'https://api.yourcampus.co/customer_api/v1',
  SUPPORT_ROLE: 'operate',
} as const satisfies FanOutEnv & SyncEnv & DeliverEnv & SupportEnv & { readonly AWS_REGION: string };

/** Files of other functions whose code this bundle carries. */
function findForeign(name: Name, { inputs }: Bundle): readonly string[] {
  const others = NAMES.filter((other) => other !== name).map((other) => `functions/${other}/`);
  return Object.keys(inputs).filter((path) => others.some((other) => path.startsWith(other)));
}

const importOnce = (file: string) => runProcess<number>(IMPORTER, { env: ENVIRONMENT, data: { file } });

async function measureFunction(name: Name, folder: string): Promise<readonly Figure[]> {
  const built = await bundle(`functions/${name}/handler.ts`, folder);
  const bare = await bundle(BARE[name], folder);
  const own: number[] = [];
  const ratios: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const floor = await importOnce(bare.file);
    const time = await importOnce(built.file);
    own.push(time);
    ratios.push(time / floor);
  }
  return [
    {
      name: `${name}: size`,
      unit: 'KB',
      values: [built.bytes / 1_000],
      ...(name === 'sync' && { target: { most: 500 } }),
    },
    { name: `${name}: size, bare`, unit: 'KB', values: [bare.bytes / 1_000] },
    { name: `${name}: cold import`, unit: 'ms', values: own },
    { name: `${name}: import / bare`, unit: '×', values: ratios, target: { most: 1.5 } },
    { name: `${name}: files of others`, unit: '', values: [findForeign(name, built).length], target: { most: 0 } },
  ];
}

export const bundlesCase: BenchCase = {
  name: 'bundles',
  about: 'size and cold import of each function, beside a bare handler with the same SDK clients',
  run: () =>
    withBundles(async (folder) => {
      const figures: Figure[] = [];
      for (const name of NAMES) figures.push(...(await measureFunction(name, folder)));
      return figures;
    }),
};
