export { centsFromDecimal, CURRENCY_CODE, decimalFromCents, money, MoneyFormatError } from './money.js';
export type { Money } from './money.js';
