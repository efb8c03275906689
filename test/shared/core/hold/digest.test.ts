import { describe, expect, it } from 'vitest';
import { createFingerprints } from '../../../../shared/core/ground/fingerprint.ts';
import type { PlanEntry } from '../../../../shared/core/ground/memory.ts';
import { diffPlans, digestOf, entryKey, entryOf } from '../../../../shared/core/hold/digest.ts';
import { fingerprints } from '../build.ts';

const entry = (employeeId: string, kind: PlanEntry['kind'], fingerprint = 'says this'): PlanEntry => ({
  employeeId,
  kind,
  fingerprint,
});
const ONE = entry('1', 'activate');
const TWO = entry('2', 'deactivate');

describe('an entry', () => {
  it('is what a mutation is for whom, and says', () => {
    const draft = {
      employeeId: '1',
      kind: 'update',
      stream: 'profile',
      reason: 'EMPLOYED',
      changed: [],
      content: 'x',
    } as const;
    expect(entryOf(draft)).toEqual({ employeeId: '1', kind: 'update', fingerprint: 'x' });
    expect(entryKey(entryOf(draft))).toBe('1 update x');
  });
});

describe('the digest', () => {
  it('is sixteen hexadecimal digits, whatever the order', () => {
    const digest = digestOf([ONE, TWO], fingerprints);
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf([TWO, ONE], fingerprints)).toBe(digest);
  });

  it.each<[string, readonly PlanEntry[]]>([
    ['nothing', []],
    ['one fewer', [ONE]],
    ['one more', [ONE, TWO, entry('3', 'update')]],
    ['another person', [ONE, entry('3', 'deactivate')]],
    ['another kind', [ONE, entry('2', 'update')]],
    ['another content', [ONE, entry('2', 'deactivate', 'says that')]],
    ['one of them twice', [ONE, TWO, TWO]],
    ['the border between two moved', [entry('1', 'activate', 'says'), entry('this\n2', 'deactivate')]],
  ])('is another one for %s', (_what, entries) => {
    expect(digestOf(entries, fingerprints)).not.toBe(digestOf([ONE, TWO], fingerprints));
  });

  it('is another one under another key', () => {
    const other = createFingerprints(Buffer.alloc(32, 8).toString('base64'));
    expect(digestOf([ONE], other)).not.toBe(digestOf([ONE], fingerprints));
  });
});

describe('the difference between what was approved and what is planned', () => {
  it('tells who is new, who is gone, and of whom it says something else', () => {
    const changed = entry('2', 'deactivate', 'says that');
    const other = entry('1', 'update');
    expect(diffPlans([ONE, TWO], [changed, other])).toEqual({ added: [other], changed: [changed], removed: [ONE] });
  });

  it('is nothing where all is the same, in any order', () => {
    expect(diffPlans([ONE, TWO], [TWO, ONE])).toEqual({ added: [], changed: [], removed: [] });
  });
});
