import { highlightText } from '../../domain/highlight-text.js';
import type { SearchHighlight } from '../../ports/search-port.js';
import { Prisma } from '../generated/prisma/client.js';
import type { Database } from '../prisma-client.js';
import { readSearchDocuments } from '../read-search-documents.js';
import type { QueryWord } from './query-word.js';

/** What was found in the names, categories and descriptions of hits, by product. */
export async function highlightHits(
  database: Database,
  productIds: readonly string[],
  words: readonly QueryWord[],
): Promise<ReadonlyMap<string, readonly SearchHighlight[]>> {
  const documents = await readSearchDocuments(
    database,
    Prisma.sql`WHERE d.product_id = ANY(${[...productIds]}::uuid[])`,
  );
  const typed = words.map((word) => word.typed);
  const highlight = (field: SearchHighlight['field'], text: string): readonly SearchHighlight[] => {
    const found = highlightText(text, typed);
    return found === null ? [] : [{ field, ...found }];
  };
  return new Map(
    documents.map(({ id, name, categories, description }) => [
      id,
      [
        ...highlight('name', name),
        ...categories.flatMap((category) => highlight('category', category.name)),
        ...highlight('description', description),
      ],
    ]),
  );
}
