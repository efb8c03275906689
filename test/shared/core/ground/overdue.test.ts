import { describe, expect, it } from 'vitest';
import { isOverdue } from '../../../../shared/core/ground/overdue.ts';
import { tenant } from '../build.ts';

const LAST = '2026-11-30T03:00:00.000Z';
const HOURS = 3_600_000;
const after = (ms: number) => new Date(Date.parse(LAST) + ms);

describe('a tenant is overdue', () => {
  it.each([
    ['its last complete run', { lastCompleteAt: LAST, activatedAt: '2026-01-01T00:00:00.000Z' }],
    ['its activation, before the first one', { activatedAt: LAST }],
    ['its registration, before that', { createdAt: LAST }],
  ])('26 hours after %s, not a moment before', (_what, changes) => {
    const one = { ...tenant, ...changes };
    expect(isOverdue(one, after(26 * HOURS))).toBe(false);
    expect(isOverdue(one, after(26 * HOURS + 1))).toBe(true);
  });

  it.each(['pending', 'paused'] as const)('never while it is %s', (status) => {
    expect(isOverdue({ ...tenant, status, lastCompleteAt: LAST }, after(1_000 * HOURS))).toBe(false);
  });
});
