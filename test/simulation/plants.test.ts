import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyEdit, fileOf } from './plants/install-plant.ts';
import { PLANTS } from './plants/plants.ts';

const EDITS = PLANTS.flatMap(({ name, edits }) => edits.map((edit) => ({ name, edit, file: edit.file })));

describe('planted faults', () => {
  it.each(EDITS)('$name finds its guard in $file', ({ edit }) => {
    const text = readFileSync(fileOf(edit), 'utf8');
    expect(applyEdit(edit, text)).not.toBe(text);
  });

  it('a guard that is not there, or is there twice, is an error and not a silent pass', () => {
    const edit = { file: 'f.ts', find: 'guard();', replace: '' };
    expect(() => applyEdit(edit, 'nothing')).toThrow('0 times in f.ts');
    expect(() => applyEdit(edit, 'guard(); guard();')).toThrow('2 times in f.ts');
  });

  it('each has a name of its own', () => {
    expect(new Set(PLANTS.map(({ name }) => name)).size).toBe(PLANTS.length);
  });
});
