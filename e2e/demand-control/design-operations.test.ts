import { readFileSync } from 'node:fs';
import { createRouter } from '@techally/router';
import type { Router } from '@techally/router';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';

const SUPERGRAPH = new URL('../../schema/supergraph.graphql', import.meta.url);

let router: Router;
beforeAll(async () => {
  router = await createRouter({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    // Everything costs too much, and the refusal says how much.
    demandControl: { mode: 'enforce', maxCost: 0 },
    logger: pino({ level: 'silent' }),
  });
});
afterAll(() => router.close());

async function costOf(query: string, variables?: Record<string, unknown>): Promise<unknown> {
  const { errors } = await router.execute({ query, variables });
  expect(errors?.[0]?.extensions?.['code']).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
  return errors?.[0]?.extensions?.['cost'];
}

const PRODUCTS = `query ($first: Int) { products(first: $first) {
  edges { cursor node { id name price { amount currencyCode } category { name } stock { available } reviews(first: 3) { edges { node { rating body author { displayName } } } } } }
  pageInfo { hasNextPage endCursor } } }`;

it('a page of products costs a hundred times what one product costs, with 20 where nothing is said', async () => {
  // Each: edge, node, price, category, stock, reviews; and three reviews with edge, node and author.
  const each = 6 + 3 * 3;
  expect(await costOf(PRODUCTS, { first: 1 })).toBe(2 + each);
  expect(await costOf(PRODUCTS, { first: 10 })).toBe(2 + 10 * each);
  expect(await costOf(PRODUCTS, { first: 100 })).toBe(2 + 100 * each);
  expect(await costOf(PRODUCTS)).toBe(2 + 20 * each);
});

it('a search costs more than a page, and counts and facets more than that', async () => {
  const search = (more: string) =>
    costOf(`{ searchProducts(query: "ofice chiar", first: 10) { edges { node { id name } } ${more} } }`);
  expect(await search('')).toBe(10 + 20);
  expect(await search('totalCount')).toBe(10 + 20 + 5);
  // Twelve facets of 5, with twenty values each.
  expect(await search('totalCount facets { name values { value count } }')).toBe(10 + 20 + 5 + 12 * (5 + 20));
});

it.each([
  [
    'the orders of an account',
    '{ me { email orders(first: 5) { edges { node { id status total { amount } items { product { name } quantity } payment { status } shipment { status trackingNumber } } } } } }',
  ],
  [
    'a checkout',
    'mutation { checkout(input: { idempotencyKey: "k", shippingAddressId: "a", paymentMethod: { token: "tok_visa" } }) { order { id status } userErrors { field message code } } }',
  ],
  ['the menu of categories', '{ categories { edges { node { id name } } } }'],
  ['the export of an account', '{ exportMyData }'],
  ['statistics of sales', '{ salesStatistics { orders units revenue { amount } } }'],
])('%s costs something between 20 and 250', async (_title, query) => {
  const cost = await costOf(query);
  expect(cost).toBeGreaterThanOrEqual(20);
  expect(cost).toBeLessThanOrEqual(250);
});

it('pages of a hundred inside of each other cost more than the default allows', async () => {
  const page = (inner: string) => `products(first: 100) { edges { node { id ${inner} } } }`;
  const nested = page('reviews(first: 100) { edges { node { rating } } }');
  expect(await costOf(`{ ${nested} }`)).toBeGreaterThan(20_000);
});
