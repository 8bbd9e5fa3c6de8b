import type { Database } from './prisma-client.js';
import { TEXTS_VERSION } from './search-vectors.js';
import { lockSearchTexts, writeSearchTexts } from './write-search-texts.js';

/** Documents of one transaction, which changes of categories wait for. */
const BATCH = 500;

/**
 * Takes apart the texts of documents that were written before the service knew how, or by another rule; any number of
 * processes may, side by side.
 * @returns How many there were.
 */
export async function fillSearchTexts(database: Database): Promise<number> {
  let filled = 0;
  for (;;) {
    const count = await database.$transaction(
      async (tx) => {
        await lockSearchTexts(tx, 'product');
        const rows = await tx.$queryRaw<{ id: string }[]>`
          SELECT product_id AS id FROM search_documents WHERE texts_version <> ${TEXTS_VERSION}
          ORDER BY product_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
        await writeSearchTexts(
          tx,
          rows.map(({ id }) => id),
        );
        return rows.length;
      },
      { timeout: 60_000 },
    );
    if (count === 0) return filled;
    filled += count;
  }
}
