import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@techally/database/testing';
import type { TestDatabase } from '@techally/database/testing';
import { money } from '@techally/money';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchDocument } from '../domain/search-document.js';
import type { SearchDocumentStore } from '../ports/search-document-store.js';
import { fillSearchTexts } from './fill-search-texts.js';
import { insertCatalogue } from './insert-catalogue.js';
import { createPrismaCategoryStore } from './prisma-category-store.js';
import { createDatabase, type Database } from './prisma-client.js';
import { createPrismaProductStore } from './prisma-product-store.js';
import { createPrismaReviewStore } from './prisma-review-store.js';
import { createPrismaSearchDocumentStore } from './prisma-search-document-store.js';

const [furniture, chairs] = [randomUUID(), randomUUID()];
const [first, second] = [randomUUID(), randomUUID()].sort() as [string, string];
const NO_MESSAGES = () => [];

let testDatabase: TestDatabase;
let database: Database;
let store: SearchDocumentStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase('product');
  database = createDatabase({ databaseUrl: testDatabase.url });
  store = createPrismaSearchDocumentStore(database);
  await insertCatalogue(database, {
    categories: [
      { id: furniture, name: 'Furniture', slug: 'furniture', parentId: null },
      { id: chairs, name: 'Chairs', slug: 'chairs', parentId: furniture },
    ],
    products: [first, second].map((id) => ({
      id,
      sku: id,
      name: 'Office Chair',
      description: 'Sits well.',
      price: money(99_00),
      categoryId: chairs,
      specifications: { colour: 'black', legs: 5, folds: true, sizes: ['s', 'm'], note: 'x'.repeat(300) },
    })),
  });
});

afterAll(async () => {
  await database.$disconnect();
  await testDatabase.close();
});

async function documentOf(id: string): Promise<SearchDocument> {
  const [document] = await store.findMany([id]);
  if (document === undefined) throw new Error(`There is no document of ${id}.`);
  return document;
}

/** The documents that the index lacks, which it has thereafter. */
async function pending(limit = 100): Promise<readonly SearchDocument[]> {
  const handed: SearchDocument[] = [];
  await store.indexPending(limit, (documents) => {
    handed.push(...documents);
    return Promise.resolve();
  });
  return handed;
}
const idsOf = (documents: readonly SearchDocument[]) => documents.map(({ id }) => id);
const indexAll = async () => {
  while ((await pending()).length > 0);
};

it('has all that search goes by', async () => {
  expect(await documentOf(first)).toEqual({
    id: first,
    version: expect.any(BigInt),
    archived: false,
    sku: first,
    name: 'Office Chair',
    description: 'Sits well.',
    categories: [
      { id: furniture, name: 'Furniture' },
      { id: chairs, name: 'Chairs' },
    ],
    price: money(99_00),
    specifications: expect.toSatisfy((found: object[]) => {
      expect(new Set(found)).toEqual(
        new Set([
          { name: 'colour', value: 'black' },
          { name: 'legs', value: '5' },
          { name: 'folds', value: 'true' },
        ]),
      );
      return true;
    }),
    inStock: true,
    rating: null,
    ratingCount: 0,
    sold: 0,
    createdAt: expect.any(Date),
  });
});

it('hands out every document by id, for an index that is built anew', async () => {
  expect(idsOf(await store.after(null, 1))).toEqual([first]);
  expect(idsOf(await store.after(first, 5))).toEqual([second]);
  expect(await store.after(second, 5)).toEqual([]);
});

it('hands out what the index lacks, once, and so many at a time', async () => {
  expect(await pending(1)).toHaveLength(1);
  expect(await pending(5)).toHaveLength(1);
  expect(await pending(5)).toEqual([]);
});

it('hands out again what the index refused', async () => {
  await indexAll();
  const products = createPrismaProductStore(database);
  await products.update(first, 1, { price: money(98_00) }, NO_MESSAGES);
  await expect(store.indexPending(5, () => Promise.reject(new Error('no index')))).rejects.toThrow(
    'no index',
  );
  expect(idsOf(await pending())).toEqual([first]);
});

it('hands out again what changed while it was written, and lets it change', async () => {
  await indexAll();
  const reviews = createPrismaReviewStore(database);
  const review = (rating: number) =>
    reviews.insert(
      { id: randomUUID(), productId: second, authorId: randomUUID(), rating, body: 'Good.' },
      [],
    );
  await review(5);
  await store.indexPending(5, async () => {
    await review(2);
  });
  expect((await pending()).map(({ id, rating, ratingCount }) => [id, rating, ratingCount])).toEqual([
    [second, 3.5, 2],
  ]);
  expect(await pending()).toEqual([]);
});

it('hands nothing to a second process while a first one writes', async () => {
  await indexAll();
  await createPrismaProductStore(database).update(second, 1, { price: money(97_00) }, NO_MESSAGES);
  await store.indexPending(5, async () => {
    expect(await pending()).toEqual([]);
  });
});

it('gives a document a higher version with each change of what it is made of', async () => {
  const products = createPrismaProductStore(database);
  const categories = createPrismaCategoryStore(database);
  const reviews = createPrismaReviewStore(database);
  const author = randomUUID();
  const changes: readonly [string, () => Promise<unknown>, (document: SearchDocument) => unknown, unknown][] =
    [
      [
        'price',
        () => products.update(first, 2, { price: money(1_00) }, NO_MESSAGES),
        ({ price }) => price.cents,
        1_00,
      ],
      [
        'name of the root',
        () => categories.update(furniture, 1, { name: 'Fittings' }, NO_MESSAGES),
        ({ categories: [root] }) => root?.name,
        'Fittings',
      ],
      [
        'place of the category',
        () => categories.update(chairs, 1, { parentId: null }, NO_MESSAGES),
        (document) => document.categories.map(({ name }) => name),
        ['Chairs'],
      ],
      [
        'review',
        () =>
          reviews.insert(
            { id: randomUUID(), productId: first, authorId: author, rating: 4, body: 'Fine.' },
            [],
          ),
        ({ rating }) => rating,
        4,
      ],
      ['author gone', () => reviews.deleteByAuthor(author), ({ rating }) => rating, null],
      [
        'archived',
        () => products.update(first, 3, { archivedAt: new Date() }, NO_MESSAGES),
        ({ archived }) => archived,
        true,
      ],
    ];
  for (const [what, change, part, expected] of changes) {
    const before = await documentOf(first);
    await change();
    const after = await documentOf(first);
    expect(part(after), what).toEqual(expected);
    expect(after.version, what).toBeGreaterThan(before.version);
  }
});

it('takes apart the texts of documents that a migration has made', async () => {
  await database.$executeRaw`UPDATE search_documents SET texts_version = 0, words = NULL, title = NULL`;
  expect(await fillSearchTexts(database)).toBe(2);
  const [found] = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM search_documents WHERE words @@ 'chair' AND title @@ 'offic:A'`;
  expect(found).toEqual({ count: 2 });
  expect(await fillSearchTexts(database)).toBe(0);
});
