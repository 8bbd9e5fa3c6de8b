import type { CatalogueProduct } from '../domain/catalogue-product.js';
import { columnsAsFields } from './columns.js';
import type { Product as ProductRow } from './generated/prisma/client.js';
import type { JsonRow } from './json-row.js';

/** What of a product is read. */
type ReadRow = Pick<ProductRow, keyof CatalogueProduct>;

const READ_FIELDS: readonly (keyof CatalogueProduct)[] = [
  'id',
  'name',
  'priceCents',
  'currencyCode',
  'archived',
  'version',
];

/** The columns of `products p` that {@link productOfRow} reads, under the names of the Prisma model. */
export const PRODUCT_COLUMNS = columnsAsFields(READ_FIELDS, 'p');

/** Reads a row of the `products` table. */
export function productOfRow(row: ReadRow | JsonRow<ReadRow>): CatalogueProduct {
  const { id, name, priceCents, currencyCode, archived, version } = row;
  return { id, name, priceCents: Number(priceCents), currencyCode, archived, version };
}
