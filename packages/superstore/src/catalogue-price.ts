import type { LineGroup } from './group-lines.js';
import type { SuperstoreLine } from './superstore-lines.js';
import { SuperstoreTableError } from './superstore-table-error.js';

/**
 * The catalogue price of a product, in whole cents: the price before discount that every one of its lines implies,
 * since the table's sales are price × quantity × (1 − discount).
 *
 * Measured over the whole table, in integer arithmetic: each of the 9,994 lines implies a whole number of cents, and the
 * lines of each of the 1,894 products (1,801 of them have two lines or more) imply the same one, without exception. Prices
 * run from $0.99 to $7,546.16. So there is nothing to average: a median would give the same numbers, and would hide a
 * damaged line.
 *
 * Throws {@link SuperstoreTableError} when a line implies no whole number of cents or another price than the first.
 */
export function cataloguePrice(group: LineGroup): number {
  const price = impliedPrice(group[0]);
  for (const line of group) {
    const implied = impliedPrice(line);
    if (implied !== price) {
      throw new SuperstoreTableError(`implies ${String(implied)} cents, not ${String(price)}.`, line.row);
    }
  }
  if (!Number.isInteger(price) || price < 1) {
    throw new SuperstoreTableError(`implies ${String(price)} cents, which is no price.`, group[0].row);
  }
  return price;
}

/** Cents: the two hundredths (of cents and of percent) cancel the ten thousandths of the sales. */
function impliedPrice(line: SuperstoreLine): number {
  return line.salesTenThousandths / (line.quantity * (100 - line.discountPercent));
}
