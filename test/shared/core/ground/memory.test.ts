import { describe, expect, it } from 'vitest';
import { countActive, isActive, type Reservation } from '../../../../shared/core/ground/memory.ts';
import { person, remembered } from '../build.ts';

const reserved = (stream: string, kind: Reservation['kind']) => ({
  reservations: {
    [stream]: { kind, sequence: 5, content: 'x', reason: 'EMPLOYED', changed: [], at: '2026-11-30T03:00:00.000Z' },
  },
});
const active = remembered(person('1'));
const inactive = remembered(person('2'), { status: 'inactive' });

describe('somebody may be active by our doing', () => {
  it.each([
    ['who is', active, true],
    ['who is, although a deactivation may have been sent', { ...active, ...reserved('profile', 'deactivate') }, true],
    ['who is not', inactive, false],
    ['to whom an activation may have been sent', { ...inactive, ...reserved('profile', 'activate') }, true],
    ['to whom an update may have been sent', { ...inactive, ...reserved('profile', 'update') }, true],
    ['to whom a deactivation may have been sent', { ...inactive, ...reserved('profile', 'deactivate') }, true],
    ['to whom a budget may have been sent', { ...inactive, ...reserved('monthly:all', 'set-monthly-budget') }, false],
  ])('%s', (_who, memory, expected) => {
    expect(isActive(memory)).toBe(expected);
    expect(countActive([memory, active, inactive])).toBe(expected ? 2 : 1);
  });
});
