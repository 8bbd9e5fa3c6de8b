import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Shop } from '../harness/seed-shop.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { lockTable, shutOff } from './hold-database.js';

// A database that is busy or away: the answer is 503 with Retry-After, never 500, and all is well again afterwards.

const POOL_SIZE = 20;
const REQUESTS = 60;

let stack: TestStack;
let shop: Shop;
/** Gives back what a test took away, also when it failed. */
let giveBack: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  stack = await startTestStack();
  shop = await seedShop(stack, { products: 3 });
});
afterEach(async () => {
  await giveBack();
  giveBack = () => Promise.resolve();
});
afterAll(() => stack.stop());

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly data: any;
  readonly errors: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

async function ask(query: string, accessToken?: string): Promise<Answer> {
  const response = await stack.router.fetch('http://router/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({ query }),
  });
  const { data, errors = [] } = (await response.json()) as Partial<Answer>;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), data, errors };
}

/** As many different requests at once, so that no two can share an answer. */
const askMany = (query: (index: number) => string) =>
  Array.from({ length: REQUESTS }, (_, index) => ask(query(index)));

const products = (index = 0) => `{ page${index}: products(first: 3) { edges { node { id } } } }`;
const productsWithStock = (index = 0) =>
  `{ page${index}: products(first: 3) { edges { node { id stock { available } } } } }`;

function expectUnavailable({ status, retryAfter, data, errors }: Answer): void {
  expect(errors.map(({ extensions }) => extensions.code)).toContain('SERVICE_UNAVAILABLE');
  expect(status).toBe(503);
  expect(Number(retryAfter)).toBeGreaterThan(0);
  expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
}

/** Everybody who found a connection, and everybody who did not. */
async function answersAround(pending: readonly Promise<Answer>[], release: () => Promise<void>) {
  let refused = 0;
  for (const answer of pending) void answer.then(() => (refused += 1));
  // Those without a connection give up by themselves; the others wait for the lock.
  await expect.poll(() => refused, { timeout: 15_000 }).toBe(REQUESTS - POOL_SIZE);
  await release();
  return Promise.all(pending);
}

describe('a pool without a free connection', () => {
  it('of the product service answers 503 to those who wait in vain, and everybody else', async () => {
    const lock = await lockTable(stack.urlFor('product'), 'products');
    giveBack = () => lock.release();
    const answers = await answersAround(askMany(products), giveBack);
    giveBack = () => Promise.resolve();
    const { served = [], refused = [] } = Object.groupBy(answers, ({ status }) =>
      status === 200 ? 'served' : 'refused',
    );
    expect(served).toHaveLength(POOL_SIZE);
    for (const { errors } of served) expect(errors).toEqual([]);
    for (const answer of refused) expectUnavailable(answer);
    for (const answer of await Promise.all(askMany(products))) expect(answer.status).toBe(200);
  });
});

describe('a database that is away', () => {
  it('of the product service is told as 503; when it is back, so are the answers and the messages', async () => {
    const admin = await stack.admin();
    const database = await shutOff(stack.urlFor('product'));
    giveBack = () => database.restore();
    expectUnavailable(await ask(products()));
    for (const answer of await Promise.all(askMany(products))) expectUnavailable(answer);
    expectUnavailable(await ask(`{ product(id: "${shop.productIds[0] ?? ''}") { name } }`));
    await giveBack();
    giveBack = () => Promise.resolve();

    expect(await ask(products())).toMatchObject({ status: 200, errors: [] });
    // The outbox is read again, too: the inventory hears of a new product.
    const created = await ask(
      `mutation { createProduct(input: { sku: "${randomUUID()}", name: "Desk", price: "1.00", categoryId: "${shop.categoryId}", initialStock: 7 }) { product { id } } }`,
      admin.accessToken,
    );
    const { id } = created.data.createProduct.product as { readonly id: string };
    await expect
      .poll(async () => (await ask(`{ product(id: "${id}") { stock { available } } }`)).data.product.stock, {
        timeout: 10_000,
      })
      .toEqual({ available: 7 });
  });

  it('of the inventory costs the stock only', async () => {
    const database = await shutOff(stack.urlFor('inventory'));
    giveBack = () => database.restore();
    const id = shop.productIds[0] ?? '';
    const partial = await ask(
      `{ known: product(id: "${id}") { name } unknown: product(id: "${id}") { name stock { available } } }`,
    );
    expect(partial.data.known).toEqual({ name: 'Office Chair 001' });
    expect(partial.errors).toMatchObject([
      { path: ['unknown', 'stock'], extensions: { code: 'SERVICE_UNAVAILABLE' } },
    ]);
    expect(partial).toMatchObject({ status: 200, retryAfter: null });

    for (const answer of await Promise.all(askMany(productsWithStock))) {
      expect(answer.status).toBe(200);
      const [products] = Object.values<any>(answer.data);
      const nodes = products.edges.map(({ node }: { node: { stock: unknown } }) => node);
      expect(nodes.length).toBeGreaterThan(0);
      expect(nodes.every(({ stock }: { stock: unknown }) => stock === null)).toBe(true);
      expect(answer.errors.length).toBeGreaterThan(0);
      for (const { path, extensions } of answer.errors) {
        expect(path?.at(-1)).toBe('stock');
        expect(extensions.code).toBe('SERVICE_UNAVAILABLE');
      }
    }
    await giveBack();
    giveBack = () => Promise.resolve();
    expect(await ask(productsWithStock())).toMatchObject({ status: 200, errors: [] });
  });
});
