import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { findForbiddenLicences } from '../../scripts/find-forbidden-licences.ts';

const lock = (one: { license?: string; dev?: boolean }) => ({ packages: { '': {}, 'node_modules/one': one } });

it.each([
  [{ license: 'MIT' }],
  [{ license: '(MIT OR GPL-3.0-or-later)' }],
  [{ license: 'Apache-2.0 AND MIT' }],
  [{ license: 'MPL-2.0', dev: true }],
])('lets %j in', (one) => {
  expect(findForbiddenLicences(lock(one))).toEqual([]);
});

it.each([
  [{}, 'node_modules/one (shipped): says no licence'],
  [{ license: 'GPL-3.0-only' }, 'node_modules/one (shipped): GPL-3.0-only'],
  [{ license: 'MIT AND GPL-3.0-only', dev: true }, 'node_modules/one (a tool): MIT AND GPL-3.0-only'],
  [{ license: 'MPL-2.0' }, 'node_modules/one (shipped): MPL-2.0'],
])('names %j', (one, line) => {
  expect(findForbiddenLicences(lock(one))).toEqual([line]);
});

it('finds nothing to name in what is locked today', async () => {
  const text = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(findForbiddenLicences(JSON.parse(text))).toEqual([]);
});
