import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from './bundle-functions.ts';

const outdir = mkdtempSync(join(tmpdir(), 'personio-sync-bundles-'));
const bundles = bundleFunctions(outdir);
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const own = (name: string) =>
  (bundles.find((bundle) => bundle.name === name)?.sources ?? []).filter((file) => !file.startsWith('node_modules/'));
const foldersOf = (files: readonly string[], pattern: RegExp) =>
  [...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? []))].sort();

describe('bundles', () => {
  it('are four: both support functions run one', () => {
    expect(bundles.map(({ name }) => name).sort()).toEqual([
      'deliver',
      'fan-out',
      'support-operate',
      'support-read',
      'sync',
    ]);
    expect(new Set(bundles.map(({ file }) => file)).size).toBe(4);
  });

  it.each([
    ['fan-out', 'fan-out', ['dynamodb', 'sqs']],
    ['sync', 'sync', ['dynamodb', 'http', 'personio', 'secrets', 'sqs']],
    ['deliver', 'deliver', ['alleo', 'dynamodb', 'http', 'secrets', 'sqs']],
    ['support-read', 'support', ['alleo', 'dynamodb', 'http', 'personio', 'secrets', 'sqs']],
  ])('%s carries its own code and the adapters that it needs, no other function’s', (name, folder, adapters) => {
    const files = own(name);
    expect(foldersOf(files, /^functions\/([^/]+)\//)).toEqual([folder]);
    expect(foldersOf(files, /^shared\/adapters\/([^/]+)\//)).toEqual(adapters);
    expect(foldersOf(files, /^([^/]+)\//)).toEqual(['functions', 'shared']);
  });

  it.each(bundles)('$name runs on its own, without a folder of modules beside it', ({ name, file }) => {
    // The environment is missing, and the handler says so: everything else was there.
    const script = `import(${JSON.stringify(file)}).catch((error) => console.log(error.message))`;
    const options = { cwd: outdir, env: { AWS_REGION: 'eu-central-1' }, encoding: 'utf8' } as const;
    const message = execFileSync(process.execPath, ['--input-type=module', '--eval', script], options);
    expect(message, name).toContain('The environment is not complete. Set STAGE');
  });

  it('keep sync small enough to start fast', () => {
    // 500 KB, minified, SDK included.
    expect(bundles.find(({ name }) => name === 'sync')?.bytes).toBeLessThan(500 * 1_024);
  });
});
