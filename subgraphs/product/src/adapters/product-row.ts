import { centsFromDecimal } from '@techally/money';
import type { Product, Specifications } from '../domain/product.js';
import type { Product as ProductRow } from './generated/prisma/client.js';

/** Reads a row of the `products` table. */
export function productOfRow(row: ProductRow): Product {
  const { price, currencyCode, specifications, ...rest } = row;
  return {
    ...rest,
    price: { cents: centsFromDecimal(price.toFixed(2)), currencyCode },
    specifications: specifications as Specifications,
  };
}
