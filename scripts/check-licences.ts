import { readFile } from 'node:fs/promises';
import { findForbiddenLicences } from './find-forbidden-licences.ts';

const lockfile: unknown = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8'));
const forbidden = findForbiddenLicences(lockfile);
for (const line of forbidden) console.error(line);
if (forbidden.length > 0) {
  console.error('Take another package, or add the licence to scripts/find-forbidden-licences.ts with its reason.');
  process.exitCode = 1;
}
