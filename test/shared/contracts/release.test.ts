import { afterEach, expect, it, vi } from 'vitest';
import { isOlder, nameRelease, thisRelease, VERSION } from '../../../shared/contracts/release.ts';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['0.1.9', '0.2.0', true],
  ['0.9.0', '0.10.0', true],
  ['0.2.0', '0.2.0', false],
  ['1.0.0', '0.9.9', false],
  ['0.2.0', 'something', false],
])('%s is older than %s: %s', (version, than, expected) => {
  expect(isOlder(version, than)).toBe(expected);
});

it('names the commit where it is told', () => {
  vi.stubEnv('PERSONIO_SYNC_COMMIT', '1a2b3c4d5e6f');
  expect(nameRelease(thisRelease())).toBe(`${VERSION} (1a2b3c4d5e6f)`);
  vi.stubEnv('PERSONIO_SYNC_COMMIT', undefined);
  expect(nameRelease(thisRelease())).toBe(VERSION);
});
