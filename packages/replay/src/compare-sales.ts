import type { SuperstoreProduct, TotalsDifference } from '@techally/superstore';
import { compareTotals, independentTotals, sumSales } from '@techally/superstore';
import type { IndependentTotals, SalesTotals } from '@techally/superstore';
import type { ProductSales } from './read-sales.js';
import type { SalesByProduct } from './replay-state.js';

export interface Comparison {
  /** What the table says of the replayed orders, by the independent reading. */
  readonly expected: IndependentTotals;
  /** What the shop has sold since the replay began. */
  readonly actual: SalesTotals;
  /** Empty when units match exactly and revenue matches to the cent, per category and per product. */
  readonly differences: readonly TotalsDifference[];
}

export interface CompareSalesOptions {
  readonly sales: readonly ProductSales[];
  /** What had been sold before. */
  readonly baseline: SalesByProduct;
  readonly products: readonly SuperstoreProduct[];
  /** The orders that were replayed. */
  readonly done: ReadonlySet<string>;
  /** The shop's catalogue price of a product in cents, by its UUID. */
  readonly priceCentsOf: (productId: string) => number | undefined;
}

/** Holds the shop's sales against the independent reading of the table. */
export function compareSales({
  sales,
  baseline,
  products,
  done,
  priceCentsOf,
}: CompareSalesOptions): Comparison {
  const byId = new Map(products.map((product) => [product.id, product]));
  const byName = new Map(products.map((product) => [`${product.sourceId}\n${product.name}`, product]));

  const actual = sumSales(
    sales.flatMap((sale) => {
      const before = baseline[sale.productId] ?? { units: 0, revenueCents: 0 };
      const units = sale.units - before.units;
      const revenueCents = sale.revenueCents - before.revenueCents;
      if (units === 0 && revenueCents === 0) return [];
      return {
        productId: byId.get(sale.productId)?.sourceId ?? sale.sku,
        name: sale.name,
        category: sale.category,
        subCategory: sale.subCategory,
        quantity: units,
        // Exact when every unit went at one price; if not, a fraction appears and the comparison shows it.
        unitPriceCents: revenueCents / units,
      };
    }),
  );
  const expected = independentTotals({
    includeOrder: (orderId) => done.has(orderId),
    priceCentsOf: (sourceId, name) => {
      const product = byName.get(`${sourceId}\n${name}`);
      return product === undefined ? undefined : priceCentsOf(product.id);
    },
  });
  return { expected, actual, differences: compareTotals(expected, actual) };
}
