import { bundle, withBundles } from '../bundle.ts';
import type { BenchCase } from '../figures.ts';
import { LAMBDA_FLAGS } from '../lambda-flags.ts';
import type { RulesOutput } from '../measured/rules.ts';
import { runProcess } from '../run-process.ts';
import { TODAY } from '../world/open-world.ts';

const PEOPLE = 100_000;
const REPETITIONS = 3;

export const rulesCase: BenchCase = {
  name: 'rules',
  about: `the rules alone, ${PEOPLE.toLocaleString('en')} people, one core`,
  run: () =>
    withBundles(async (folder) => {
      const { file } = await bundle('test/bench/measured/rules.ts', folder);
      const runs: RulesOutput[] = [];
      for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
        runs.push(await runProcess<RulesOutput>(file, { data: { people: PEOPLE, today: TODAY } }, LAMBDA_FLAGS));
      }
      return [{ name: 'people', unit: '/s', values: runs.map((run) => run.perSecond), target: { least: 200_000 } }];
    }),
};
