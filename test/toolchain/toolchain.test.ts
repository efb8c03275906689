import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from '../../shared/contracts/zod.ts';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const Versions = z.record(z.string(), z.string());

async function readJson<T>(file: string, schema: z.ZodMiniType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(path.join(root, file), 'utf8')));
}

/** The files of a pattern whose text fits. */
async function findFiles(pattern: string, wanted: RegExp): Promise<string[]> {
  const files = globSync(pattern, { cwd: root });
  expect(files.length).toBeGreaterThan(200);
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(path.join(root, file), 'utf8') })),
  );
  return texts.filter(({ text }) => wanted.test(text)).map(({ file }) => file);
}

describe('the toolchain', () => {
  it.each([
    ['tests', process.execPath],
    ['what they start by name', 'node'],
  ])('runs %s on a Node that needs no help with TypeScript', async (_what, node) => {
    const { stdout } = await run(node, ['--print', 'process.versions.node']);
    const [major = 0, minor = 0] = stdout.split('.').map(Number);
    expect(major > 24 || (major === 24 && minor >= 3), stdout).toBe(true);
  });

  // The path of a URL is escaped: in a folder with a space nothing is there.
  it('makes no file path of the path of a URL', async () => {
    const folders = '{infra,functions,shared,cli,console,local,scripts,test}';
    expect(await findFiles(`${folders}/**/*.{ts,js,mjs}`, /import\.meta\.url\s*\)\s*\.pathname/)).toEqual([]);
  });

  // After `Promise.all` the others go on when the invocation was answered already, and act in the next one.
  it('lets every function wait for all that it began', async () => {
    expect(await findFiles('{functions,shared}/**/*.ts', /\bPromise\.(?:all|race|any)\(/)).toEqual([
      'shared/core/ground/settle-all.ts',
    ]);
  });

  it('pins every version exactly', async () => {
    const manifest = await readJson(
      'package.json',
      z.object({ dependencies: Versions, devDependencies: Versions, optionalDependencies: Versions }),
    );
    const versions = Object.values(manifest).flatMap((group) => Object.values(group));
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("locks every package by its integrity, and by no registry's address", async () => {
    const Lock = z.object({
      packages: z.record(
        z.string(),
        z.looseObject({
          integrity: z.optional(z.string()),
          resolved: z.optional(z.string()),
          link: z.optional(z.boolean()),
        }),
      ),
    });
    const { packages } = await readJson('package-lock.json', Lock);
    const installed = Object.entries(packages).filter(([name, one]) => name !== '' && one.link !== true);
    expect(
      installed.filter(([, one]) => one.integrity === undefined && one['inBundle'] !== true).map(([name]) => name),
    ).toEqual([]);
    expect(installed.filter(([, one]) => one.resolved !== undefined).map(([name]) => name)).toEqual([]);
  });

  // npm drops other platforms' binaries when it updates a lockfile beside a filled node_modules; `npm ci` then refuses.
  it('locks the binaries of every platform, so that npm ci works anywhere', async () => {
    const Lock = z.object({
      packages: z.record(z.string(), z.looseObject({ optionalDependencies: z.optional(Versions) })),
    });
    const { packages } = await readJson('package-lock.json', Lock);
    const names = new Set(Object.keys(packages).map((place) => place.slice(place.lastIndexOf('node_modules/') + 13)));
    const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });
});

const Rules = z.object({ default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }) });

