import { registerHooks } from 'node:module';
import { type Edit, PLANTS, type Plant } from './plants.ts';

const ROOT = new URL('../../../', import.meta.url);

/** The plant of this name. Throws where there is none. */
export function findPlant(name: string): Plant {
  const plant = PLANTS.find((one) => one.name === name);
  if (plant === undefined)
    throw new Error(`no such plant: ${name}; there are ${PLANTS.map((one) => one.name).join(', ')}`);
  return plant;
}

/** The file's text after the edit. Throws where what it takes out does not stand in it exactly once. */
export function applyEdit({ file, find, replace }: Edit, text: string): string {
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(`a plant finds its guard ${parts.length - 1} times in ${file}: bring it up to date`);
}

/** Takes the guard out of the product as it is loaded by this thread; before it is. */
export function installPlant(name: string): void {
  const { edits } = findPlant(name);
  registerHooks({
    load(url, context, next) {
      const result = next(url, context);
      const own = edits.filter((edit) => fileOf(edit).href === url);
      if (own.length === 0) return result;
      return { ...result, source: own.reduce((text, edit) => applyEdit(edit, text), textOf(result.source)) };
    },
  });
}

/** A loaded module's source. */
function textOf(source: unknown): string {
  if (typeof source === 'string') return source;
  if (source instanceof Uint8Array) return Buffer.from(source).toString('utf8');
  throw new Error('a module without a source cannot be planted');
}

export const fileOf = ({ file }: Edit): URL => new URL(file, ROOT);
