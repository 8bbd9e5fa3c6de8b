import type { SearchDocumentStore } from '../ports/search-document-store.js';
import { Prisma } from './generated/prisma/client.js';
import type { Database } from './prisma-client.js';
import { readSearchDocuments } from './read-search-documents.js';

const LOCK = 7_301_002;
/** Milliseconds that a batch may take to be written to the index; longer, and it is handed out again. */
const PATIENCE = 120_000;

/** Search documents in PostgreSQL. */
export function createPrismaSearchDocumentStore(database: Database): SearchDocumentStore {
  return {
    findMany: (ids) =>
      readSearchDocuments(
        database,
        Prisma.sql`WHERE d.product_id = ANY(${[...ids]}::uuid[]) ORDER BY d.product_id`,
      ),

    after: (id, limit) =>
      readSearchDocuments(
        database,
        Prisma.sql`WHERE ${id === null ? Prisma.sql`TRUE` : Prisma.sql`d.product_id > ${id}::uuid`}
                   ORDER BY d.product_id LIMIT ${limit}`,
      ),

    // One process writes to the index at a time. Locks of the rows would let several share the work, but whoever changes a
    // product, reviews it or orders it would wait for the index.
    indexPending: (limit, write) =>
      database.$transaction(
        async (tx) => {
          const [lock] = await tx.$queryRaw<{ ours: boolean }[]>`
            SELECT pg_try_advisory_xact_lock(${LOCK}) AS ours`;
          if (lock?.ours !== true) return 0;
          const documents = await readSearchDocuments(
            tx,
            Prisma.sql`WHERE d.indexed_version IS DISTINCT FROM d.version ORDER BY d.version LIMIT ${limit}`,
          );
          if (documents.length === 0) return 0;
          await write(documents);
          await tx.$executeRaw`
            UPDATE search_documents d SET indexed_version = written.version
            FROM unnest(${documents.map(({ id }) => id)}::uuid[], ${documents.map(({ version }) => version)}::bigint[])
              AS written (id, version)
            WHERE d.product_id = written.id`;
          return documents.length;
        },
        { timeout: PATIENCE },
      ),
  };
}
