import { centsFromDecimal } from '@techally/money';
import type { SearchDocument } from '../domain/search-document.js';
import { searchSpecifications } from '../domain/search-specifications.js';
import type { Specifications } from '../domain/product.js';
import type { Prisma } from './generated/prisma/client.js';
import type { Transaction } from './prisma-client.js';

type Row = Omit<SearchDocument, 'price' | 'rating' | 'specifications'> & {
  readonly price: string;
  readonly currencyCode: string;
  readonly rating: string;
  readonly specifications: Specifications;
};

/**
 * Reads documents as they are now, by one statement: a version never comes with the content of another.
 * @param which What follows the tables `search_documents d` and `products p`: `WHERE …`, `ORDER BY …`
 */
export async function readSearchDocuments(
  tx: Pick<Transaction, '$queryRaw'>,
  which: Prisma.Sql,
): Promise<readonly SearchDocument[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT p.id, d.version, p.archived_at IS NOT NULL AS archived, p.sku, p.name, p.description, p.price::text AS price,
           p.currency_code AS "currencyCode", p.specifications, d.in_stock AS "inStock", d.rating::text AS rating,
           p.rating_count AS "ratingCount", d.sold, p.created_at AS "createdAt",
           (WITH RECURSIVE path AS (
              SELECT id, name, parent_id, 0 AS height FROM categories WHERE id = p.category_id
              UNION ALL
              SELECT c.id, c.name, c.parent_id, path.height + 1 FROM categories c JOIN path ON c.id = path.parent_id
            ) SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY height DESC) FROM path) AS categories
    FROM search_documents d JOIN products p ON p.id = d.product_id ${which}`;
  return rows.map(({ price, currencyCode, rating, specifications, ...row }) => ({
    ...row,
    price: { cents: centsFromDecimal(price), currencyCode },
    rating: row.ratingCount === 0 ? null : Number(rating),
    specifications: searchSpecifications(specifications),
  }));
}
