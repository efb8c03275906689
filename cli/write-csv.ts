import { statSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { writeFileAtomically } from '../local/engine/write-file-atomically.ts';
import { unwritable } from './problem.ts';

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

/**
 * Writes a CSV file, a new one for its owner alone in place of what stood there. Throws `Problem` where that cannot be:
 * what is no file (a folder, a device) is not replaced.
 */
export async function writeCsv(file: string, rows: readonly (readonly string[])[]): Promise<void> {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      throw Object.assign(new Error('no file'), { code: 'EACCES' });
    }
    writeFileAtomically(file, toCsv(rows));
  } catch (error) {
    throw unwritable('CSV_FILE', file, error);
  }
}
