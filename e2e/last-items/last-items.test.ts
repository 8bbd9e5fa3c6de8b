import { randomUUID } from 'node:crypto';
import {
  AddAddressDocument,
  AddToCartDocument,
  CheckoutDocument,
  OrderDocument,
} from '@techally/client-storefront';
import { AdminStockDocument } from '@techally/client-admin';
import { createClient } from '@techally/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXAMPLE_ADDRESS } from '../harness/place-order.js';
import { countRows } from '../harness/query-database.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

// 200 customers want one of the last 50 pieces at the same moment.

const BUYERS = 200;
const PIECES = 50;

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

interface Buyer {
  readonly client: ReturnType<typeof createClient>;
  readonly shippingAddressId: string;
  /** The HTTP statuses of all answers. */
  readonly statuses: number[];
}

async function createBuyer(index: number): Promise<Buyer> {
  const statuses: number[] = [];
  const { accessToken } = await stack.customer(`Buyer${'abcdefghij'.charAt(index % 10)}`);
  const own = createClient({
    url: 'http://router/graphql',
    fetch: async (url, init) => {
      const response = await stack.router.fetch(url, init);
      statuses.push(response.status);
      return response;
    },
  }).withToken(accessToken);
  const { addAddress } = await own.request(AddAddressDocument, {
    input: EXAMPLE_ADDRESS,
  });
  return { client: own, shippingAddressId: addAddress.address?.id ?? '', statuses };
}

function count(domain: 'inventory' | 'payment' | 'order', sql: string, values?: unknown[]): Promise<number> {
  return countRows(stack.urlFor(domain), sql, values);
}

it('exactly 50 of 200 concurrent buyers get one of 50 pieces, the others are refused or cancelled, and only the 50 pay', async () => {
  const shop = await seedShop(stack, { products: 1, stock: PIECES });
  const productId = shop.productIds[0] ?? '';
  const buyers: Buyer[] = [];
  for (let index = 0; index < BUYERS; index += 10) {
    buyers.push(
      ...(await Promise.all(Array.from({ length: 10 }, (_, offset) => createBuyer(index + offset)))),
    );
  }
  for (const { client } of buyers)
    await client.request(AddToCartDocument, { input: { productId, quantity: 1 } });

  /** A busy shop says when to come back; the idempotency key makes coming back safe. */
  async function buy({ client, shippingAddressId }: Buyer): Promise<string> {
    const input = { idempotencyKey: randomUUID(), shippingAddressId, paymentMethod: { token: 'tok_visa' } };
    for (;;) {
      const { status, data, errors, retryAfter } = await client.answer(CheckoutDocument, { input });
      if (status === 503) {
        expect(retryAfter).toBeGreaterThan(0);
        await new Promise((resolve) => setTimeout(resolve, (retryAfter ?? 1) * 1000));
        continue;
      }
      expect(errors).toEqual([]);
      const order = data?.checkout.order;
      if (order == null) {
        expect(data?.checkout.userErrors.map(({ code }) => code)).toEqual(['OUT_OF_STOCK']);
        return 'REFUSED';
      }
      let final = { status: order.status, failure: order.failure };
      while (final.status === 'PENDING' || final.status === 'RESERVED' || final.status === 'PAID') {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const answer = await client.answer(OrderDocument, { id: order.id });
        if (answer.data?.order != null)
          final = { status: answer.data.order.status, failure: answer.data.order.failure };
      }
      if (final.status === 'CANCELLED') expect(final.failure?.code).toBe('OUT_OF_STOCK');
      return final.status;
    }
  }

  const outcomes = Map.groupBy(await Promise.all(buyers.map(buy)), (outcome) => outcome);
  const number = (outcome: string) => outcomes.get(outcome)?.length ?? 0;
  expect(number('CONFIRMED')).toBe(PIECES);
  expect(number('REFUSED') + number('CANCELLED')).toBe(BUYERS - PIECES);
  expect(buyers.flatMap(({ statuses }) => statuses).filter((status) => status === 500)).toEqual([]);

  // CommitInventory follows the confirmation.
  await expect
    .poll(
      () =>
        count('inventory', 'SELECT reserved AS count FROM stock_items WHERE product_id = $1', [productId]),
      { timeout: 10_000 },
    )
    .toBe(0);
  expect(
    await count('inventory', 'SELECT on_hand AS count FROM stock_items WHERE product_id = $1', [productId]),
  ).toBe(0);
  expect(await count('payment', `SELECT count(*) FROM payments WHERE status = 'SUCCEEDED'`)).toBe(PIECES);
  expect(await count('payment', `SELECT count(*) FROM payments WHERE status <> 'SUCCEEDED'`)).toBe(0);
  expect(await count('order', `SELECT count(*) FROM orders WHERE status = 'CONFIRMED'`)).toBe(PIECES);

  const { client } = await stack.admin();
  const { stockItem } = await client.request(AdminStockDocument, { productId });
  expect(stockItem).toMatchObject({ onHand: 0, reserved: 0, available: 0 });
}, 120_000);
