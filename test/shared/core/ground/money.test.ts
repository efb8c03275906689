import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, moneyOf, parseMoney } from '../../../../shared/core/ground/money.ts';
import { SEED } from '../../../properties/seed.ts';

describe('an amount', () => {
  it.each([
    ['0', 0n],
    ['50', 5_000n],
    ['50.5', 5_050n],
    ['50.05', 5_005n],
    ['0.01', 1n],
    ['007', 700n],
    ['999999999.99', 99_999_999_999n],
  ])('%s is read to the hundredth', (text, cents) => {
    expect(parseMoney(text)).toBe(cents);
    expect(moneyOf(text)).toBe(cents);
  });

  it.each([
    '',
    ' ',
    '-1',
    '+1',
    '1e3',
    '1.',
    '.5',
    '1.234',
    '1,50',
    '1.000,00',
    ' 1',
    '1 ',
    '1234567890',
    '€ 5',
    '0x1',
    '٣',
  ])('"%s" is none', (text) => {
    expect(parseMoney(text)).toBeUndefined();
    expect(() => moneyOf(text)).toThrow('not an amount of money');
  });

  it('of our own may be a sum beyond what a person can get', () => {
    expect(moneyOf('12345678901.23')).toBe(1_234_567_890_123n);
    expect(() => moneyOf('12345678901.2')).toThrow('not an amount of money');
    expect(() => moneyOf('a1.00')).toThrow('not an amount of money');
    expect(() => moneyOf('1.00a')).toThrow('not an amount of money');
  });

  it.each([
    [0n, '0.00'],
    [1n, '0.01'],
    [10n, '0.10'],
    [5_000n, '50.00'],
    [123_456n, '1234.56'],
  ])('of %s hundredths is written with two decimals', (cents, text) => {
    expect(formatMoney(cents)).toBe(text);
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (cents) => {
        expect(moneyOf(formatMoney(cents))).toBe(cents);
      }),
      { seed: SEED },
    );
  });
});
