import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../local/start.ts', import.meta.url));

/** Without a terminal, as in a pipe. */
async function npmStart(env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, code };
}

describe('npm start', () => {
  it('shows three customers over several days, without an error', async () => {
    const { output, errors, code } = await npmStart();
    expect({ errors, code }).toEqual({ errors: '', code: 0 });
    for (const customer of ['Noordzee Logistiek', 'Brot & Butter', 'Lumen Studio']) expect(output).toContain(customer);
    for (const what of [
      'Activated',
      'Updated',
      'Deactivated',
      'Monthly budget',
      'One-off budget',
      'Held',
      'Left out',
    ]) {
      expect(output).toContain(`│ ${what}`);
    }
    expect(output).toMatch(/│ Stopped +│ everybody stays as they are/);
    expect(output).toMatch(/Killed: 10 mutations were in the queue[^]*12\s+accounts changed, each exactly once/);
    expect(output).toMatch(/Sent: 0 mutations\. Requests: 6 to Personio, 0 to Alleo\.\n\nThat was it/);
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(output).not.toContain('\u001b[');
    // Whatever has no words in the table of reasons would be shown as a bare code.
    expect(output.match(/[A-Z]+_[A-Z_]+/g)).toBeNull();
  }, 60_000);

  it('ends at once, without a word, where nobody reads on, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'start-'));
    const child = spawn(process.execPath, [PROGRAM], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ errors, code, left: readdirSync(folder) }).toEqual({ errors: '', code: 0, left: [] });
    rmSync(folder, { recursive: true });
  });

  it('says in one sentence what to do where no DynamoDB answers', async () => {
    const { errors, code } = await npmStart({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    expect(errors).toMatch(/^No DynamoDB answers[^\n]+AWS_ENDPOINT_URL_DYNAMODB[^\n]+\n$/);
  });
});
