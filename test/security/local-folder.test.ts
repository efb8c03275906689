import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';

let pipeline: Pipeline;
let dir = '';

afterEach(async () => {
  await pipeline.close();
  rmSync(dir, { recursive: true, force: true });
});

const isClosedToOthers = (path: string) => (statSync(path).mode & 0o077) === 0;

it('the folder of --local shows nothing to other users of the machine, also where the folder itself is open', async () => {
  dir = mkdtempSync(join(tmpdir(), 'local-folder-'));
  chmodSync(dir, 0o755);
  pipeline = await openPipeline({ dir, people: [{ id: 1 }] });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  const readable = files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !isClosedToOthers(file) && (dirname(file) === dir || !isClosedToOthers(dirname(file))));
  expect(readable).toEqual([]);
});
