import { describe, expect, it } from 'vitest';
import { centsFromDecimal, decimalFromCents, MoneyFormatError } from './money.js';

describe('money', () => {
  it('reads decimals with none, one or two places', () => {
    expect(['12', '12.3', '12.30', '0.05', '-0.05', '-0', '12.300'].map(centsFromDecimal)).toEqual([
      1200, 1230, 1230, 5, -5, 0, 1230,
    ]);
  });

  it('refuses everything else instead of guessing', () => {
    for (const text of ['', '1e3', '1.234', '.5', '1,00', ' 1', 'NaN', '12345678901234']) {
      expect(() => centsFromDecimal(text), text).toThrow(MoneyFormatError);
    }
  });

  it('writes two decimals always', () => {
    expect([0, 5, -5, 1230, 99_999_999_999].map(decimalFromCents)).toEqual([
      '0.00',
      '0.05',
      '-0.05',
      '12.30',
      '999999999.99',
    ]);
  });

  it('writes what it reads, for every cent up to a hundred', () => {
    for (let cents = -10_000; cents <= 10_000; cents += 1)
      expect(centsFromDecimal(decimalFromCents(cents))).toBe(cents);
  });

  it('refuses fractions of a cent', () => {
    expect(() => decimalFromCents(0.5)).toThrow(RangeError);
  });
});
