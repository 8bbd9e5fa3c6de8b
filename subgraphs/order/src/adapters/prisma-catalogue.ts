import type { CatalogueProduct } from '../domain/catalogue-product.js';
import type { Catalogue } from '../ports/catalogue.js';
import type { Database, Transaction } from './prisma-client.js';
import { productOfRow } from './product-row.js';

/** The read model of products in PostgreSQL. */
export function createPrismaCatalogue(database: Database): Catalogue {
  return {
    async findMany(ids) {
      const rows = await database.product.findMany({ where: { id: { in: [...ids] } } });
      return rows.map(productOfRow);
    },
  };
}

/** Writes products of which no newer version is known, with one statement for all. */
export async function learnProducts(
  tx: Pick<Transaction, '$executeRaw'>,
  products: readonly CatalogueProduct[],
): Promise<void> {
  // JSON keeps the columns of a row together; as arrays, they would travel as six parameters.
  const rows = JSON.stringify(products);
  await tx.$executeRaw`
    INSERT INTO products (id, name, price_cents, currency_code, archived, version)
    SELECT id, name, "priceCents", "currencyCode", archived, version
    FROM jsonb_to_recordset(${rows}::jsonb)
      AS row (id uuid, name text, "priceCents" bigint, "currencyCode" text, archived boolean, version int)
    ORDER BY id
    ON CONFLICT (id) DO UPDATE
    SET name = excluded.name, price_cents = excluded.price_cents, currency_code = excluded.currency_code,
        archived = excluded.archived, version = excluded.version, updated_at = now()
    WHERE products.version < excluded.version`;
}
