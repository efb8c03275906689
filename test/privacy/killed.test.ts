import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { marked } from './marked-history.ts';
import { createSearch, MARKED } from './markers.ts';
import { readFiles, withoutStoredTotals } from './traces.ts';

const PROGRAM = fileURLToPath(new URL('../faults/run-and-die.ts', import.meta.url));
const PERSONAL = Object.entries(MARKED).flatMap(([kind, texts]) => (kind === 'secrets' ? [] : texts));
const DAY = '2026-11-02';

let dir = '';
let pipeline: Pipeline;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'killed-'));
  for (const name of ['state', 'tmp']) mkdirSync(join(dir, name), { mode: 0o700 });
  const { people, credentials = [], alleo = {}, tenant, policies = {} } = marked;
  pipeline = await openPipeline({ dir: join(dir, 'state'), people, credentials, alleo });
  await pipeline.addTenant({ ...tenant, policies });
  await pipeline.approve(DAY);
  await pipeline.local.close();
});

afterEach(async () => {
  await pipeline.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the day in a process that dies by SIGKILL before its n-th batch of messages. Gives all that it printed. */
async function runAndDie(batch: number): Promise<string> {
  const args = [PROGRAM, join(dir, 'state'), DAY, String(batch), join(dir, 'sent.jsonl')];
  const env = { ...process.env, TMPDIR: join(dir, 'tmp') };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  return (await printed).join('\n');
}

/** Markers in what lies at rest, but for the queues and the file of mutations, which are for people's data. */
function findAtRest(): readonly object[] {
  const personal = createSearch(PERSONAL);
  const secret = createSearch(MARKED.secrets);
  const files = readFiles(dir, ['state/sqs']).filter(({ path }) => path !== 'sent.jsonl');
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['state/dynamodb/dynamodb.sqlite', 'state/secrets.json']),
  );
  return files.flatMap(({ path, text: content }) => [
    ...personal(path, withoutStoredTotals(content)),
    ...(path === 'state/secrets.json' ? [] : secret(path, content)),
  ]);
}

describe('a process of the marked history that is killed in the middle', () => {
  it.each([1, 3])('before its %ith batch leaves nobody, and no secret, where it does not belong', async (batch) => {
    const printed = await runAndDie(batch);
    expect(createSearch([...PERSONAL, ...MARKED.secrets])('printed', printed)).toEqual([]);
    expect(findAtRest()).toEqual([]);
    expect(readdirSync(join(dir, 'tmp'))).toEqual([]);
    const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const isOpen = (file: string) => (lstatSync(file).mode & 0o077) !== 0;
    // SQLite makes its files as it likes, in a folder that is closed.
    expect(files.filter((file) => isOpen(file) && !file.includes('/dynamodb/'))).toEqual([]);
    await pipeline.reopen();
    expect((await pipeline.reportOf(DAY)).status).not.toBe('failed');
    await pipeline.local.close();
    expect(findAtRest()).toEqual([]);
  });

  it('is searched by what finds the markers where they are: in its queues', async () => {
    await runAndDie(3);
    const find = createSearch(PERSONAL);
    const queues = readFiles(join(dir, 'state', 'sqs'), []);
    expect(queues.flatMap(({ path, text: content }) => find(path, content)).length).toBeGreaterThan(0);
  });
});
