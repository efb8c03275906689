import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../../shared/core/ground/schedule.ts';
import { firstOn, nextAfter } from '../../../../shared/core/ground/schedule.ts';

const AMSTERDAM: Schedule = { times: ['04:00'], timeZone: 'Europe/Amsterdam' };
const TWICE: Schedule = { times: ['20:30', '06:15'], timeZone: 'Europe/London' };
/** The clocks go from 24:00 to 01:00 in the night to the 6th of September. */
const SKIPPED: Schedule = { times: ['00:30'], timeZone: 'America/Santiago' };

describe('the schedule', () => {
  it.each([
    ['in winter', AMSTERDAM, '2026-12-01', '2026-12-01T03:00:00.000Z'],
    ['in summer', AMSTERDAM, '2026-07-01', '2026-07-01T02:00:00.000Z'],
    ['the earlier of two times', TWICE, '2026-12-01', '2026-12-01T06:15:00.000Z'],
    ['by the clocks of its zone', TWICE, '2026-07-01', '2026-07-01T05:15:00.000Z'],
  ])('fires first on a day: %s', (_, schedule, date, instant) => {
    expect(firstOn(schedule, date).toISOString()).toBe(instant);
  });

  it.each([
    ['the same day', AMSTERDAM, '2026-12-01T02:59:59Z', '2026-12-01T03:00:00.000Z'],
    ['the next day, once it has fired', AMSTERDAM, '2026-12-01T03:00:00Z', '2026-12-02T03:00:00.000Z'],
    ['the day that its zone has', AMSTERDAM, '2026-12-01T23:30:00Z', '2026-12-02T03:00:00.000Z'],
    ['over a change of the clocks', AMSTERDAM, '2026-03-28T12:00:00Z', '2026-03-29T02:00:00.000Z'],
    ['the later time of a day', TWICE, '2026-12-01T06:15:00Z', '2026-12-01T20:30:00.000Z'],
    ['the earlier time of the next', TWICE, '2026-12-01T20:30:00Z', '2026-12-02T06:15:00.000Z'],
  ])('fires next: %s', (_, schedule, now, instant) => {
    expect(nextAfter(schedule, new Date(now)).toISOString()).toBe(instant);
  });

  it('fires next after any instant, also where the clocks skip its time', () => {
    const begin = Date.parse('2026-09-04T00:00:00Z');
    for (let minutes = 0; minutes < 4 * 1440; minutes += 15) {
      const now = new Date(begin + minutes * 60_000);
      const next = nextAfter(SKIPPED, now);
      expect(next.getTime() - now.getTime()).toBeGreaterThan(0);
      expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(49 * 3_600_000);
    }
  });
});
