import Table from 'cli-table3';
import { colours } from '../../cli/render/colours.ts';
import { type CaseResult, type Figure, isMet, median, type Target } from './figures.ts';

/** Four significant digits at most, thousands apart. */
function show(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function showTarget(target: Target | undefined): string {
  if (target === undefined) return '';
  return 'most' in target ? `≤ ${show(target.most)}` : `≥ ${show(target.least)}`;
}

function showSpread({ values }: Figure): string {
  return values.length < 2 ? '' : `${show(Math.min(...values))} – ${show(Math.max(...values))} (${values.length})`;
}

/** The same as a Markdown table, for the documentation. */
export function writeMarkdown(results: readonly CaseResult[]): string {
  const rows = results.flatMap(({ name, figures }) =>
    figures.map((figure) => {
      const verdict = { true: 'yes', false: '**no**', undefined: '' }[`${isMet(figure)}`];
      const cells = [name, figure.name, `${show(median(figure.values))} ${figure.unit}`.trim(), showSpread(figure)];
      return `| ${[...cells, showTarget(figure.target), verdict].join(' | ')} |`;
    }),
  );
  return ['| case | figure | median | spread | target | met |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

const HEAD = ['case', 'figure', 'median', 'spread', 'target', 'met'];
const VERDICTS = { true: colours.green('yes'), false: colours.red('no'), undefined: '' } as const;

/** A table for the terminal: the median, the spread with the number of values, the target, and whether it is met. */
export function showTable(results: readonly CaseResult[]): string {
  const table = new Table({
    head: HEAD.map((name) => colours.bold(name)),
    style: { head: [], border: [], compact: true },
  });
  for (const { name, figures } of results) {
    for (const [n, figure] of figures.entries()) {
      const value = `${show(median(figure.values))} ${figure.unit}`.trim();
      const verdict = VERDICTS[`${isMet(figure)}`];
      table.push([n === 0 ? name : '', figure.name, value, showSpread(figure), showTarget(figure.target), verdict]);
    }
  }
  return table.toString();
}
