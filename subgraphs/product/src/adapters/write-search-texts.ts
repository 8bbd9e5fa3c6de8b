import { decimalFromCents } from '@techally/money';
import type { SearchDocument } from '../domain/search-document.js';
import { variantsOfKnown } from '../domain/spelling-variants.js';
import { Prisma } from './generated/prisma/client.js';
import type { Transaction } from './prisma-client.js';
import { readSearchDocuments } from './read-search-documents.js';
import { searchVectors, TEXTS_VERSION } from './search-vectors.js';

/** Between a specification's name and its value. */
export const SPECIFICATION_SEPARATOR = '\u001f';

const LOCK = 7_301_001;
/** Documents that one statement writes. */
const BATCH = 500;

/**
 * Lets changes of categories wait for those of products, and the other way round: a product's document holds the names of
 * its categories. To be called before anything else of the transaction locks a row.
 */
export async function lockSearchTexts(tx: Transaction, changing: 'product' | 'category'): Promise<void> {
  if (changing === 'product') await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${LOCK})`;
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
}

/**
 * Makes the documents of products whose texts, price or category have changed, or which are new, agree with them. What comes
 * from reviews and from other services (rating, stock, pieces sold) is left to those who write it.
 */
export async function writeSearchTexts(
  tx: Transaction,
  productIds: readonly string[],
  { inStock }: { readonly inStock: boolean } = { inStock: false },
): Promise<void> {
  // In the same order wherever several are locked.
  const ids = [...productIds].sort();
  const vocabulary = new Map<string, string>();
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    await tx.$executeRaw`
      INSERT INTO search_documents (product_id, archived, price, created_at, in_stock)
      SELECT id, archived_at IS NOT NULL, price, created_at, ${inStock} FROM products WHERE id = ANY(${batch}::uuid[])
      ON CONFLICT DO NOTHING`;
    const documents = await readSearchDocuments(
      tx,
      Prisma.sql`WHERE d.product_id = ANY(${batch}::uuid[]) ORDER BY d.product_id`,
    );
    for (const [word, stem] of await writeBatch(tx, documents)) vocabulary.set(word, stem);
  }
  await learnWords(tx, vocabulary);
}

async function writeBatch(
  tx: Transaction,
  documents: readonly SearchDocument[],
): Promise<readonly (readonly [string, string])[]> {
  const vectors = documents.map(searchVectors);
  const rows = documents.map((document, index) => ({
    product_id: document.id,
    archived: document.archived,
    category_ids: document.categories.map(({ id }) => id),
    price: decimalFromCents(document.price.cents),
    specifications: document.specifications.map(
      ({ name, value }) => `${name}${SPECIFICATION_SEPARATOR}${value}`,
    ),
    title: vectors[index]?.title,
    words: vectors[index]?.words,
  }));
  await tx.$executeRaw`
    UPDATE search_documents d
    SET version = nextval('search_documents_version_seq'), archived = row.archived, category_ids = row.category_ids,
        price = row.price, specifications = row.specifications, title = row.title::tsvector,
        words = row.words::tsvector, texts_version = ${TEXTS_VERSION}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
      product_id uuid, archived boolean, category_ids uuid[], price numeric, specifications text[], title text, words text)
    WHERE d.product_id = row.product_id`;
  return vectors.flatMap((each) => [...each.vocabulary]);
}

/** The last that a transaction waits for, and in one order, so that two of them never wait for each other. */
async function learnWords(tx: Transaction, vocabulary: ReadonlyMap<string, string>): Promise<void> {
  const known = await tx.$queryRaw<{ word: string }[]>`
    SELECT word FROM search_words WHERE word = ANY(${[...vocabulary.keys()]})`;
  const knownWords = new Set(known.map(({ word }) => word));
  const unknown = [...vocabulary].filter(([word]) => !knownWords.has(word));
  if (unknown.length === 0) return;
  await tx.searchWord.createMany({
    data: unknown
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([word, stem]) => ({ word, stem, spellings: [...variantsOfKnown(word)] })),
    skipDuplicates: true,
  });
}
