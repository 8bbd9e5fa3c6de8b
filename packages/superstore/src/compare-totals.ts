import { decimalFromCents } from '@techally/money';
import type { SalesTotal, SalesTotals } from './sales-totals.js';

/** One number on which the two sides differ. */
export interface TotalsDifference {
  readonly of: 'all' | 'category' | 'subCategory' | 'product';
  /** The name of the category, or product id and name; empty for `all`. */
  readonly key: string;
  readonly measure: 'units' | 'revenueCents';
  /** What the table says; 0 when it does not have the key. */
  readonly expected: number;
  /** What the shop holds; 0 when it does not have the key. */
  readonly actual: number;
}

/**
 * Everything on which the shop (`actual`) and the table (`expected`) differ, coarse things first; empty when they match to
 * the unit and the cent. A key that only one side has counts as 0 on the other.
 */
export function compareTotals(expected: SalesTotals, actual: SalesTotals): TotalsDifference[] {
  return [
    ...differences('all', new Map([['', expected]]), new Map([['', actual]])),
    ...differences('category', expected.categories, actual.categories),
    ...differences('subCategory', expected.subCategories, actual.subCategories),
    ...differences('product', byProduct(expected), byProduct(actual)),
  ];
}

/** A difference as a line for people: `product FUR-BO-10001798 …: revenue is 130.98, should be 261.96`. */
export function describeDifference({ of, key, measure, expected, actual }: TotalsDifference): string {
  const format = measure === 'units' ? String : decimalFromCents;
  const name = measure === 'units' ? 'units are' : 'revenue is';
  return `${[of, key].join(' ').trim()}: ${name} ${format(actual)}, should be ${format(expected)}`;
}

/** Adds up when a side lists a product twice, so that no entry is lost. */
function byProduct(totals: SalesTotals): ReadonlyMap<string, SalesTotal> {
  const products = new Map<string, SalesTotal>();
  for (const { productId, name, units, revenueCents } of totals.products) {
    const key = `${productId} ${name}`;
    const sum = products.get(key) ?? { units: 0, revenueCents: 0 };
    products.set(key, { units: sum.units + units, revenueCents: sum.revenueCents + revenueCents });
  }
  return products;
}

function* differences(
  of: TotalsDifference['of'],
  expected: ReadonlyMap<string, SalesTotal>,
  actual: ReadonlyMap<string, SalesTotal>,
): Generator<TotalsDifference> {
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    for (const measure of ['units', 'revenueCents'] as const) {
      const pair = { expected: expected.get(key)?.[measure] ?? 0, actual: actual.get(key)?.[measure] ?? 0 };
      if (pair.expected !== pair.actual) yield { of, key, measure, ...pair };
    }
  }
}