/** One file per rule that breaks exactly that rule. */
const BROKEN: Readonly<Record<string, { readonly file: string; readonly imports: string }>> = {
  contracts: { file: 'shared/contracts/a.ts', imports: '../core/b.ts' },
  words: { file: 'shared/words/a.ts', imports: '../core/b.ts' },
  core: { file: 'shared/core/a.ts', imports: '../adapters/b.ts' },
  'core-ground': { file: 'shared/core/ground/a.ts', imports: '../read/b.ts' },
  'core-ports': { file: 'shared/core/ports/a.ts', imports: '../read/b.ts' },
  'core-accounts': { file: 'shared/core/accounts/a.ts', imports: '../read/b.ts' },
  'core-read': { file: 'shared/core/read/a.ts', imports: '../decide/b.ts' },
  'core-decide': { file: 'shared/core/decide/a.ts', imports: '../compare/b.ts' },
  'core-compare': { file: 'shared/core/compare/a.ts', imports: '../hold/b.ts' },
  'core-hold': { file: 'shared/core/hold/a.ts', imports: '../emit/b.ts' },
  'core-emit': { file: 'shared/core/emit/a.ts', imports: '../report/b.ts' },
  'core-report': { file: 'shared/core/report/a.ts', imports: '../../adapters/b.ts' },
  'support-attributes': { file: 'functions/support/attributes/a.ts', imports: '../people/b.ts' },
  'support-credentials': { file: 'functions/support/credentials/a.ts', imports: '../customers/b.ts' },
  'support-customers': { file: 'functions/support/customers/a.ts', imports: '../plans/b.ts' },
  'support-plans': { file: 'functions/support/plans/a.ts', imports: '../people/b.ts' },
  'support-people': { file: 'functions/support/people/a.ts', imports: '../plans/b.ts' },
  'support-queues': { file: 'functions/support/queues/a.ts', imports: '../people/b.ts' },
  adapters: { file: 'shared/adapters/a.ts', imports: '../core/decide/b.ts' },
  functions: { file: 'functions/a.ts', imports: '../local/b.ts' },
  'zod-by-one-door': { file: 'shared/core/f.ts', imports: 'zod' },
  runtime: { file: 'shared/runtime/a.ts', imports: '../adapters/b.ts' },
  'each-function': { file: 'functions/sync/a.ts', imports: '../deliver/b.ts' },
  cli: { file: 'cli/a.ts', imports: '../functions/sync/b.ts' },
  console: { file: 'console/a.ts', imports: '../functions/sync/b.ts' },
  infra: { file: 'infra/a.ts', imports: '../functions/sync/b.ts' },
  local: { file: 'local/a.ts', imports: '../infra/b.ts' },
  'nothing-imports-cli': { file: 'functions/support/a.ts', imports: '../../cli/b.ts' },
  'nothing-imports-console': { file: 'functions/support/c.ts', imports: '../../console/b.ts' },
  'nothing-imports-test': { file: 'shared/core/c.ts', imports: '../../test/b.ts' },
  'no-unresolved': { file: 'shared/core/d.ts', imports: './nowhere.ts' },
  'no-circles': { file: 'shared/core/e.ts', imports: './e2.ts' },
};

describe('the import rules of the tree', () => {
  let folder = '';
  let output = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'import-rules-'));
    const write = async (file: string, text: string) => {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    };
    for (const { file, imports } of Object.values(BROKEN)) {
      if (imports.startsWith('.') && !imports.endsWith('nowhere.ts'))
        await write(path.join(path.dirname(file), imports), 'export const b = 1;\n');
      await write(file, `export { b } from '${imports}';\n`);
    }
    await write('shared/words/of-types.ts', "import type { b } from '../core/b.ts';\nexport type B = b;\n");
    await write('node_modules/zod/index.js', 'export const b = 1;\n');
    await write('node_modules/zod/package.json', '{"name":"zod","version":"1.0.0","main":"index.js"}');
    await write('shared/core/e2.ts', "export * from './e.ts';\nexport const b = 1;\n");
    await write('.dependency-cruiser.mjs', await readFile(path.join(root, '.dependency-cruiser.mjs'), 'utf8'));
    const depcruise = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const folders = ['infra', 'functions', 'shared', 'cli', 'console', 'local'];
    output = await run(process.execPath, [depcruise, '--config', '.dependency-cruiser.mjs', ...folders], {
      cwd: folder,
    }).then(
      () => '',
      (failed: { stdout: string }) => failed.stdout,
    );
  }, 30_000);

  afterAll(() => rm(folder, { recursive: true }));

  it('has a breach here for every rule', async () => {
    const rules = Rules.parse(await import(path.join(root, '.dependency-cruiser.mjs'))).default.forbidden.map(
      ({ name }) => name,
    );
    expect(Object.keys(BROKEN).sort()).toEqual([...rules].sort());
  });

  it('see an import of a type alone, and print no warning of what they could not see', () => {
    expect(output).toContain('error words: shared/words/of-types.ts');
    expect(output).not.toContain('‼');
  });

  it.each(Object.entries(BROKEN))('%s: a breach is reported', (rule, { file }) => {
    expect(output).toMatch(new RegExp(`error ${rule}: ${file.replaceAll('.', '\\.')}`));
  });
});
