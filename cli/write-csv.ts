import { writeFile } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { wrongUsage } from './problem.ts';

/** Excel takes a file for UTF-8 only with this in front. */
const BOM = '\uFEFF';

/** Spreadsheets run a cell that begins with one of these as a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell that no spreadsheet runs. */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Rows as CSV text that spreadsheets show and do not run. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return (
    BOM +
    stringify(
      rows.map((row) => row.map(safeCell)),
      { record_delimiter: 'windows' },
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
