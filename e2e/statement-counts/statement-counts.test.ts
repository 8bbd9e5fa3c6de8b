import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAddress, checkout } from '../harness/place-order.js';
import type { Shop } from '../harness/seed-shop.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestAccount, TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

// Counts the SQL statements of one order, from an empty cart until every message about it is handled. Each costs a
// round trip, and together they are most of what an order costs. COMMIT is among them; BEGIN is sent, but not told.

/** The most statements of one order, for each domain that has a bound. */
const BOUNDS = {
  // Fill the cart: lock, read, write, COMMIT. Check out: an order of this key?, cart; lock, read, order, saga, COMMIT;
  // the answer. For each of two messages: inbox, lock, read, write, COMMIT.
  order: 22,
};

/**
 * What is asked by the clock, and not for an order: whose deadline has passed (SKIP LOCKED, or a condition on the
 * deadline), and whether the orders that checkouts wait for have settled, each 100 ms.
 */
const POLLS = [/SKIP LOCKED/, /"deadline" <=/, /s\.awaits = 'CUSTOMER'/];

let stack: TestStack;
let shop: Shop;
let buyer: TestAccount;
let shippingAddressId: string;
const statements = new Map<string, string[]>();

beforeAll(async () => {
  stack = await startTestStack({
    onQuery: (domain, sql) => {
      if (POLLS.some((poll) => poll.test(sql))) return;
      statements.set(domain, [...(statements.get(domain) ?? []), sql]);
    },
  });
  shop = await seedShop(stack, { products: 3 });
  buyer = await stack.customer('Bea');
  shippingAddressId = await addAddress(buyer);
  // The first of everything: connections, the cart of the customer.
  await order(1);
});
afterAll(() => stack.stop());

/** Orders one piece and waits until everything about it is done. */
async function order(product: number): Promise<void> {
  const productId = shop.productIds[product] ?? '';
  const answer = await checkout(buyer, shippingAddressId, { productId, quantity: 1 });
  expect(answer.order?.status, JSON.stringify(answer.userErrors)).toBe('CONFIRMED');
  await stack.settled();
}

it.each(Object.entries(BOUNDS))(
  'an order takes the %s service %i statements at most',
  async (domain, most) => {
    statements.clear();
    await order(2);
    const sent = statements.get(domain) ?? [];
    expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(most);
    expect(sent.length, `${domain} is not heard`).toBeGreaterThan(0);
  },
);
