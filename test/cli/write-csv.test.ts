import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safeCell, toCsv, writeCsv } from '../../cli/write-csv.ts';

describe('a CSV file', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'csv-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('leaves cells that are no formula as they are', () => {
    for (const cell of ['', 'Anna', '50.00', "'t Hart", 'a=b']) expect(safeCell(cell)).toBe(cell);
  });

  it('quotes every cell, and is UTF-8 for spreadsheets', () => {
    const text = toCsv([['Name'], ['Zoë, "the boss"'], ['=cmd']]);
    expect(text).toBe(['\uFEFF"Name"', '"Zoë, ""the boss"""', '"\'=cmd"', ''].join('\r\n'));
  });

  it('is for its writer alone, and a file that cannot be written is a problem', async () => {
    const file = join(dir, 'people.csv');
    await writeCsv(file, [['Name']]);
    expect(readFileSync(file, 'utf8')).toBe('\uFEFF"Name"\r\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(writeCsv(join(dir, 'no', 'people.csv'), [])).rejects.toMatchObject({
      code: 'CSV_FILE',
      kind: 'usage',
    });
  });
});
