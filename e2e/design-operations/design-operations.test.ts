import { randomUUID } from 'node:crypto';
import { AddAddressDocument, AddReviewDocument } from '@techally/client-storefront';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_ADDRESS } from '../harness/place-order.js';
import type { Shop } from '../harness/seed-shop.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

// The operations of the contract of the graph, as clients write them, one after the other as a customer would.

let stack: TestStack;
let shop: Shop;
let reviewer: TestAccount;
const email = `ann-${randomUUID()}@b.co`;

beforeAll(async () => {
  stack = await startTestStack();
  shop = await seedShop(stack, { products: 12 });
  reviewer = await stack.customer('Rita');
  for (const productId of shop.productIds.slice(0, 2)) {
    await reviewer.client.request(AddReviewDocument, {
      input: { productId, rating: 4, body: 'Comfortable.' },
    });
  }
});
afterAll(() => stack.stop());

async function send(
  query: string,
  accessToken?: string,
): Promise<{ readonly data: any; readonly errors?: unknown }> {
  const response = await stack.router.fetch('http://router/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { data: any; errors?: unknown };
}

describe('the operations of the contract', () => {
  let accessToken = '';

  it('register', async () => {
    const answer = await send(
      `mutation { register(input: { email: "${email}", password: "Passw0rdX", firstName: "Ann", lastName: "Bee" }) { user { id email role } userErrors { field message code } } }`,
    );
    expect(answer).toEqual({
      data: { register: { user: { id: expect.any(String), email, role: 'USER' }, userErrors: [] } },
    });
  });

  it('login', async () => {
    const answer = await send(
      `mutation { login(input: { email: "${email}", password: "Passw0rdX" }) { accessToken refreshToken expiresIn user { id } userErrors { field message code } } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.login).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      expiresIn: 3600,
      user: { id: expect.any(String) },
      userErrors: [],
    });
    accessToken = answer.data.login.accessToken;
  });

  it('login, whose answer keeps the account when the profile is not visible yet', async () => {
    const answer = await send(
      `mutation { login(input: { email: "${email}", password: "Passw0rdX" }) { user { id email firstName } userErrors { code } } }`,
    );
    expect(answer).toEqual({
      data: { login: { user: { id: expect.any(String), email, firstName: null }, userErrors: [] } },
    });
  });

  it('products, joined from product, inventory and user', async () => {
    const answer = await send(
      `{ products(first: 10, filter: { categoryId: "${shop.categoryId}" }) { edges { cursor node { id name price { amount currencyCode } category { name } stock { available } reviews(first: 3) { edges { node { rating body author { displayName } } } } } } pageInfo { hasNextPage endCursor } } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.products.edges).toHaveLength(10);
    expect(answer.data.products.pageInfo.hasNextPage).toBe(true);
    expect(answer.data.products.edges[0].node).toEqual({
      id: shop.productIds[0],
      name: 'Office Chair 001',
      price: { amount: '10.00', currencyCode: 'USD' },
      category: { name: `Chairs ${shop.categoryId}` },
      stock: { available: 100 },
      reviews: { edges: [{ node: { rating: 4, body: 'Comfortable.', author: { displayName: 'Rita B.' } } }] },
    });
  });

  it('searchProducts with typing errors', async () => {
    const answer = await send(
      '{ searchProducts(query: "ofice chiar", first: 10) { totalCount edges { node { id name } } facets { name values { value count } } } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.searchProducts.totalCount).toBe(12);
    expect(answer.data.searchProducts.edges).toHaveLength(10);
  });

  it('addToCart', async () => {
    const answer = await send(
      `mutation { addToCart(input: { productId: "${shop.productIds[1] ?? ''}", quantity: 2 }) { cart { items { product { name } quantity } total { amount } } userErrors { field message code } } }`,
      accessToken,
    );
    expect(answer).toEqual({
      data: {
        addToCart: {
          cart: {
            items: [{ product: { name: 'Office Chair 002' }, quantity: 2 }],
            total: { amount: '40.00' },
          },
          userErrors: [],
        },
      },
    });
  });

  it('checkout, answered with the order confirmed', async () => {
    const { addAddress } = await stack.client.withToken(accessToken).request(AddAddressDocument, {
      input: EXAMPLE_ADDRESS,
    });
    const answer = await send(
      `mutation { checkout(input: { idempotencyKey: "${randomUUID()}", shippingAddressId: "${addAddress.address?.id ?? ''}", paymentMethod: { token: "tok_visa" } }) { order { id status } userErrors { field message code } } }`,
      accessToken,
    );
    expect(answer).toEqual({
      data: { checkout: { order: { id: expect.any(String), status: 'CONFIRMED' }, userErrors: [] } },
    });
  });

  it('me, joined from user, auth, order, product and payment', async () => {
    const answer = await send(
      '{ me { email orders(first: 5) { edges { node { id status total { amount } items { product { name } quantity } payment { status } shipment { status trackingNumber } } } } } }',
      accessToken,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.me).toEqual({
      email,
      orders: {
        edges: [
          {
            node: {
              id: expect.any(String),
              status: 'CONFIRMED',
              total: { amount: '45.00' },
              items: [{ product: { name: 'Office Chair 002' }, quantity: 2 }],
              payment: { status: 'SUCCEEDED' },
              shipment: { status: 'PENDING', trackingNumber: null },
            },
          },
        ],
      },
    });
  });
});
