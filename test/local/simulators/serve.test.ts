import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';

const SCRIPT = fileURLToPath(new URL('../../../local/simulators/serve.ts', import.meta.url));

describe('serve.ts', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serve-test-'));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  async function writeJson(name: string, content: unknown): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  }

  it('serves both with the data of the files, and stops on SIGTERM', async () => {
    const pair = { clientId: 'c', clientSecret: 's' };
    const personioFile = await writeJson('personio.json', {
      credentials: [pair],
      generate: { count: 3 },
      people: [{ id: 1, custom: { Alleo: 'Yes' } }],
    });
    const alleoFile = await writeJson('alleo.json', { companies: [{ id: 42, name: 'Elbe' }] });
    child = spawn(process.execPath, [SCRIPT, '--personio', personioFile, '--alleo', alleoFile]);
    const ended = once(child, 'exit');
    const urls = await readUrls(child);
    const auth = await ask(`${urls['personio']}/auth`, {
      method: 'POST',
      body: { client_id: 'c', client_secret: 's' },
    });
    const { token } = (auth.body as { data: { token: string } }).data;
    const { body } = await ask(`${urls['personio']}/company/employees`, { token });
    expect(body).toMatchObject({ metadata: { total_elements: 4 } });
    expect((await ask(`${urls['alleo']}/companies`)).status).toBe(401);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    ['a file with an unknown field', { poeple: [] }, 'poeple'],
    ['a file with a wrong value', { people: [{ id: 'x' }] }, 'people[0].id'],
  ])('refuses %s', async (_name, content, explanation) => {
    const file = await writeJson('personio.json', content);
    const { code, errors } = await run('--personio', file);
    expect(code).toBe(2);
    expect(errors).toContain(explanation);
    expect(errors).not.toContain('    at ');
  });

  it.each([
    ['a file that does not exist', ['--alleo', '/nonexistent.json'], 'cannot be read as JSON'],
    ['an unknown option', ['--people', '3'], '--people'],
    ['a port that is none', ['--alleo-port', 'x'], 'A port is a number'],
  ])('refuses %s', async (_name, options, explanation) => {
    const { code, errors } = await run(...options);
    expect(code).toBe(2);
    expect(errors).toContain(explanation);
    expect(errors).toContain('npm run simulators -- ');
  });

  async function run(...options: string[]): Promise<{ code: unknown; errors: string }> {
    const started = spawn(process.execPath, [SCRIPT, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    child = started;
    const [errors, [code]] = await Promise.all([text(started.stderr), once(started, 'exit')]);
    return { code, errors };
  }
});

/** The two lines that the process prints once it serves. */
async function readUrls(child: ChildProcess): Promise<Record<string, string>> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    if (printed.split('\n').length > 2) break;
  }
  return Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
}
