import { decimalFromCents } from '@techally/money';
import type { ProductFilter } from '../ports/product-store.js';
import { Prisma } from './generated/prisma/client.js';

/**
 * The SQL condition of a filter over `products p`. Archived products never pass. One statement with the category's
 * subtree in it, so that a filtered list costs one query.
 */
export function filterCondition(filter: ProductFilter): Prisma.Sql {
  const conditions = [Prisma.sql`p.archived_at IS NULL`];
  if (filter.categoryId !== undefined) {
    conditions.push(Prisma.sql`p.category_id IN (
      WITH RECURSIVE subtree AS (
        SELECT id FROM categories WHERE id = ${filter.categoryId}::uuid
        UNION ALL
        SELECT c.id FROM categories c JOIN subtree s ON c.parent_id = s.id
      ) SELECT id FROM subtree)`);
  }
  if (filter.minPriceCents !== undefined)
    conditions.push(Prisma.sql`p.price >= ${decimalFromCents(filter.minPriceCents)}::numeric`);
  if (filter.maxPriceCents !== undefined)
    conditions.push(Prisma.sql`p.price <= ${decimalFromCents(filter.maxPriceCents)}::numeric`);
  if (filter.minRating !== undefined) {
    // Without the type, PostgreSQL takes that of the column and refuses 3.5.
    conditions.push(
      Prisma.sql`p.rating_count > 0 AND p.rating_sum >= ${filter.minRating}::float8 * p.rating_count`,
    );
  }
  return Prisma.join(conditions, ' AND ');
}

/** The columns of `products p` under the names of the Prisma model. */
export const PRODUCT_COLUMNS = Prisma.sql`p.id, p.sku, p.name, p.description, p.price::text AS price, p.currency_code AS "currencyCode",
  p.category_id AS "categoryId", p.specifications, p.rating_sum AS "ratingSum", p.rating_count AS "ratingCount",
  p.archived_at AS "archivedAt", p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;
