import { randomUUID } from 'node:crypto';
import { money } from '@techally/money';
import type { TestService } from '@techally/subgraph-kit/testing';
import { createSubgraphQuery, startTestService, testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from './adapters/prisma-client.js';
import { createProductService } from './create-service.js';
import { seedCatalogue } from './seed-catalogue.js';

const adminId = randomUUID();
const categoryId = randomUUID();
const productId = randomUUID();

let started: TestService;
beforeAll(async () => {
  started = await startTestService('product', createProductService);
  await seedCatalogue(started.databaseUrl, {
    categories: [{ id: categoryId, name: 'Chairs', parentId: null }],
    products: [
      {
        id: productId,
        sku: 'CH-1',
        name: 'Chair',
        description: '',
        price: money(1000),
        categoryId,
        specifications: {},
      },
    ],
  });
});
afterAll(() => started.stop());

async function mutate(name: string, fields: string, input: object, identity = testUser(adminId, 'ADMIN')) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data } = await createSubgraphQuery(started.service.subgraph)(
    `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`,
    { input },
    identity,
  );
  return data[name];
}

/** What was recorded of a thing, when all messages have left. */
async function recordsOf(targetId: string) {
  const database = createDatabase({ databaseUrl: started.databaseUrl });
  await expect.poll(() => database.outboxMessage.count()).toBe(0);
  await database.$disconnect();
  return started.bus.published
    .filter(({ type, aggregateId }) => type === 'AuditRecorded' && aggregateId === targetId)
    .map(({ data }) => data as { actorId: string; action: string; before: unknown; after: unknown });
}

describe('what administrators do to the catalogue is recorded', () => {
  it('of a product: what it was made with, what changed, and that it was archived', async () => {
    const input = {
      sku: 'NEW',
      name: 'New chair',
      description: '',
      price: '5.00',
      categoryId,
      initialStock: 7,
    };
    const { product } = await mutate('createProduct', 'product { id version }', input);
    const change = { id: product.id, version: 1, price: '6.00', name: 'New chair' };
    await mutate('updateProduct', '', change);
    await mutate('archiveProduct', '', { id: product.id, version: 2 });
    // It is archived already: nothing is done, and nothing recorded.
    await mutate('archiveProduct', '', { id: product.id, version: 3 });
    expect(await recordsOf(product.id)).toMatchObject([
      {
        actorId: adminId,
        action: 'CREATE_PRODUCT',
        before: null,
        after: { sku: 'NEW', price: '5.00', initialStock: 7, archived: false },
      },
      {
        action: 'UPDATE_PRODUCT',
        before: { price: '5.00', version: 1 },
        after: { price: '6.00', version: 2 },
      },
      {
        action: 'ARCHIVE_PRODUCT',
        before: { archived: false, version: 2 },
        after: { archived: true, version: 3 },
      },
    ]);
  });

  it('of a category', async () => {
    const { category } = await mutate('createCategory', 'category { id }', {
      name: 'Tables',
      parentId: categoryId,
    });
    await mutate('updateCategory', '', { id: category.id, version: 1, name: 'Desks' });
    expect(await recordsOf(category.id)).toMatchObject([
      { action: 'CREATE_CATEGORY', before: null, after: { name: 'Tables', parentId: categoryId } },
      {
        action: 'UPDATE_CATEGORY',
        before: { name: 'Tables', slug: 'tables', version: 1 },
        after: { name: 'Desks', slug: 'desks', version: 2 },
      },
    ]);
  });

  it('of a review, without its text', async () => {
    const customer = testUser(randomUUID());
    const { review } = await mutate(
      'addReview',
      'review { id }',
      { productId, rating: 1, body: 'Bad.' },
      customer,
    );
    await mutate('moderateReview', '', { id: review.id, version: 1, status: 'HIDDEN' });
    expect((await recordsOf(review.id)).map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { status: 'PUBLISHED', version: 1 }, after: { status: 'HIDDEN', version: 2 } },
    ]);
  });

  it('but nothing of what is refused', async () => {
    const { userErrors } = await mutate('updateProduct', '', { id: productId, version: 9, price: '6.00' });
    expect(userErrors).toEqual([{ code: 'VERSION_CONFLICT' }]);
    expect(await recordsOf(productId)).toEqual([]);
  });
});
