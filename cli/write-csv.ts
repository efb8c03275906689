import { statSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { writeFileAtomically } from '../local/engine/write-file-atomically.ts';
import type { Language } from '../shared/contracts/codes/code-info.ts';
import { unwritable } from './problem.ts';

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

/**
 * What separates columns in the customer's spreadsheet: Excel takes the list separator of the country, a semicolon where
 * the comma stands in numbers (docs/decisions: 15). A `sep=` line is not written: it makes Excel overlook the BOM.
 */
export const separatorOf = (language: Language): ',' | ';' => (language === 'en' ? ',' : ';');

/** Rows as CSV text that spreadsheets show and do not run. */
export function toCsv(rows: readonly (readonly string[])[], delimiter: ',' | ';' = ','): string {
  return (
    BOM +
    stringify(
      rows.map((row) => row.map(safeCell)),
      { record_delimiter: 'windows', quoted: true, delimiter },
    )
  );
}

/**
 * Writes a CSV file, a new one for its owner alone in place of what stood there. Throws `Problem` where that cannot be:
 * what is no file (a folder, a device) is not replaced.
 */
export async function writeCsv(
  file: string,
  rows: readonly (readonly string[])[],
  delimiter: ',' | ';' = ',',
): Promise<void> {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      throw Object.assign(new Error('no file'), { code: 'EACCES' });
    }
    writeFileAtomically(file, toCsv(rows, delimiter));
  } catch (error) {
    throw unwritable('CSV_FILE', file, error);
  }
}
