import type { SearchIndexRegistry } from '../ports/search-index-registry.js';
import type { Database } from './prisma-client.js';

const LOCK = 7_301_003;
/** Milliseconds that building an index may take; a million products take some minutes. */
const PATIENCE = 3_600_000;

/** The names of the indexes in PostgreSQL. */
export function createPrismaSearchIndexRegistry(database: Database): SearchIndexRegistry {
  return {
    async names() {
      const rows = await database.searchIndex.findMany({
        orderBy: [{ createdAt: 'desc' }, { name: 'desc' }],
      });
      return rows.map(({ name }) => name);
    },

    async add(name) {
      await database.searchIndex.create({ data: { name } });
    },

    async remove(name) {
      await database.searchIndex.deleteMany({ where: { name } });
    },

    // The transaction does nothing but hold the lock, so it keeps no row and no snapshot; it ends with the process.
    exclusively: (work) =>
      database.$transaction(
        async (tx) => {
          const [lock] = await tx.$queryRaw<{ ours: boolean }[]>`
            SELECT pg_try_advisory_xact_lock(${LOCK}) AS ours`;
          return lock?.ours === true ? work() : null;
        },
        { timeout: PATIENCE },
      ),
  };
}
