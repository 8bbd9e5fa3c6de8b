import type { UserError } from '@techally/subgraph-kit';
import { ErrorCode, userError } from '@techally/subgraph-kit';
import type { CartLine } from '../domain/cart.js';
import { MAX_CART_CENTS } from '../domain/cart.js';
import type { CatalogueProduct } from '../domain/catalogue-product.js';
import { subtotalCents } from '../domain/pricing.js';

/** A line of a cart and the product that it is about. */
export interface CheckedLine {
  readonly line: CartLine;
  readonly product: CatalogueProduct;
}

/** What of a cart can be ordered, and what stands against it. Prices are another matter: see `changedPrices`. */
export interface CheckedCart {
  readonly lines: readonly CheckedLine[];
  readonly errors: readonly UserError[];
}

/** Looks a cart's products up among those that the catalogue has. */
export function checkCart(lines: readonly CartLine[], catalogue: readonly CatalogueProduct[]): CheckedCart {
  if (lines.length === 0)
    return { lines: [], errors: [userError(ErrorCode.CART_EMPTY, 'There is nothing in the cart.')] };
  const products = new Map(catalogue.map((product) => [product.id, product]));
  const checked: CheckedLine[] = [];
  const errors: UserError[] = [];
  for (const line of lines) {
    const product = products.get(line.productId);
    if (product === undefined)
      throw new Error(`The cart holds product ${line.productId}, which is not known.`);
    if (product.archived)
      errors.push(userError(ErrorCode.PRODUCT_ARCHIVED, `"${product.name}" is not sold any more.`));
    checked.push({ line, product });
  }
  if (subtotalCents(lines) > MAX_CART_CENTS) {
    errors.push(userError(ErrorCode.INVALID_INPUT, 'An order is worth at most 10,000,000.00.'));
  }
  return { lines: checked, errors };
}

/** The lines whose product has another price than when it was put in. */
export function changedPrices(lines: readonly CheckedLine[]): readonly CheckedLine[] {
  return lines.filter(({ line, product }) => line.unitPriceCents !== product.priceCents);
}

/** What there is too little of. */
export function shortages(
  lines: readonly CheckedLine[],
  available: ReadonlyMap<string, number>,
): readonly UserError[] {
  return lines.flatMap(({ line, product }) => {
    const left = Math.max(0, available.get(line.productId) ?? 0);
    if (left >= line.quantity) return [];
    const message =
      left === 0
        ? `"${product.name}" is out of stock.`
        : `Only ${String(left)} of "${product.name}" are left.`;
    return [userError(ErrorCode.OUT_OF_STOCK, message)];
  });
}
