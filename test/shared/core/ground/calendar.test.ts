import { describe, expect, it } from 'vitest';
import { isCalendarDate } from '../../../../shared/contracts/primitives.ts';
import { addDays, dateIn, daysBetween, instantIn } from '../../../../shared/core/ground/calendar.ts';
import { formatMoney, moneyOf, parseMoney } from '../../../../shared/core/ground/money.ts';

describe('the calendar', () => {
  it.each([
    ['Europe/Amsterdam', '2026-12-01T03:00:00Z', '2026-12-01'],
    ['Europe/Amsterdam', '2026-12-01T22:59:59Z', '2026-12-01'],
    ['Europe/Amsterdam', '2026-12-01T23:00:00Z', '2026-12-02'],
    ['Europe/Amsterdam', '2026-07-01T22:00:00Z', '2026-07-02'],
    ['America/Los_Angeles', '2026-12-01T03:00:00Z', '2026-11-30'],
    ['Pacific/Kiritimati', '2026-12-01T11:00:00Z', '2026-12-02'],
    ['UTC', '2028-02-29T12:00:00Z', '2028-02-29'],
  ])('in %s at %s it is %s', (zone, instant, date) => {
    expect(dateIn(zone, new Date(instant))).toBe(date);
  });

  it.each([
    ['2026-12-01', '2026-12-01T03:00:00.000Z'],
    ['2026-07-01', '2026-07-01T02:00:00.000Z'],
    // The clocks change at 02:00 and 03:00 of these nights.
    ['2026-03-29', '2026-03-29T02:00:00.000Z'],
    ['2026-10-25', '2026-10-25T03:00:00.000Z'],
  ])('04:00 in Amsterdam on %s is %s', (date, instant) => {
    expect(instantIn('Europe/Amsterdam', date, 4).toISOString()).toBe(instant);
  });

  it('counts days across clock changes, months and leap days', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-12-02', '2026-12-01')).toBe(-1);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it.each([
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['26-04-30', false],
    ['2026-4-3', false],
    ['0000-01-01', false],
  ])('%s is a day of the calendar: %s', (text, real) => {
    expect(isCalendarDate(text)).toBe(real);
  });
});

describe('money', () => {
  it.each([
    ['50', 5000n],
    ['50.5', 5050n],
    ['50.05', 5005n],
    ['0', 0n],
    ['0.01', 1n],
    ['123456789.99', 12_345_678_999n],
  ])('%s is %s hundredths', (text, cents) => {
    expect(parseMoney(text)).toBe(cents);
    expect(moneyOf(text)).toBe(cents);
  });

  it.each(['', '-1', '+1', '1.', '.5', '1.005', '1,5', '1e3', 'NaN', ' 1', '1234567890', '٣'])('%j is none', (text) => {
    expect(parseMoney(text)).toBeUndefined();
  });

  it('is written with two decimals', () => {
    expect([0n, 5n, 50n, 5000n, 123_456_789_012_345n].map(formatMoney)).toEqual([
      '0.00',
      '0.05',
      '0.50',
      '50.00',
      '1234567890123.45',
    ]);
    expect(moneyOf('1234567890123.45')).toBe(123_456_789_012_345n);
    expect(() => moneyOf('x')).toThrow('not an amount');
  });
});
