import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from '../../shared/contracts/zod.ts';

const root = path.resolve(import.meta.dirname, '../..');
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
const PACKAGED = `node_modules/node-${PLATFORM}-${process.arch}`;

/** Makes Node say that it is another version, to the launcher alone. */
const pretend = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"${version}"}});` +
  `Object.defineProperty(process,"version",{value:"v${version}"});`;

let project = '';

async function write(file: string, content: string): Promise<void> {
  await mkdir(path.join(project, path.dirname(file)), { recursive: true });
  await writeFile(path.join(project, file), content);
}

/** Installs a package as npm notes it. */
const install = (packages: Readonly<Record<string, object>>): Promise<unknown> =>
  Promise.all([
    write('node_modules/.package-lock.json', JSON.stringify({ packages })),
    ...Object.keys(packages).map((place) => write(`${place}/package.json`, '{}')),
  ]);

/** A project in a folder with a space, with a tool, a program that tells how it was started, and a packaged Node. */
beforeEach(async () => {
  project = path.join(await mkdtemp(path.join(tmpdir(), 'launch-')), 'a project');
  await mkdir(path.join(project, 'scripts'), { recursive: true });
  await cp(path.join(root, 'scripts/launch.js'), path.join(project, 'scripts/launch.js'));
  await write(
    'package.json',
    JSON.stringify({ type: 'module', optionalDependencies: { [path.basename(PACKAGED)]: '24.21.0' } }),
  );
  await write(
    'tell.ts',
    'const said: unknown = [process.argv.slice(2), process.execArgv]; console.log(JSON.stringify(said));',
  );
  await install({
    'node_modules/tool': { bin: { tool: 'tool.js' } },
    [PACKAGED]: { optional: true, bin: { node: 'bin/node' } },
  });
  await write('node_modules/tool/tool.js', 'console.log("tool", process.argv.slice(2).join())');
  await write(`${PACKAGED}/bin/node`, '#!/bin/sh\necho packaged "$(command -v node)" "$@"\n');
  await chmod(path.join(project, PACKAGED, 'bin/node'), 0o755);
});

afterEach(() => rm(path.dirname(project), { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

function launch(
  args: readonly string[],
  { version, input = '', PATH = process.env['PATH'] }: { version?: string; input?: string; PATH?: string } = {},
) {
  const more = version === undefined ? [] : ['--import', pretend(version)];
  const env = { ...process.env, PATH };
  const child = spawn(process.execPath, [...more, 'scripts/launch.js', ...args], { cwd: project, env });
  child.stdin.end(input);
  const ended = new Promise<readonly [number | null, string | null]>((resolve) => {
    child.once('close', (code, signal) => resolve([code, signal]));
  });
  const result = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], output, errors]): Ended => ({ code, signal, output, errors }),
  );
  return { child, result };
}

describe('the launcher', () => {
  it('runs a program on the Node that runs it where that is new enough', async () => {
    const { result } = launch(['--expose-gc', 'tell.ts', '--', '-a', 'b c', '']);
    expect(await result).toMatchObject({ code: 0, output: '[["--","-a","b c",""],["--expose-gc"]]\n', errors: '' });
  });

  it.each(['20.0.0', '22.23.5', '24.2.9'])('runs it on the packaged Node where that is %s', async (version) => {
    const { output, errors, code } = await launch(['tell.ts', '--', 'a b'], { version }).result;
    const node = path.join(project, PACKAGED, 'bin/node');
    expect({ output, errors, code }).toEqual({ output: `packaged ${node} tell.ts -- a b\n`, errors: '', code: 0 });
  });

  it.each([
    ['an older one', () => write('machine/node', ''), true],
    ['the same', () => symlink(process.execPath, path.join(project, 'machine/node')), false],
  ])('leads what the program starts by the name of node past %s, and past nothing else', async (_what, make, isLed) => {
    await mkdir(path.join(project, 'machine'));
    await make();
    await write('path.ts', "console.log(process.env['PATH']);");
    const { output } = await launch(['path.ts'], { PATH: path.join(project, 'machine') }).result;
    const folders = [...(isLed ? [path.dirname(process.execPath)] : []), path.join(project, 'machine')];
    expect(output).toBe(`${folders.join(path.delimiter)}\n`);
  });

  it('runs the command of an installed package', async () => {
    expect(await launch(['tool', 'run', '--x']).result).toMatchObject({ code: 0, output: 'tool run,--x\n' });
  });

  it('passes input on, and the exit code back', async () => {
    await write(
      'count.ts',
      'let n = 0; for await (const part of process.stdin) n += part.length; process.exitCode = n;',
    );
    expect(await launch(['count.ts'], { input: 'abcde' }).result).toMatchObject({ code: 5, errors: '' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('passes %s on', async (signal) => {
    await write(
      'wait.ts',
      `process.on('${signal}', () => process.exit(9)); console.log('up'); setTimeout(() => {}, 5_000);`,
    );
    const { child, result } = launch(['wait.ts']);
    child.stdout.once('data', () => child.kill(signal));
    expect(await result).toMatchObject({ code: 9, signal: null });
  });

  it('ends by the signal that ended the program', async () => {
    await write('die.ts', "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 5_000);");
    expect(await launch(['die.ts']).result).toMatchObject({ code: null, signal: 'SIGTERM' });
  });
});

describe('the launcher says in one sentence what to do', () => {
  const remove = (place: string) => () => rm(path.join(project, place), { recursive: true });
  const anInstallThatEndedHalfWay = () => write('node_modules/.package-lock.json', '{"packages":{"node_modules/to');
  const withoutOptional = async () => {
    await install({ 'node_modules/tool': { dev: true, bin: { tool: 'tool.js' } }, [PACKAGED]: { optional: true } });
    await remove(PACKAGED)();
  };

  it.each([
    ['on Node 18', '18.20.8', async () => {}, 'This is Node v18.20.8: install Node 20 or newer.'],
    ['without node_modules', '24.3.0', remove('node_modules'), 'or not all of them: run `npm ci`.'],
    ['after half an install', '24.3.0', anInstallThatEndedHalfWay, 'or not all of them: run `npm ci`.'],
    ['where a package is missing', '20.1.0', remove('node_modules/tool'), 'or not all of them: run `npm ci`.'],
    ['without a packaged Node', '22.9.9', remove(PACKAGED), 'or newer is needed: run `npm ci --include=optional`'],
    [
      'where that cannot run',
      '22.9.9',
      () => chmod(path.join(project, PACKAGED, 'bin/node'), 0o644),
      'does not run on',
    ],
    [
      'without optional packages',
      '24.3.0',
      withoutOptional,
      'which the tools need, are not installed: run `npm ci --include=optional`.',
    ],
    ['without the tool', '24.3.0', () => install({ [PACKAGED]: { optional: true } }), 'run `npm ci --include=dev`.'],
  ])('%s', async (_where, version, breakIt, sentence) => {
    await breakIt();
    const { code, output, errors } = await launch(['tool'], { version }).result;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain(sentence);
    expect(errors.match(/\n/g)).toHaveLength(1);
  });
});

describe('everything goes through the launcher', () => {
  it('every npm script', async () => {
    const Manifest = z.object({ scripts: z.record(z.string(), z.string()) });
    const { scripts } = Manifest.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
    const commands = Object.values(scripts).flatMap((script) => script.split(' && '));
    const other = commands.filter((one) => !/^(\w+=\S+ )*node scripts\/launch\.js /.test(one));
    expect(other).toEqual([scripts['sbom']]);
    expect(scripts['sbom']).toMatch(/^npm /);
  });

  it('the app of the cdk', async () => {
    const { app } = z
      .object({ app: z.string() })
      .parse(JSON.parse(await readFile(path.join(root, 'cdk.json'), 'utf8')));
    expect(app).toMatch(/^node scripts\/launch\.js /);
  });
});
