import { appendToOutbox } from '@techally/messaging';
import type { PageRequest } from '@techally/subgraph-kit';
import { decodeCursor } from '@techally/subgraph-kit';
import type { Review } from '../domain/review.js';
import { REVIEW_ORDER, type ReviewStore } from '../ports/review-store.js';
import { Prisma } from './generated/prisma/client.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Database, Transaction } from './prisma-client.js';

/** Reviews in PostgreSQL. */
export function createPrismaReviewStore(database: Database): ReviewStore {
  return {
    findMany: (ids) => database.review.findMany({ where: { id: { in: [...ids] } } }),

    async pagesOfProducts(productIds, page) {
      const newestFirst = page.direction === 'forward';
      const direction = newestFirst ? Prisma.sql`DESC` : Prisma.sql`ASC`;
      // LATERAL lets the index (product_id, created_at, id) hand out the first rows of each product; a window
      // function would read all of them.
      const rows = await database.$queryRaw<Review[]>`
        SELECT review.* FROM unnest(${[...productIds]}::uuid[]) AS parent(id)
        CROSS JOIN LATERAL (
          SELECT r.id, r.product_id AS "productId", r.author_id AS "authorId", r.rating::int AS rating, r.body, r.status,
                 r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt"
          FROM reviews r
          WHERE r.product_id = parent.id AND r.status = 'PUBLISHED' AND ${beyondCursor(page)}
          ORDER BY r.created_at ${direction}, r.id ${direction} LIMIT ${page.limit + 1}
        ) AS review`;
      return Map.groupBy(rows, (row) => row.productId);
    },

    async countsOfProducts(productIds) {
      const rows = await database.review.groupBy({
        by: ['productId'],
        where: { productId: { in: [...productIds] }, status: 'PUBLISHED' },
        _count: true,
      });
      return new Map(rows.map((row) => [row.productId, row._count]));
    },

    async insert(review, messages) {
      try {
        return await database.$transaction(async (tx) => {
          const inserted = await tx.review.create({ data: review });
          await addToRating(tx, review.productId, review.rating, 1);
          await appendToOutbox(tx, messages);
          return inserted;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },

    async setStatus(id, version, status, messages) {
      return database.$transaction(async (tx) => {
        const before = await tx.review.findUnique({ where: { id, version } });
        const [review] = await tx.review.updateManyAndReturn({
          where: { id, version },
          data: { status, version: { increment: 1 } },
        });
        if (before === null || review === undefined) return null;
        const counted = Number(review.status === 'PUBLISHED') - Number(before.status === 'PUBLISHED');
        if (counted !== 0) await addToRating(tx, review.productId, counted * review.rating, counted);
        await appendToOutbox(tx, messages(review, before));
        return review;
      });
    },

    async deleteByAuthor(authorId) {
      await database.$transaction(async (tx) => {
        // In one order, since whoever locks several products must.
        const reviews = await tx.review.findMany({ where: { authorId }, orderBy: { productId: 'asc' } });
        for (const review of reviews) {
          await tx.review.delete({ where: { id: review.id } });
          if (review.status === 'PUBLISHED') await addToRating(tx, review.productId, -review.rating, -1);
        }
      });
    },
  };
}

/** The aggregate moves by increments, so that two reviews at once both count; search gets what came of it. */
async function addToRating(tx: Transaction, productId: string, rating: number, count: number): Promise<void> {
  await tx.product.update({
    where: { id: productId },
    data: { ratingSum: { increment: rating }, ratingCount: { increment: count } },
  });
  await tx.$executeRaw`
    UPDATE search_documents d
    SET version = nextval('search_documents_version_seq'),
        rating = CASE WHEN p.rating_count = 0 THEN 0 ELSE round(p.rating_sum::numeric / p.rating_count, 2) END
    FROM products p WHERE p.id = d.product_id AND d.product_id = ${productId}::uuid`;
}

function beyondCursor(page: PageRequest): Prisma.Sql {
  if (page.cursor === null) return Prisma.sql`TRUE`;
  const [createdAt, id] = decodeCursor(REVIEW_ORDER, page.cursor, ['time', 'uuid']);
  const operator = page.direction === 'forward' ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(r.created_at, r.id) ${operator} (${createdAt}::timestamptz, ${id}::uuid)`;
}
