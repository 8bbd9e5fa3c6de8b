import { hasRabbitMq, startTestRabbitMq, type TestRabbitMq } from '@techally/test-parts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../harness/place-order.js';
import { countRows } from '../harness/query-database.js';
import { seedShop } from '../harness/seed-shop.js';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';

const CUSTOMERS = 8;
const STOCK = 100;

describe.runIf(hasRabbitMq())('the shop on RabbitMQ', () => {
  let broker: TestRabbitMq;
  let stack: TestStack;

  beforeAll(async () => {
    broker = await startTestRabbitMq();
    const { url } = await broker.createVirtualHost();
    // It would log that the broker is away, as it should.
    stack = await startTestStack({ amqpUrl: url, logger: pino({ level: 'silent' }) });
  }, 90_000);

  afterAll(async () => {
    await stack.stop();
    await broker.stop();
  });

  function count(domain: 'inventory' | 'payment' | 'order' | 'notification', sql: string): Promise<number> {
    return countRows(stack.urlFor(domain), sql);
  }

  it('confirms every order, also those that were on their way when the broker was killed', async () => {
    const shop = await seedShop(stack, { products: 1, stock: STOCK });
    const productId = shop.productIds[0] ?? '';
    const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => stack.customer()));
    await stack.settled();

    const first = await Promise.all(
      customers.map((customer) => placeOrder(customer, { productId, quantity: 1 })),
    );
    expect(first.map(({ status }) => status)).toEqual(customers.map(() => 'CONFIRMED'));

    // An order is accepted whether there is a broker or not: what it has to say waits in the outbox.
    const placing = customers.map((customer) => placeOrder(customer, { productId, quantity: 1 }));
    await Promise.race(placing.map((order) => order.catch(() => undefined)));
    await broker.kill();
    placing.push(...customers.map((customer) => placeOrder(customer, { productId, quantity: 1 })));
    await Promise.all(placing);
    await broker.restart();

    const orders = 3 * CUSTOMERS;
    await expect
      .poll(() => count('order', `SELECT count(*) FROM orders WHERE status = 'CONFIRMED'`), {
        timeout: 60_000,
      })
      .toBe(orders);
    await stack.settled();
    expect(await stack.bus.deadLetters()).toEqual([]);
    expect(await count('payment', `SELECT count(*) FROM payments WHERE status = 'SUCCEEDED'`)).toBe(orders);
    expect(await count('payment', 'SELECT count(*) FROM payments')).toBe(orders);
    expect(await count('inventory', 'SELECT on_hand AS count FROM stock_items')).toBe(STOCK - orders);
    expect(await count('inventory', 'SELECT reserved AS count FROM stock_items')).toBe(0);
    expect(
      await count('notification', `SELECT count(*) FROM notifications WHERE template = 'order-confirmed'`),
    ).toBe(orders);
  }, 150_000);
});
