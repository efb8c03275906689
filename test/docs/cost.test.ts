import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { renderCosts } from '../../scripts/estimate-cost.ts';

/** The cells of each table row, however wide its columns are written. */
const rowsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.includes('--'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
        .join(' | '),
    );

it('docs/cost.md shows what `npm run cost` computes', async () => {
  const page = await readFile(new URL('../../docs/cost.md', import.meta.url), 'utf8');
  expect(rowsOf(page)).toEqual(rowsOf(renderCosts()));
});
