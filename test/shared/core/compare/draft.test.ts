import { describe, expect, it } from 'vitest';
import { budgetContent, compareDrafts, type Draft, deactivateContent } from '../../../../shared/core/compare/draft.ts';
import { fingerprints } from '../build.ts';

const draft = (kind: Draft['kind'], employeeId: string, stream: Draft['stream'] = 'profile'): Draft => ({
  employeeId,
  kind,
  stream,
  reason: 'EMPLOYED',
  changed: [],
  content: 'x',
});

describe('the order of emission', () => {
  const ordered = [
    draft('deactivate', '2'),
    draft('deactivate', '3'),
    draft('update', '1'),
    draft('activate', '10'),
    draft('activate', '4'),
    draft('set-monthly-budget', '4', 'monthly:all'),
    draft('set-monthly-budget', '4', 'monthly:health'),
    draft('set-monthly-budget', '5', 'monthly:all'),
    draft('grant-one-off-budget', '4', 'grant:all:1'),
  ];

  it('is deactivate, update, activate, budgets; within a kind by id, then by stream', () => {
    expect([...ordered].reverse().sort(compareDrafts)).toEqual(ordered);
    for (const [n, one] of ordered.entries()) {
      for (const [m, other] of ordered.entries()) expect(Math.sign(compareDrafts(one, other))).toBe(Math.sign(n - m));
    }
  });
});

describe('the content of a budget', () => {
  const budget = { key: 'monthly:all', category: 'all', cents: 5_000n } as const;

  it('is its field, its number and its amount', () => {
    const others = [
      budgetContent({ ...budget, cents: 5_001n }, fingerprints),
      budgetContent({ ...budget, key: 'monthly:health' }, fingerprints),
      budgetContent({ ...budget, key: 'oneoff:all', grant: 1 }, fingerprints),
      budgetContent({ ...budget, key: 'oneoff:all', grant: 2 }, fingerprints),
      deactivateContent(fingerprints),
    ];
    expect(new Set([budgetContent(budget, fingerprints), ...others]).size).toBe(others.length + 1);
    expect(budgetContent({ ...budget }, fingerprints)).toBe(budgetContent(budget, fingerprints));
  });
});
