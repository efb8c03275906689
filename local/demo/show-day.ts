import Table from 'cli-table3';
import type { createColors } from 'picocolors';
import type { Row } from './describe-day.ts';

type Colors = ReturnType<typeof createColors>;

/** Three columns and four borders: 80 characters. */
const WIDTHS = [17, 29, 30];

/** Text in lines of at most 80 characters. */
export function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= 80) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** One customer's day as a table of 80 columns. */
export function drawTable(colors: Colors, rows: readonly Row[]): string {
  const table = new Table({
    colWidths: WIDTHS,
    wordWrap: true,
    head: ['What', 'Who', 'Why'].map((title) => colors.bold(title)),
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) table.push([paint(colors, row), row.who, row.why]);
  return table.toString();
}

function paint(colors: Colors, { kind, what }: Row): string {
  switch (kind) {
    case 'good':
      return colors.green(what);
    case 'change':
      return colors.cyan(what);
    case 'bad':
      return colors.yellow(what);
    case 'held':
      return colors.red(what);
    case 'quiet':
      return colors.dim(what);
  }
}
