import { parseArgs } from 'node:util';
import { findPlant } from './plants/install-plant.ts';
import { PLANTS } from './plants/plants.ts';
import { openGame } from './play-in-thread.ts';
import { playMany, type Total } from './play-many.ts';
import { shrink } from './shrink.ts';
import { tellShortly } from './tell-shortly.ts';

const USAGE = `Plays the whole pipeline over simulated time, each history from one seed.

  npm run simulate -- --seeds N [--from SEED]   plays N of them; ends red where something was wrong in one
  npm run simulate -- --seed SEED [--details]   plays one and tells what happened; a failing one is made smaller first
  npm run simulate -- --plants [--seeds N]      takes out one guard after the other: how many seeds until it is found
      --plant NAME                              of the first two: with this guard taken out; of the third: this one alone`;

const MOST_SEEDS = 10_000;

const number = (text: string | undefined, otherwise: number): number => {
  const n = Number(text ?? otherwise);
  if (Number.isInteger(n) && n > 0) return n;
  throw new Error(`not a number: ${text}\n\n${USAGE}`);
};

function describe({ histories, days, steps, ms }: Total): string {
  const pace = Math.round(steps / (ms / 1_000)).toLocaleString('en');
  const seconds = (ms / 1_000).toFixed(0);
  return `${histories.toLocaleString('en')} histories, ${days.toLocaleString('en')} days, ${steps.toLocaleString('en')} steps in ${seconds} s: ${pace} steps a second`;
}

/** Plays one; where something was wrong, the smallest history that shows it is told. */
async function playOne(seed: number, plant: string | undefined, details: boolean): Promise<boolean> {
  const play = await openGame(plant);
  const played = await play({ seed, isTold: true });
  const told = played.violation === undefined ? played : await shrink(play, played);
  const { story, violation } = told;
  const short = tellShortly(
    story.filter((line) => !line.includes(' . ')),
    violation?.what ?? '',
  );
  console.log((details ? story : short).join('\n'));
  console.log(`\nseed ${seed}: ${played.days} days, ${played.steps} steps`);
  if (violation === undefined) return true;
  console.log(`${violation.rule}: ${violation.what}`);
  const happened = told.happened.filter((name) => !name.startsWith('person ')).map((name) => `\n- ${name}`);
  console.log(`what had to go wrong or be done for it, beside who is there: ${happened.join('') || 'nothing'}`);
  return false;
}

async function playSeeds(from: number, count: number, workers: number, plant: string | undefined): Promise<boolean> {
  const total = await playMany({ plant, from, to: from + count - 1, workers, untilFound: false });
  console.log(describe(total));
  for (const { seed, violation } of total.found) console.log(`seed ${seed}: ${violation?.rule}: ${violation?.what}`);
  const [first] = total.found;
  for (const seed of total.unlike) console.log(`seed ${seed}: played twice, and not the same twice`);
  if (first === undefined) return total.unlike.length === 0;
  console.log(`\n${total.found.length} of ${total.histories} failed. The first one, as small as it gets:\n`);
  return await playOne(first.seed, plant, false);
}

/** Red where a guard is missing and nothing is wrong: the world is too kind then. */
async function playPlants(most: number, workers: number, only: string | undefined): Promise<boolean> {
  let all = true;
  const plants = PLANTS.filter(({ name }) => only === undefined || name === only);
  for (const { name, guard } of plants) {
    const { histories, found, ms } = await playMany({ plant: name, from: 1, to: most, workers, untilFound: true });
    const [first] = found;
    all &&= first !== undefined;
    const what =
      first === undefined ? `NOT FOUND in ${histories} seeds` : `seed ${first.seed}: ${first.violation?.rule}`;
    console.log(`${name.padEnd(24)} ${what} (${(ms / 1_000).toFixed(0)} s) | ${guard}`);
  }
  return all;
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string' },
    seed: { type: 'string' },
    plant: { type: 'string' },
    plants: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    workers: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { plant, details } = values;
if (plant !== undefined) findPlant(plant);
const workers = number(values.workers, 2);
if (values.help) console.log(USAGE);
else if (values.plants) process.exitCode = (await playPlants(number(values.seeds, MOST_SEEDS), workers, plant)) ? 0 : 1;
else if (values.seed !== undefined) process.exitCode = (await playOne(number(values.seed, 1), plant, details)) ? 0 : 1;
else process.exitCode = (await playSeeds(number(values.from, 1), number(values.seeds, 100), workers, plant)) ? 0 : 1;
