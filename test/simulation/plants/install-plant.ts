import { registerHooks } from 'node:module';
import { type Plant, PLANTS } from './plants.ts';

const ROOT = new URL('../../../', import.meta.url);

/** The plant of this name. Throws where there is none. */
export function findPlant(name: string): Plant {
  const plant = PLANTS.find((one) => one.name === name);
  if (plant === undefined) throw new Error(`no such plant: ${name}; there are ${PLANTS.map((one) => one.name).join(', ')}`);
  return plant;
}

/** The file's text with the guard taken out. Throws where the guard does not stand in it exactly once. */
export function applyPlant({ name, file, find, replace }: Plant, text: string): string {
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(`the plant ${name} finds its guard ${parts.length - 1} times in ${file}: bring the plant up to date`);
}

/** Takes the guard out of the product as it is loaded by this thread; before it is. */
export function installPlant(name: string): void {
  const plant = findPlant(name);
  const url = new URL(plant.file, ROOT).href;
  registerHooks({
    load(loaded, context, next) {
      const result = next(loaded, context);
      if (loaded !== url) return result;
      return { ...result, source: applyPlant(plant, String(result.source)) };
    },
  });
}

export const fileOf = ({ file }: Plant): URL => new URL(file, ROOT);
