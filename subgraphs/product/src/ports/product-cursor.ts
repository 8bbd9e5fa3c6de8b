import { decimalFromCents } from '@techally/money';
import type { CursorValues } from '@techally/subgraph-kit';
import type { Product } from '../domain/product.js';
import type { ProductOrder } from './product-store.js';

/** The position of a product in an order; what `ProductStore.page` takes back as a cursor. */
export function productCursor(order: ProductOrder, product: Product): CursorValues {
  switch (order) {
    case 'NEWEST':
      return [product.createdAt.toISOString(), product.id];
    case 'NAME':
      return [product.name, product.id];
    case 'PRICE_ASCENDING':
    case 'PRICE_DESCENDING':
      return [decimalFromCents(product.price.cents), product.id];
  }
}
