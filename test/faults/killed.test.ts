import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsOf, openPipeline, type Pipeline, readMutationsFile } from '../local/pipeline.ts';

const PROGRAM = fileURLToPath(new URL('run-and-die.ts', import.meta.url));
let pipeline: Pipeline;
let dir: string;
let file: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'killed-'));
  file = join(dir, 'mutations.jsonl');
  pipeline = await openPipeline({ dir, people: Array.from({ length: 14 }, (_, index) => ({ id: index + 1 })) });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.local.close();
});

afterEach(async () => {
  await pipeline.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Runs a day in a process that dies by SIGKILL: at its end, or before the n-th batch of messages is sent. */
async function runAndDie(date: string, batch = 0): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, dir, date, String(batch), file], { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

describe('a run that is killed', () => {
  it('between days goes on correctly on the same directory', async () => {
    await runAndDie('2026-11-02');
    expect(accountsOf(pipeline.alleo)).toMatchObject({ 1: true, 14: true });
    pipeline.personio.change(1, { status: 'inactive' });
    await runAndDie('2026-11-03');
    pipeline.personio.change(2, { lastName: 'Bakker' });
    await runAndDie('2026-11-04');
    expect(readMutationsFile(file).map(({ data }) => data.kind)).toEqual([
      ...Array.from({ length: 14 }, () => 'activate'),
      'deactivate',
      'update',
    ]);
    await pipeline.reopen();
    expect(await pipeline.reportOf('2026-11-05')).toMatchObject({ status: 'ok', listed: 14, open: { count: 0 } });
    expect(accountsOf(pipeline.alleo)).toMatchObject({ 1: false, 2: true, 14: true });
    expect(pipeline.alleo.companies.get(1)?.findByExternalId('2')?.last_name).toBe('Bakker');
  });

  it('in the middle of sending is made good by the next run, and nobody waits for its lease', async () => {
    // The first activation waits already: its fourteen mutations are the first two batches.
    await runAndDie('2026-11-02', 2);
    await pipeline.reopen();
    expect(pipeline.bodiesOf('mutations')).toHaveLength(10);
    expect(accountsOf(pipeline.alleo)).toEqual({});
    const report = await pipeline.reportOf('2026-11-02');
    expect(report).toMatchObject({ status: 'ok', open: { count: 0 } });
    expect(Object.keys(accountsOf(pipeline.alleo))).toHaveLength(14);
    const company = pipeline.alleo.companies.get(1);
    expect(new Set(company?.activations.values())).toEqual(new Set([1]));
    expect(company?.repeatedActivations).toEqual([]);
    expect(pipeline.bodiesOf('tenantDeadLetters')).toEqual([]);
    pipeline.alleo.clearLog();
    expect((await pipeline.reportOf('2026-11-03')).mutations).toEqual({});
    expect(pipeline.alleo.totalRequests).toBe(0);
  });
});
