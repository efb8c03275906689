import { writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { wrongUsage } from './problem.ts';

/** Excel takes a file for UTF-8 only with this in front. */
const BOM = '\uFEFF';

/** What begins a formula, full-width signs included (OWASP, "CSV Injection"). */
const SIGN = /[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/g;
/** Where a spreadsheet of another country splits a cell. */
const SPLITS = /[,;\t\r\n]/;
const BLANK = /\s/;

/**
 * Whether a spreadsheet would begin a cell at this sign: nothing but blanks stands before it, from the start or from a
 * split on. Each blank is looked at for one sign only, so that a long text takes as long as it is.
 */
function beginsCell(text: string, sign: number): boolean {
  for (let at = sign - 1; at >= 0; at -= 1) {
    const before = text.charAt(at);
    if (SPLITS.test(before)) return true;
    if (!BLANK.test(before)) return false;
  }
  return true;
}

/** What OWASP names besides: a cell that begins with one of these. */
const LEADING = /^[\t\r\n]/;

/** A cell that no spreadsheet runs. */
export function safeCell(text: string): string {
  const quoted = text.replace(SIGN, (sign, at: number) => (beginsCell(text, at) ? `'${sign}` : sign));
  return LEADING.test(quoted) ? `'${quoted}` : quoted;
}

/** Rows as CSV text that spreadsheets show and do not run. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return (
    BOM +
    stringify(
      rows.map((row) => row.map(safeCell)),
      { record_delimiter: 'windows', quoted: true },
    )
  );
}

/** Writes a CSV file. Throws `Problem` where the file cannot be written. */
export async function writeCsv(file: string, rows: readonly (readonly string[])[]): Promise<void> {
  try {
    await writeFile(file, toCsv(rows), { mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw wrongUsage(
      'CSV_FILE',
      `The file ${file} cannot be written (${code}).`,
      'Name a file in a folder that exists.',
    );
  }
}
