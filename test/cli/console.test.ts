import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { sayBug } from '../../cli/commands/console.ts';
import { openBrowser } from '../../cli/open-browser.ts';
import { serveConsole } from '../../console/serve-console.ts';
import { VERSION } from '../../shared/contracts/release.ts';

const PROGRAM = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));

const RELEASE = { version: VERSION, commit: '1a2b3c4d5e6f' };
const NO_CUSTOMERS = {
  ok: true,
  release: RELEASE,
  answer: {
    at: '2026-12-01T03:00:00.000Z',
    deliveryMode: 'queue',
    release: RELEASE,
    counts: { 'in-sync': 0, engineer: 0, support: 0, customer: 0, nobody: 0, pending: 0, paused: 0 },
    tenants: [],
    detail: null,
  },
};

it('serves on this machine alone, prints a link that opens it, and ends cleanly', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'console-'));
  const child = spawn(
    process.execPath,
    [PROGRAM, '--local', join(dir, 'data'), '--json', 'console', '--date', '2026-11-08'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  try {
    const first = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
    const { link } = JSON.parse(first.toString()) as { link: string };
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/enter\?key=[\w-]{43}$/);
    const entered = await fetch(link, { redirect: 'manual' });
    const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    expect(await page.text()).toContain('No customers yet');
    expect((await fetch(new URL('/', link))).status).toBe(403);
    // Whoever listens for everybody answers on this one, too.
    await expect(fetch(link.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(errors).toMatch(/Ended\.\n$/);
  } finally {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
});

it('ends by itself where nobody asks for a while, and not while somebody waits', async () => {
  const services = { place: 'test', clock: () => new Date(), patienceMs: 10_000, onBug: () => {} };
  const { promise: answered, resolve } = Promise.withResolvers<unknown>();
  const serving = await serveConsole({ ...services, transport: { invoke: () => answered } }, { idleMs: 150 });
  const link = serving.issueLink();
  const entered = await fetch(link, { redirect: 'manual' });
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
  const page = fetch(new URL('/', link), { headers: { cookie } });
  const isOpen = await Promise.race([serving.ended, new Promise((done) => setTimeout(done, 400, 'open'))]);
  expect(isOpen).toBe('open');
  resolve(NO_CUSTOMERS);
  expect((await page).status).toBe(200);
  expect(await serving.ended).toBe('idle');
  await expect(fetch(link)).rejects.toThrow();
});

it.runIf(process.platform === 'linux')('gives the browser no key: neither to AWS nor to its own services', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'browser-'));
  const seen = join(dir, 'seen');
  writeFileSync(join(dir, 'xdg-open'), `#!/bin/sh\nenv > ${seen}.new && mv ${seen}.new ${seen}\n`, { mode: 0o755 });
  try {
    const PATH = `${dir}:${process.env['PATH'] ?? ''}`;
    openBrowser('http://127.0.0.1:1', { PATH, AWS_SECRET_ACCESS_KEY: 'the-key', AWS_ENDPOINT_URL: 'http://engine' });
    const env = await vi.waitFor(() => readFileSync(seen, 'utf8'), { timeout: 5_000 });
    expect(env).toContain('PATH=');
    expect(env).not.toMatch(/AWS_|the-key|engine/);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

it('tells a bug without commands to the terminal', () => {
  const bug = Object.assign(new Error('x'), { stack: 'Error: \u001b]0;owned\u0007\u202e\n  at there' });
  expect(sayBug(bug, {})).toMatch(/^A page could not be made\./);
  const told = sayBug(bug, { PERSONIO_SYNC_DEBUG: '1' });
  expect(told).toMatch(/owned.*\n {2}at there/s);
  expect(told).not.toContain('Set PERSONIO_SYNC_DEBUG');
  for (const obeyed of ['\u001b', '\u0007', '\u202e']) expect(told).not.toContain(obeyed);
});
