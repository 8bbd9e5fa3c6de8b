import type { ProductTotal, SalesTotal, SalesTotals } from './sales-totals.js';

/** A line of an order as the shop reports it. */
export interface Sale {
  /** The product id as in the table; `SuperstoreProduct.sourceId`. */
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly subCategory: string;
  readonly quantity: number;
  readonly unitPriceCents: number;
}

/** Adds up what the shop says that it sold, to be held against the independent reading of the table. */
export function sumSales(sales: Iterable<Sale>): SalesTotals {
  const products = new Map<string, ProductTotal>();
  const categories = new Map<string, SalesTotal>();
  const subCategories = new Map<string, SalesTotal>();
  let all: SalesTotal = { units: 0, revenueCents: 0 };
  for (const { productId, name, category, subCategory, quantity, unitPriceCents } of sales) {
    const sale = { units: quantity, revenueCents: quantity * unitPriceCents };
    const key = JSON.stringify([productId, name]);
    products.set(key, { productId, name, category, subCategory, ...plus(products.get(key), sale) });
    categories.set(category, plus(categories.get(category), sale));
    subCategories.set(subCategory, plus(subCategories.get(subCategory), sale));
    all = plus(all, sale);
  }
  return { products: [...products.values()], categories, subCategories, ...all };
}

function plus(a: SalesTotal | undefined, b: SalesTotal): SalesTotal {
  return { units: (a?.units ?? 0) + b.units, revenueCents: (a?.revenueCents ?? 0) + b.revenueCents };
}
