/**
 * An amount of money in whole cents. Whole numbers up to 2^53 − 1 are exact, so sums never drift;
 * text and database decimals exist at the edges only.
 */
export interface Money {
  readonly cents: number;
  /** ISO 4217, e.g. `USD`. */
  readonly currencyCode: string;
}

/** The currency of the shop. */
export const CURRENCY_CODE = 'USD';

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,2})0*)?$/;

/** Thrown when a text is no decimal amount with at most two decimals. */
export class MoneyFormatError extends Error {
  readonly code = 'MONEY_FORMAT_INVALID';
}

/** Reads `"12.3"`, `"12.30"` or `"12"` as 1230 or 1200 cents. Throws {@link MoneyFormatError} otherwise. */
export function centsFromDecimal(decimal: string): number {
  const match = DECIMAL.exec(decimal);
  if (match === null) throw new MoneyFormatError(`Not an amount with at most two decimals: ${decimal}`);
  const [, sign, whole, fraction = ''] = match;
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

/** Writes cents as a decimal with two places: `1230` → `"12.30"`. Throws a RangeError when not a safe integer. */
export function decimalFromCents(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Not a whole number of cents: ${String(cents)}`);
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Money in the shop's own currency. */
export function money(cents: number): Money {
  return { cents, currencyCode: CURRENCY_CODE };
}
