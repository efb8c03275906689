import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packCommand } from '../../scripts/pack-command.ts';
import { VERSION } from '../../shared/contracts/release.ts';

const run = promisify(execFile);
const COUNTS = { 'in-sync': 0, engineer: 0, support: 0, customer: 0, nobody: 0, pending: 0, paused: 0 };

let dir: string;
let lambda: Server;
let deployed = VERSION;
const invoked: string[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'personio-sync-packed-'));
  await packCommand(join(dir, 'personio-sync.mjs'));
  lambda = createServer((request, response) => {
    invoked.push(request.url ?? '');
    const release = { version: deployed, commit: '1a2b3c4d5e6f' };
    const at = '2026-12-01T03:00:00.000Z';
    const answer = { at, deliveryMode: 'queue', release, counts: COUNTS, tenants: [], detail: null };
    request.resume().once('end', () => response.end(JSON.stringify({ ok: true, answer, release })));
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
}, 30_000);

afterAll(() => {
  lambda.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The file alone, in a folder without packages. */
async function packed(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const { port } = lambda.address() as AddressInfo;
  const env = {
    PATH: process.env['PATH'] ?? '',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'key',
    NODE_NO_WARNINGS: '1',
  };
  try {
    const { stdout, stderr } = await run(process.execPath, ['personio-sync.mjs', ...args], { cwd: dir, env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

describe('the packed command', () => {
  it('asks a stage, and prints commands as they are typed there', async () => {
    deployed = VERSION;
    const { code, out, err } = await packed('--stage', 'dev', 'status');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const file = /Add one: (.+) tenant add/.exec(out)?.[1];
    expect(file).toMatch(/^node \S*personio-sync\.mjs --stage dev$/);
    expect(invoked.at(-1)).toContain('personio-sync-dev-support-read');
  });

  it('says when it is older than what it talks to, once, and does what it is asked', async () => {
    deployed = '99.0.0';
    const { code, err } = await packed('--stage', 'dev', 'status', '--json');
    expect(code).toBe(0);
    expect(err).toMatch(
      new RegExp(
        `^This command is ${VERSION}[^\\n]*, older than what it talks to: 99\\.0\\.0 \\(1a2b3c4d5e6f\\)\\.[^\\n]*\\n$`,
      ),
    );
  });

  it('says that a folder needs a checkout', async () => {
    expect(await packed('--local', './try', 'status')).toMatchObject({ code: 2, out: '' });
    expect((await packed('--local', './try', 'run')).err).toContain('--local needs a checkout');
  });

  it('knows its version', async () => {
    expect((await packed('--version')).out).toMatch(new RegExp(`^${VERSION}( \\([0-9a-f]{12}\\+?\\))?\\n$`));
  });
});

describe('the number of a release', () => {
  it('is the same in the code, in the package and at the top of the changelog', () => {
    const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
    expect((JSON.parse(read('package.json')) as { version: string }).version).toBe(VERSION);
    expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(VERSION);
  });
});
