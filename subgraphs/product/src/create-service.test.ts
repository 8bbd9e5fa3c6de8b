import { randomUUID } from 'node:crypto';
import { UserDeleted, createMessage } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import type { TestDatabase } from '@techally/database/testing';
import type { Service } from '@techally/subgraph-kit';
import type { RecordingBus, SubgraphQuery } from '@techally/subgraph-kit/testing';
import {
  createRecordingBus,
  createSubgraphQuery,
  TEST_IDENTITY_SECRET,
  testUser,
} from '@techally/subgraph-kit/testing';
import { money } from '@techally/money';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProductService } from './create-service.js';
import { seedCatalogue } from './seed-catalogue.js';

const admin = testUser(randomUUID(), 'ADMIN');
const furniture = randomUUID();
const chairs = randomUUID();
const technology = randomUUID();

let database: TestDatabase;
let bus: RecordingBus;
let service: Service;
let query: SubgraphQuery;
const statements: string[] = [];

/** 30 chairs named "Office Chair 01" … and one phone. */
const products = Array.from({ length: 30 }, (_, index) => ({
  id: randomUUID(),
  sku: `CH-${index}`,
  name: `Office Chair ${String(index + 1).padStart(2, '0')}`,
  description: 'A chair.',
  price: money(1000 + index),
  categoryId: chairs,
  specifications: { legs: 5 },
}));
const phone = {
  id: randomUUID(),
  sku: 'PH-1',
  name: 'Cordless Phone',
  description: '',
  price: money(9999),
  categoryId: technology,
  specifications: {},
};

beforeAll(async () => {
  database = await createTestDatabase('product');
  await seedCatalogue(database.url, {
    categories: [
      { id: furniture, name: 'Furniture', parentId: null },
      { id: technology, name: 'Technology', parentId: null },
      { id: chairs, name: 'Chairs', parentId: furniture },
    ],
    products: [...products, phone],
  });
  bus = createRecordingBus();
  service = await createProductService({
    databaseUrl: database.url,
    identitySecret: TEST_IDENTITY_SECRET,
    bus,
    internal: () => Promise.reject(new Error('The product service asks nobody.')),
    logger: console,
    onQuery: (sql) => statements.push(sql),
  });
  await service.start();
  query = createSubgraphQuery(service.subgraph);
});

afterAll(async () => {
  await service.stop();
  await database.close();
});

async function published(type: string): Promise<readonly { readonly data: unknown }[]> {
  await expect.poll(() => bus.published.some((message) => message.type === type)).toBe(true);
  return bus.published.filter((message) => message.type === type);
}

