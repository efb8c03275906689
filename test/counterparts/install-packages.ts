import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInstaller } from './install-python.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LISTS = join(import.meta.dirname, 'node');

/** Where the packages of the present lockfile are: another lockfile is another folder. */
function packagesDirectory(): string {
  const digest = createHash('sha256')
    .update(readFileSync(join(LISTS, 'package-lock.json')))
    .digest('hex');
  return join(ROOT, '.cache', `counterparts-node-${digest.slice(0, 12)}`);
}

/**
 * Installs the counterparts from npm into a folder under `.cache/`, as their lockfile says; the second time they are there.
 * Apart from the product's own install, which would take half as long again for what tests alone read.
 */
export function installPackages(): void {
  const directory = packagesDirectory();
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  copyFileSync(join(ROOT, '.npmrc'), join(directory, '.npmrc'));
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(LISTS, name), join(directory, name));
  runInstaller(
    'npm',
    ['ci', '--prefix', directory],
    'The npm registry has to be reachable, or a mirror set in ~/.npmrc.',
  );
  writeFileSync(complete, '');
}

/** Loads a counterpart's CommonJS; the caller says what it takes of it. */
export const requireCounterpart: (name: string) => unknown = createRequire(join(packagesDirectory(), 'package.json'));
