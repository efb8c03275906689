import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlleoSimulator, startAlleoSimulator } from '../../local/simulators/alleo/start.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../local/simulators/personio/start.ts';

/** The command as a process of its own: few of them, since each takes a second or more to start. */
const PROGRAM = fileURLToPath(new URL('../../cli/bin.js', import.meta.url));
const SECRET = 'the-customer-secret';
const CREDENTIALS = {
  personio: { clientId: 'the-client', clientSecret: SECRET },
  alleo: { accessKey: 'access', secretKey: 'secret' },
};

let personio: PersonioSimulator;
let alleo: AlleoSimulator;
let dir = '';

beforeAll(async () => {
  const { clientId, clientSecret } = CREDENTIALS.personio;
  personio = await startPersonioSimulator({
    credentials: [{ clientId, clientSecret }],
    people: [{ id: 1 }, { id: 2 }],
  });
  alleo = await startAlleoSimulator({ companies: [{ id: 1, name: 'Acme BV' }] });
  dir = mkdtempSync(join(tmpdir(), 'command-'));
});

afterAll(async () => {
  await Promise.all([personio.close(), alleo.close()]);
  rmSync(dir, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `isCut`: as with `| head -0`, nobody reads what it writes. */
function run(args: readonly string[], { input = '', isCut = false } = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], HOME: dir, PERSONIO_SYNC_LOCAL: join(dir, 'data') };
    const child = spawn(process.execPath, [PROGRAM, ...args], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    if (isCut) child.stdout.destroy();
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

const add = (...more: string[]) => [
  ...'--json tenant add acme --name Acme --company 1 --eligibility none'.split(' '),
  '--personio-url',
  personio.url,
  '--alleo-url',
  alleo.url,
  ...more,
];

function documentOf({ out }: Ended): { [name: string]: unknown } {
  return JSON.parse(out) as { [name: string]: unknown };
}

describe('the command', () => {
  it('takes a customer live: each answer one document on standard output, no secret in any', {
    timeout: 120_000,
  }, async () => {
    const added = await run(add('--credentials', '-'), { input: JSON.stringify(CREDENTIALS) });
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(documentOf(added)).toMatchObject({
      people: 2,
      next: `npx --no -- personio-sync --local ${join(dir, 'data')} check acme`,
    });
    const previewed = await run(['preview', 'acme', '--json']);
    expect(previewed.code).toBe(0);
    const { digest } = documentOf(previewed);
    const activated = await run(['--json', 'activate', 'acme', '--digest', String(digest)]);
    expect(activated.code).toBe(0);
    const ran = await run(['--json', 'run']);
    expect(ran.code).toBe(0);
    expect(documentOf(ran)).toMatchObject({ reports: [{ tenantId: 'acme', status: 'ok' }] });
    expect(Object.keys(documentOf(ran))).toEqual(['date', 'reports']);
    expect(alleo.companies.get(1)?.ordered.filter((one) => one.is_active)).toHaveLength(2);
    for (const { out, err } of [added, previewed, activated, ran]) expect(out + err).not.toContain(SECRET);
    expect(await run(['explain', 'acme', '99'])).toMatchObject({ code: 1, err: '' });
    const status = await run(['status', 'acme']);
    expect(status).toMatchObject({ code: 0, err: '' });
    expect(status.out).toMatch(/Told to Alleo: 2 active, 0 not active/);
    expect(status.out.includes('\u001b')).toBe(false);
  });

  it('ends without a word where nobody reads its output any more', { timeout: 60_000 }, async () => {
    const cut = await run(['status'], { isCut: true });
    expect(cut).toEqual({ code: 0, out: '', err: '' });
  });

  it.each([
    [['check', 'Not An Id'], 'WRONG_USAGE'],
    [['activate', 'acme', '--digest', 'short'], 'BAD_ARGUMENT'],
  ])('%j ends with 2, tells %s as one document and no stack', { timeout: 60_000 }, async (args, expected) => {
    const ended = await run([...args, '--json']);
    expect(ended.code).toBe(2);
    expect(documentOf(ended)).toMatchObject({ error: { code: expected } });
    expect(ended.out + ended.err).not.toMatch(/\n {4}at /);
  });
});
