import { centsFromDecimal } from '@techally/money';
import type { Product } from '../domain/product.js';

/** A row selected with `PRODUCT_COLUMNS`: as the domain has it, but for the price. */
export type RawProduct = Omit<Product, 'price'> & { readonly price: string; readonly currencyCode: string };

/** Reads a row selected with `PRODUCT_COLUMNS`. */
export function productOfRaw({ price, currencyCode, ...rest }: RawProduct): Product {
  return { ...rest, price: { cents: centsFromDecimal(price), currencyCode } };
}
