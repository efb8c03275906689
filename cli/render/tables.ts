import Table from 'cli-table3';
import { colours } from './colours.ts';

const WIDTH = 80;

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Goes on in the next line within a word that is wider than its column: cut off, a label could not be compared. */
function breakWords(text: string, width: number): string {
  const parts = new RegExp(`.{1,${width}}`, 'gu');
  return text.replaceAll(/\S+/g, (word) => (word.length > width ? (word.match(parts) ?? []).join('\n') : word));
}

/** An aligned table that fits 80 columns: the last column takes what is left and wraps. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const others = widths.slice(0, -1).map((width) => Math.min(width, 28));
  const last = Math.max(12, WIDTH - others.reduce((sum, width) => sum + width + 2, 0));
  const colWidths = [...others, Math.min(last, Math.max(widths.at(-1) ?? 0, 1))];
  const output = new Table({
    head: head.map((title) => colours.bold(title)),
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths,
    wordWrap: true,
  });
  output.push(...rows.map((row) => row.map((cell, column) => breakWords(cell, colWidths[column] ?? last))));
  return output
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A word, or a command between backticks: it is to be copied, so it stays on one line. */
const WORD = /`[^`]+`\S*|\S+/g;

/** Wraps a paragraph at 80 columns, with an indent for the lines after the first; the first keeps its own. */
export function wrap(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = /^\s*/.exec(text)?.[0] ?? '';
  for (const word of text.match(WORD) ?? []) {
    if (line.trim() !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = indent;
    }
    line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

const PAINT: Readonly<Record<string, (text: string) => string>> = {
  ok: colours.green,
  active: colours.green,
  held: colours.yellow,
  pending: colours.yellow,
  paused: colours.yellow,
  failed: colours.red,
};

/** A status in its colour, on a terminal. */
export function paint(status: string): string {
  return PAINT[status]?.(status) ?? status;
}
