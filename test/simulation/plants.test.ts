import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyPlant, fileOf } from './plants/install-plant.ts';
import { PLANTS } from './plants/plants.ts';

describe('planted faults', () => {
  it.each(PLANTS)('$name finds its guard in $file', (plant) => {
    const text = readFileSync(fileOf(plant), 'utf8');
    expect(applyPlant(plant, text)).not.toBe(text);
  });

  it('a guard that is not there, or is there twice, is an error and not a silent pass', () => {
    const plant = { name: 'p', guard: 'g', file: 'f.ts', find: 'guard();', replace: '' };
    expect(() => applyPlant(plant, 'nothing')).toThrow('0 times in f.ts');
    expect(() => applyPlant(plant, 'guard(); guard();')).toThrow('2 times in f.ts');
  });

  it('each has a name of its own', () => {
    expect(new Set(PLANTS.map(({ name }) => name)).size).toBe(PLANTS.length);
  });
});
