import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram } from '../../cli/program.ts';

let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'places-'));
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

const run = (...args: readonly string[]) => createProgram().parseAsync(['node', 'personio-sync', ...args]);

describe('where the command works', () => {
  it('is one place: with both in the environment it says which to unset', async () => {
    vi.stubEnv('PERSONIO_SYNC_STAGE', 'prod');
    vi.stubEnv('PERSONIO_SYNC_LOCAL', dir);
    await expect(run('status')).rejects.toMatchObject({
      code: 'TARGET_NEEDED',
      kind: 'usage',
      hint: expect.stringContaining('unset one of them'),
    });
    vi.unstubAllEnvs();
  });

  it('is no file', async () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    await expect(run('--local', file, 'status')).rejects.toMatchObject({ code: 'LOCAL_FOLDER', kind: 'usage' });
  });

  it.each(['secrets.json', 'engine-clock.json', 'owner.json'])(
    'is no folder in which %s was cut off, of which nothing is told',
    async (name) => {
      const folder = mkdtempSync(join(dir, 'cut-'));
      writeFileSync(join(folder, name), '[{"name":"the-secr');
      const problem: unknown = await run('--local', folder, 'status').catch((error: unknown) => error);
      expect(problem).toMatchObject({
        code: 'LOCAL_UNAVAILABLE',
        message: expect.stringContaining(`${name} cannot be read`),
      });
      expect(JSON.stringify(problem)).not.toContain('the-secr');
    },
  );
});

it('a file of mutations that cannot be written is refused before anything runs', async () => {
  const file = join(dir, 'none', 'sent.jsonl');
  await expect(run('--local', join(dir, 'data'), 'run', '--mutations', file)).rejects.toMatchObject({
    code: 'MUTATIONS_FILE',
    kind: 'usage',
    message: expect.stringContaining(file),
  });
});
