import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCredentials, readMovedCredentials, readNewCredentials } from '../../cli/credentials.ts';
import type { Terminal } from '../../cli/terminal.ts';

const SECRET = 'the-customer-secret';
const PAIR = { personio: { clientId: 'client', clientSecret: SECRET } };
const ALLEO = { alleo: { accessKey: 'access', secretKey: SECRET } };
const terminal: Terminal = { json: true, out: () => {}, err: () => {}, isInteractive: false, exitCode: 0 };

let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'credentials-'));
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function fileOf(content: unknown): string {
  const file = join(dir, 'credentials.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('credentials', () => {
  it('come from a file, with or without Alleo’s', async () => {
    expect(await readCredentials(terminal, fileOf({ ...PAIR, ...ALLEO }))).toEqual({ ...PAIR, ...ALLEO });
    expect(await readCredentials(terminal, fileOf(PAIR))).toEqual(PAIR);
  });

  it.each([
    ['no JSON', SECRET, /is not JSON/],
    ['another shape', [SECRET], /lacks: a pair/],
    ['a misspelt pair', { ...PAIR, aleo: ALLEO.alleo }, /neither personio nor alleo/],
    ['a secret in place of a name', { [SECRET]: 1 }, /neither personio nor alleo/],
    ['half a pair', { personio: { clientSecret: SECRET } }, /lacks: personio.clientId/],
    ['an empty value', { personio: { clientId: '', clientSecret: SECRET } }, /lacks: personio.clientId/],
    ['another file altogether', SECRET.repeat(10_000), /is not JSON/],
  ])('refuse %s by the name of the field, and never tell what the file holds', async (_name, content, message) => {
    const problem: unknown = await readCredentials(terminal, fileOf(content)).catch((error: unknown) => error);
    expect(problem).toMatchObject({ kind: 'usage', code: 'CREDENTIALS_FILE', message: expect.stringMatching(message) });
    expect(JSON.stringify(problem)).not.toContain(SECRET);
  });

  it('refuse a file that is not there, or is a folder', async () => {
    await expect(readCredentials(terminal, join(dir, 'none.json'))).rejects.toThrow(/does not exist/);
    await expect(readCredentials(terminal, dir)).rejects.toThrow(/is a folder/);
  });

  it('are never waited for where nobody sits', async () => {
    await expect(readCredentials(terminal, undefined)).rejects.toMatchObject({ code: 'CREDENTIALS_NEEDED' });
    await expect(readNewCredentials(terminal, undefined)).rejects.toMatchObject({ code: 'CREDENTIALS_NEEDED' });
  });

  it('that take the place of others need one pair at least', async () => {
    expect(await readNewCredentials(terminal, fileOf(ALLEO))).toEqual(ALLEO);
    await expect(readNewCredentials(terminal, fileOf({}))).rejects.toMatchObject({ code: 'CREDENTIALS_FILE' });
  });

  it('of an address that moves are needed for Personio, and may be the stage’s own for Alleo', async () => {
    const moved = (personio: boolean, alleo: boolean) => readMovedCredentials(terminal, undefined, { personio, alleo });
    expect(await moved(false, false)).toBeUndefined();
    expect(await moved(false, true)).toBeUndefined();
    await expect(moved(true, false)).rejects.toMatchObject({ code: 'CREDENTIALS_NEEDED' });
  });
});
