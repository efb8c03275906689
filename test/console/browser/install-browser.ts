import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './find-browser.ts';

/** Debian's own package, and a font: without one there is nothing to see. */
const PACKAGES = ['chromium', 'fonts-dejavu-core'];

function apt(...args: readonly string[]): void {
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed`);
}

if (findBrowser() === undefined) {
  const isRoot = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get') || !isRoot) {
    process.stderr.write(
      'There is no Chromium. Install one, or name it: CHROMIUM=/path/to/chromium npm run test:console\n',
    );
    process.exit(1);
  }
  process.stdout.write(`There is no Chromium: installing ${PACKAGES.join(' and ')} with apt-get.\n`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...PACKAGES);
}
