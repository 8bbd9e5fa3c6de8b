import { AddReviewDocument, MyOrdersDocument, ProductsDocument } from '@techally/client-storefront';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import type { Shop } from '../harness/seed-shop.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

// Counts what one query costs: requests to subgraphs, and SQL statements, without those of the workers beside them.

let stack: TestStack;
let shop: Shop;
let buyer: TestAccount;
const requests: string[] = [];
const statements: string[] = [];

/** Statements of the relays, sweepers and consumers that work beside the requests. */
const BACKGROUND = /outbox|inbox|FOR UPDATE|saga|deliver|next_check|reservations|housekeeping|COMMIT|BEGIN/i;

beforeAll(async () => {
  stack = await startTestStack({
    onFetch: (subgraph) => requests.push(subgraph),
    onQuery: (domain, sql) => {
      if (!BACKGROUND.test(sql)) statements.push(`${domain}: ${sql}`);
    },
  });
  shop = await seedShop(stack, { products: 10 });
  for (const name of ['Rita', 'Rob']) {
    const { client } = await stack.customer(name);
    for (const productId of shop.productIds) {
      await client.request(AddReviewDocument, { input: { productId, rating: 4, body: 'Comfortable.' } });
    }
  }
  buyer = await stack.customer('Bea');
  for (const productId of shop.productIds.slice(0, 5)) await placeOrder(buyer, { productId, quantity: 1 });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await stack.settled();
  requests.length = 0;
  statements.length = 0;
});

it('the nested products query of 10 items asks each subgraph once and makes one statement for each relation', async () => {
  const { products } = await stack.client.request(ProductsDocument, {
    first: 10,
    filter: { categoryId: shop.categoryId },
  });
  expect(products.edges).toHaveLength(10);
  expect(products.edges.every(({ node }) => node.reviews.edges.length === 2)).toBe(true);

  expect(requests.toSorted()).toEqual(['inventory', 'product', 'user']);
  // products, their categories, their reviews · their stock · the reviewers' profiles
  expect(statements.map((sql) => sql.split(':')[0]).toSorted()).toEqual([
    'inventory',
    'product',
    'product',
    'product',
    'user',
  ]);
});

it('the me query with 5 orders asks each subgraph once and makes one statement for each relation', async () => {
  const { me } = await buyer.client.request(MyOrdersDocument, { first: 5 });
  expect(me?.orders?.edges).toHaveLength(5);

  expect(requests.toSorted()).toEqual(['auth', 'order', 'payment', 'product', 'user']);
  // the account · the profile · the orders, their items, their shipments · their payments · the items' products
  const domains = statements.map((sql) => sql.split(':')[0] ?? '');
  expect(domains.filter((domain) => domain === 'order').length).toBeLessThanOrEqual(3);
  for (const domain of ['auth', 'user', 'payment', 'product']) {
    expect(domains.filter((each) => each === domain).length, domain).toBeLessThanOrEqual(1);
  }
});
