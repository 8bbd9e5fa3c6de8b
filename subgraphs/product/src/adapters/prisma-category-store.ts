import { appendToOutbox } from '@techally/messaging';
import { keysetQuery } from '@techally/subgraph-kit';
import type { Category } from '../domain/category.js';
import { CATEGORY_ORDER, type CategoryStore } from '../ports/category-store.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Database, Transaction } from './prisma-client.js';
import { lockSearchTexts, writeSearchTexts } from './write-search-texts.js';

/** Milliseconds that a change of a category may take: what search knows of all products below it changes, too. */
const PATIENCE = 120_000;

/** The category tree in PostgreSQL. */
export function createPrismaCategoryStore(database: Database): CategoryStore {
  return {
    findMany: (ids) => database.category.findMany({ where: { id: { in: [...ids] } } }),

    childrenOf: (parentIds) =>
      database.category.findMany({ where: { parentId: { in: [...parentIds] } }, orderBy: { name: 'asc' } }),

    async page(filter, page) {
      const { where, orderBy, take } = keysetQuery(CATEGORY_ORDER, page);
      return database.category.findMany({ where: { AND: [filter, where] }, orderBy, take });
    },

    count: (filter) => database.category.count({ where: filter }),

    async subtreeIds(rootId) {
      const rows = await database.$queryRaw<{ id: string }[]>`
        WITH RECURSIVE subtree AS (
          SELECT id FROM categories WHERE id = ${rootId}::uuid
          UNION ALL
          SELECT c.id FROM categories c JOIN subtree s ON c.parent_id = s.id
        ) SELECT id FROM subtree`;
      return rows.map((row) => row.id);
    },

    async insert(category, messages) {
      try {
        return await database.$transaction(async (tx) => {
          const inserted = await tx.category.create({ data: category });
          await appendToOutbox(tx, messages(inserted));
          return inserted;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },

    async update(id, version, change, messages): Promise<Category | 'conflict' | 'slug-taken'> {
      try {
        return await database.$transaction(
          async (tx) => {
            await lockSearchTexts(tx, 'category');
            // Of the same version as what is updated, and so all that the change finds.
            const before = await tx.category.findUnique({ where: { id, version } });
            const [updated] = await tx.category.updateManyAndReturn({
              where: { id, version },
              data: { ...change, version: { increment: 1 } },
            });
            if (before === null || updated === undefined) return 'conflict';
            if (updated.name !== before.name || updated.parentId !== before.parentId)
              await writeSearchTexts(tx, await productsBelow(tx, id));
            await appendToOutbox(tx, messages(updated, before));
            return updated;
          },
          { timeout: PATIENCE },
        );
      } catch (error) {
        if (isUniqueViolation(error)) return 'slug-taken';
        throw error;
      }
    },
  };
}

/** The products of a category and of all below it. */
async function productsBelow(tx: Transaction, rootId: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE subtree AS (
      SELECT ${rootId}::uuid AS id
      UNION ALL
      SELECT c.id FROM categories c JOIN subtree s ON c.parent_id = s.id
    ) SELECT p.id FROM products p JOIN subtree s ON s.id = p.category_id`;
  return rows.map(({ id }) => id);
}
