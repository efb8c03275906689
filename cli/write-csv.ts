import { writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { wrongUsage } from './problem.ts';

/** Excel takes a file for UTF-8 only with this in front. */
const BOM = '\uFEFF';

/**
 * Where a spreadsheet would begin a formula: at the start of a cell, blanks before it and full-width signs included
 * (OWASP, "CSV Injection"), and behind a semicolon, a tab or a line break within one, because a spreadsheet of another
 * country splits there.
 */
const FORMULA = /(^|[,;\t\r\n])(\s*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/gu;
/** What OWASP names besides: a cell that begins with one of these. */
const LEADING = /^[\t\r\n]/;

/** A cell that no spreadsheet runs. */
export function safeCell(text: string): string {
  const quoted = text.replace(FORMULA, "$1$2'");
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
