import { appendToOutbox } from '@techally/messaging';
import { keysetQuery } from '@techally/subgraph-kit';
import type { Category } from '../domain/category.js';
import { CATEGORY_ORDER, type CategoryStore } from '../ports/category-store.js';
import { isUniqueViolation } from './is-unique-violation.js';
import type { Database } from './prisma-client.js';

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
        return await database.$transaction(async (tx) => {
          // Of the same version as what is updated, and so all that the change finds.
          const before = await tx.category.findUnique({ where: { id, version } });
          const [updated] = await tx.category.updateManyAndReturn({
            where: { id, version },
            data: { ...change, version: { increment: 1 } },
          });
          if (before === null || updated === undefined) return 'conflict';
          await appendToOutbox(tx, messages(updated, before));
          return updated;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return 'slug-taken';
        throw error;
      }
    },
  };
}