describe('the catalogue', () => {
  it('pages forwards and backwards through every product once, in every order', async () => {
    for (const sort of ['NAME', 'NEWEST', 'PRICE_ASCENDING', 'PRICE_DESCENDING']) {
      const forwards: string[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await query(
          `query($after: String) { products(first: 7, after: $after, sort: ${sort}) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
          { after },
        );
        expect(errors).toBeUndefined();
        forwards.push(...data.products.edges.map((edge: { node: { id: string } }) => edge.node.id));
        after = data.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
      } while (after !== null);
      expect(new Set(forwards).size, sort).toBe(31);

      const { data } = await query(
        `{ products(last: 7, sort: ${sort}) { edges { node { id } } pageInfo { hasPreviousPage } } }`,
      );
      expect(data.products.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(
        forwards.slice(-7),
      );
      expect(data.products.pageInfo.hasPreviousPage).toBe(true);
    }
  });

  it('narrows to a category with all below it, and to prices', async () => {
    const { data } = await query(
      `query($c: ID!) { all: products(first: 1, filter: { categoryId: $c }) { totalCount }
        cheap: products(filter: { categoryId: $c, maxPrice: "10.02" }) { totalCount edges { node { price { amount currencyCode } category { name parent { name } } } } } }`,
      { c: furniture },
    );
    expect(data.all.totalCount).toBe(30);
    expect(data.cheap.totalCount).toBe(3);
    expect(data.cheap.edges[2].node).toEqual({
      price: { amount: '10.02', currencyCode: 'USD' },
      category: { name: 'Chairs', parent: { name: 'Furniture' } },
    });
  });

  it('finds products in spite of typing errors, with facets', async () => {
    const { data, errors } = await query(
      '{ searchProducts(query: "ofice chiar", first: 10) { totalCount edges { node { name } } facets { name values { label count } } pageInfo { hasNextPage endCursor } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.searchProducts.totalCount).toBe(30);
    expect(data.searchProducts.edges[0].node.name).toMatch(/^Office Chair/);
    expect(data.searchProducts.facets).toContainEqual({
      name: 'category',
      values: expect.arrayContaining([
        { label: 'Chairs', count: 30 },
        { label: 'Furniture', count: 30 },
      ]),
    });
    const next = await query(
      'query($a: String) { searchProducts(query: "ofice chiar", first: 100, after: $a) { edges { node { name } } } }',
      {
        a: data.searchProducts.pageInfo.endCursor,
      },
    );
    expect(next.data.searchProducts.edges).toHaveLength(20);
  });

  it('narrows and sorts what it finds, and says where the words are and what may be meant', async () => {
    const { data, errors } = await query(
      `query($f: ProductSearchFilterInput) {
        searchProducts(query: "ofice chiar", first: 2, sort: PRICE_DESCENDING, filter: $f) {
          edges { node { name } highlights { field text ranges { start end } } } totalCount suggestion } }`,
      {
        f: {
          categoryId: technology,
          categoryIds: [furniture],
          maxPrice: '10.20',
          inStock: true,
          specifications: [{ name: 'legs', values: ['4', '5'] }],
        },
      },
    );
    expect(errors).toBeUndefined();
    expect(data.searchProducts).toEqual({
      edges: ['Office Chair 21', 'Office Chair 20'].map((name) => ({
        node: { name },
        highlights: expect.arrayContaining([
          {
            field: 'name',
            text: name,
            ranges: [
              { start: 0, end: 6 },
              { start: 7, end: 12 },
            ],
          },
        ]),
      })),
      totalCount: 21,
      suggestion: 'office chair',
    });
  });

  it('completes what is being typed', async () => {
    const { data, errors } = await query(
      `{ suggestProducts(prefix: "cor") { text kind id product { sku } category { slug } }
         chairs: suggestProducts(prefix: "cha", first: 1) { text kind product { sku } category { slug } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      suggestProducts: [
        { text: 'Cordless Phone', kind: 'PRODUCT', id: phone.id, product: { sku: 'PH-1' }, category: null },
      ],
      chairs: [{ text: 'Chairs', kind: 'CATEGORY', product: null, category: { slug: 'chairs' } }],
    });
  });

  it.each([
    `searchProducts(query: "${'x'.repeat(201)}") { totalCount }`,
    'searchProducts(query: "x", first: 101) { totalCount }',
    'searchProducts(query: "x", after: "nonsense") { totalCount }',
    'searchProducts(query: "x", filter: { categoryIds: ["nonsense"] }) { totalCount }',
    `searchProducts(query: "x", filter: { specifications: [{ name: "legs", values: ${JSON.stringify(Array(21).fill('x'))} }] }) { totalCount }`,
    `suggestProducts(prefix: "${'x'.repeat(101)}") { text }`,
    'suggestProducts(prefix: "x", first: 0) { text }',
    'suggestProducts(prefix: "x", first: 21) { text }',
  ])('refuses %s with BAD_USER_INPUT', async (selection) => {
    expect((await query(`{ ${selection} }`)).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('counts and looks up nothing that is not selected', async () => {
    const sent = async (selection: string) => {
      statements.length = 0;
      await query(`{ searchProducts(query: "chair") { ${selection} } }`);
      return statements.length;
    };
    const hits = await sent('edges { node { id } }');
    expect(await sent('edges { node { id } } totalCount')).toBe(hits + 1);
    expect(await sent('edges { node { id } } totalCount facets { name }')).toBe(hits + 1);
    expect(await sent('edges { node { id } highlights { text } }')).toBe(hits + 1);
  });

  it('lists the categories as a tree and a connection', async () => {
    const { data } = await query(
      '{ categories(filter: { rootsOnly: true }) { totalCount edges { node { name slug children { name } } } } }',
    );
    expect(data.categories).toEqual({
      totalCount: 2,
      edges: [
        { node: { name: 'Furniture', slug: 'furniture', children: [{ name: 'Chairs' }] } },
        { node: { name: 'Technology', slug: 'technology', children: [] } },
      ],
    });
    expect((await query('{ categories { totalCount } }')).data.categories.totalCount).toBe(3);
  });

  it('answers a nested page with one statement for each relation', async () => {
    statements.length = 0;
    await query(
      '{ products(first: 10) { edges { node { name category { name } reviews(first: 3) { totalCount edges { node { rating } } } } } } }',
    );
    expect(
      statements.map((sql) => /(?:FROM|from) "?(?:public"?\.)?"?(\w+|unnest)/.exec(sql)?.[1]),
    ).toHaveLength(4);
  });

  it('refuses bad pagination, cursors and ids with BAD_USER_INPUT', async () => {
    for (const selection of [
      'products(first: 0) { totalCount }',
      'products(first: 101) { totalCount }',
      'products(first: 1, last: 1) { totalCount }',
      'products(after: "nonsense") { edges { cursor } }',
      'product(id: "nonsense") { id }',
      'products(filter: { categoryId: "nonsense" }) { totalCount }',
      'products(filter: { minPrice: "cheap" }) { totalCount }',
      'products(filter: { minRating: 0.5 }) { totalCount }',
    ]) {
      const { errors } = await query(`{ ${selection} }`);
      expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'], selection).toContain(
        errors?.[0]?.extensions?.['code'],
      );
    }
    expect((await query(`{ product(id: "${randomUUID()}") { id } }`)).data).toEqual({ product: null });
  });
});

describe('managing products', () => {
  const create = `mutation($input: CreateProductInput!) { createProduct(input: $input) { product { id version } userErrors { field code message } } }`;
  const valid = {
    sku: 'NEW-1',
    name: 'Lamp',
    description: '',
    price: '12.50',
    categoryId: furniture,
    initialStock: 7,
  };

  it('creates, changes and archives a product, and announces each', async () => {
    const created = await query(create, { input: valid }, admin);
    expect(created.data.createProduct.userErrors).toEqual([]);
    const { id, version } = created.data.createProduct.product;
    expect((await published('ProductCreated'))[0]?.data).toMatchObject({
      productId: id,
      price: { cents: 1250 },
      initialStock: 7,
    });

    const update = `mutation($input: UpdateProductInput!) { updateProduct(input: $input) { product { price { amount } version } userErrors { code } } }`;
    const changed = await query(update, { input: { id, version, price: '13' } }, admin);
    expect(changed.data.updateProduct).toEqual({
      product: { price: { amount: '13.00' }, version: 2 },
      userErrors: [],
    });
    expect((await published('ProductUpdated'))[0]?.data).toMatchObject({
      productId: id,
      price: { cents: 1300 },
      version: 2,
    });
    const stale = await query(update, { input: { id, version, price: '14' } }, admin);
    expect(stale.data.updateProduct).toEqual({ product: null, userErrors: [{ code: 'VERSION_CONFLICT' }] });

    const archived = await query(
      'mutation($input: ArchiveProductInput!) { archiveProduct(input: $input) { product { archived } } }',
      { input: { id, version: 2 } },
      admin,
    );
    expect(archived.data.archiveProduct.product.archived).toBe(true);
    expect((await published('ProductArchived'))[0]?.data).toMatchObject({ productId: id, archived: true });
    expect(
      (await query('{ searchProducts(query: "lamp") { totalCount } }')).data.searchProducts.totalCount,
    ).toBe(0);
    expect((await query(`{ product(id: "${id}") { archived } }`)).data.product.archived).toBe(true);
  });

  it.each([
    ['name', { name: 'ab' }],
    ['name', { name: 'x'.repeat(256) }],
    ['description', { description: 'x'.repeat(2001) }],
    ['price', { price: '0' }],
    ['price', { price: '-1' }],
    ['price', { price: '1.234' }],
    ['categoryId', { categoryId: 'nonsense' }],
    ['sku', { sku: '' }],
    ['initialStock', { initialStock: -1 }],
  ])('refuses a bad %s: %j', async (field, change) => {
    const { data } = await query(create, { input: { ...valid, sku: randomUUID(), ...change } }, admin);
    expect(data.createProduct.product).toBeNull();
    expect(data.createProduct.userErrors[0]).toMatchObject({
      field: ['input', field],
      code: 'INVALID_INPUT',
    });
  });

  it('refuses an unknown category and a taken article number', async () => {
    const unknown = await query(
      create,
      { input: { ...valid, sku: 'NEW-2', categoryId: randomUUID() } },
      admin,
    );
    expect(unknown.data.createProduct.userErrors[0]).toMatchObject({
      field: ['input', 'categoryId'],
      code: 'NOT_FOUND',
    });
    const taken = await query(create, { input: { ...valid, sku: 'CH-0' } }, admin);
    expect(taken.data.createProduct.userErrors[0]).toMatchObject({
      field: ['input', 'sku'],
      code: 'ALREADY_EXISTS',
    });
  });

  it('is for administrators', async () => {
    expect((await query(create, { input: valid })).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(
      (await query(create, { input: valid }, testUser(randomUUID()))).errors?.[0]?.extensions?.['code'],
    ).toBe('FORBIDDEN');
  });

  it('keeps a category out of its own subtree', async () => {
    const update = `mutation($input: UpdateCategoryInput!) { updateCategory(input: $input) { category { id } userErrors { code } } }`;
    const { data } = await query(update, { input: { id: furniture, version: 1, parentId: chairs } }, admin);
    expect(data.updateCategory.userErrors).toEqual([{ code: 'CATEGORY_CYCLE' }]);
  });
});

describe('reviews', () => {
  const add = `mutation($input: AddReviewInput!) { addReview(input: $input) { review { id rating author { id } version } userErrors { field code } } }`;

  it('count into the rating, once for each customer, and stop counting when hidden', async () => {
    const productId = phone.id;
    const [ann, bob] = [testUser(randomUUID()), testUser(randomUUID())];
    const first = await query(add, { input: { productId, rating: 5, body: 'Splendid.' } }, ann);
    expect(first.data.addReview.userErrors).toEqual([]);
    await query(add, { input: { productId, rating: 2, body: 'Not so good.' } }, bob);
    const twice = await query(add, { input: { productId, rating: 1, body: 'Again me.' } }, bob);
    expect(twice.data.addReview.userErrors).toEqual([
      { field: ['input', 'productId'], code: 'ALREADY_EXISTS' },
    ]);

    const rating = () =>
      query(
        'query($id: ID!) { product(id: $id) { rating { average count } reviews { totalCount edges { node { rating } } } } }',
        { id: productId },
      );
    expect((await rating()).data.product).toEqual({
      rating: { average: 3.5, count: 2 },
      reviews: { totalCount: 2, edges: [{ node: { rating: 2 } }, { node: { rating: 5 } }] },
    });

    const atLeast = async (minRating: number) =>
      (await query(`{ products(filter: { minRating: ${minRating} }) { totalCount } }`)).data.products
        .totalCount;
    expect(await atLeast(3.5)).toBe(1);
    expect(await atLeast(3.51)).toBe(0);

    const { id, version } = first.data.addReview.review;
    const moderate = `mutation($input: ModerateReviewInput!) { moderateReview(input: $input) { review { status } userErrors { code } } }`;
    await query(moderate, { input: { id, version, status: 'HIDDEN' } }, admin);
    expect((await rating()).data.product.rating).toEqual({ average: 2, count: 1 });
    const hidden = await query(
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Review { body } } }',
      { r: [{ __typename: 'Review', id }] },
    );
    expect(hidden.data._entities).toEqual([null]);

    const noId = ['Product', 'Category', 'Review'].map((__typename) => ({ __typename, id: 'x' }));
    const entities = 'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    expect(await query(entities, { r: noId })).toEqual({ data: { _entities: [null, null, null] } });

    await bus.deliver(
      createMessage(UserDeleted, {
        aggregateId: bob.kind === 'user' ? bob.userId : '',
        data: { userId: bob.kind === 'user' ? bob.userId : '' },
      }),
    );
    expect((await rating()).data.product.rating).toEqual({ average: null, count: 0 });
  });

  it.each([
    ['rating', { rating: 0 }],
    ['rating', { rating: 6 }],
    ['body', { body: 'x' }],
    ['productId', { productId: randomUUID() }],
  ])('are refused with a bad %s', async (field, change) => {
    const { data } = await query(
      add,
      { input: { productId: products[0]!.id, rating: 3, body: 'Fine.', ...change } },
      testUser(randomUUID()),
    );
    expect(data.addReview.userErrors[0].field).toEqual(['input', field]);
  });
});

it('closes every operation to requests that did not come through the router', async () => {
  const answer = await service.subgraph.execute({ query: '{ _service { sdl } }', headers: {} });
  expect(answer.data).toBeUndefined();
  expect(answer.errors?.[0]?.extensions?.['code']).toBe('IDENTITY_HEADER_INVALID');
});
