import { createTestDatabase } from '@techally/database/testing';
import { decimalFromCents } from '@techally/money';
import type { SearchDocument } from '../../domain/search-document.js';
import { productSearchContract } from '../../testing/product-search-contract.js';
import { createDatabase, type Database } from '../prisma-client.js';
import { writeSearchTexts } from '../write-search-texts.js';
import { createPostgresProductSearch } from './create-postgres-product-search.js';

productSearchContract('PostgreSQL', async () => {
  const testDatabase = await createTestDatabase('product');
  const database = createDatabase({ databaseUrl: testDatabase.url });
  const versions = new Map<string, bigint>();
  return {
    search: createPostgresProductSearch(database),
    async load(documents) {
      // A document is made of the products as they are: a late one cannot come.
      const late = ({ id, version }: SearchDocument) => version <= (versions.get(id) ?? -1n);
      const latest = documents.filter((document) => !late(document));
      for (const { id, version } of latest) versions.set(id, version);
      await write(database, latest);
    },
    async stop() {
      await database.$disconnect();
      await testDatabase.close();
    },
  };
});

/** Writes the rows that documents are made of, and what comes of them. */
async function write(database: Database, documents: readonly SearchDocument[]): Promise<void> {
  await database.$transaction(async (tx) => {
    for (const document of documents) {
      for (const [index, { id, name }] of document.categories.entries()) {
        const parentId = document.categories[index - 1]?.id ?? null;
        await tx.category.upsert({ where: { id }, create: { id, name, slug: id, parentId }, update: {} });
      }
      const facts = {
        sku: document.sku,
        name: document.name,
        description: document.description,
        price: decimalFromCents(document.price.cents),
        categoryId: document.categories.at(-1)?.id ?? '',
        specifications: Object.fromEntries(document.specifications.map(({ name, value }) => [name, value])),
        ratingCount: document.ratingCount,
        ratingSum: Math.round((document.rating ?? 0) * document.ratingCount),
        archivedAt: document.archived ? new Date() : null,
        createdAt: document.createdAt,
      };
      await tx.product.upsert({
        where: { id: document.id },
        create: { id: document.id, ...facts },
        update: facts,
      });
    }
    await writeSearchTexts(
      tx,
      documents.map(({ id }) => id),
    );
    for (const { id, rating, inStock, sold } of documents)
      await tx.searchDocument.update({
        where: { productId: id },
        data: { rating: rating ?? 0, inStock, sold },
      });
  });
}
