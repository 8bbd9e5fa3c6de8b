import { randomUUID } from 'node:crypto';
import { createInboxExpiry, INBOX_LIFETIME } from '@techally/messaging';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrismaCartStore } from '../adapters/prisma-cart-store.js';
import { createPrismaIdempotencyKeyStore } from '../adapters/prisma-idempotency-keys.js';
import { startOrders, type TestOrders } from '../testing/start-orders.js';
import { createHousekeeping, GUEST_CART_LIFETIME, IDEMPOTENCY_KEY_LIFETIME } from './keep-house.js';

const DAY = 24 * 60 * 60_000;

let orders: TestOrders;
beforeAll(async () => {
  orders = await startOrders();
});
afterAll(() => orders.stop());

it('housekeeping forgets guest carts and idempotency keys after a month, and none before', async () => {
  const ago = (time: number) => new Date(Date.now() - time);
  const key = { actorId: randomUUID(), mutation: 'cancelOrder', requestHash: '0'.repeat(64) };
  await orders.database.idempotentRequest.createMany({
    data: [
      { ...key, idempotencyKey: 'old', createdAt: ago(IDEMPOTENCY_KEY_LIFETIME + DAY) },
      { ...key, idempotencyKey: 'young', createdAt: ago(IDEMPOTENCY_KEY_LIFETIME - DAY) },
    ],
  });
  await orders.database.cart.createMany({
    data: [
      { id: randomUUID(), tokenHash: 'o'.repeat(64), updatedAt: ago(GUEST_CART_LIFETIME + DAY) },
      { id: randomUUID(), tokenHash: 'y'.repeat(64), updatedAt: ago(GUEST_CART_LIFETIME - DAY) },
    ],
  });
  const errors: unknown[] = [];
  const keys = createPrismaIdempotencyKeyStore(orders.database);
  const common = { keys, now: () => new Date(), onError: (error: unknown) => errors.push(error) };

  // Carts that cannot be deleted keep no key.
  const failing = { deleteAbandoned: () => Promise.reject(new Error('no connection')) };
  await createHousekeeping({ ...common, carts: failing }).run();
  expect(errors).toHaveLength(1);
  const left = await orders.database.idempotentRequest.findMany({ where: { actorId: key.actorId } });
  expect(left.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['young']);

  await createHousekeeping({ ...common, carts: createPrismaCartStore(orders.database) }).run();
  expect(errors).toHaveLength(1);
  const carts = await orders.database.cart.findMany({ where: { userId: null } });
  expect(carts.map(({ tokenHash }) => tokenHash)).toEqual(['y'.repeat(64)]);
});

it('the inbox forgets messages after a month, by statements of the real client', async () => {
  const received = (messageId: string, age: number) => ({
    consumer: 'order',
    messageId,
    receivedAt: new Date(Date.now() - age),
  });
  const old = '018cc251-f400-7000-8000-000000000001';
  const late = '018cc251-f400-7000-8000-000000000002';
  await orders.database.inboxMessage.createMany({
    data: [received(old, INBOX_LIFETIME + DAY), received(late, INBOX_LIFETIME - DAY)],
  });
  await createInboxExpiry({
    prisma: orders.database,
    consumer: 'order',
    onError: (error) => {
      throw error;
    },
  }).run();
  const ids = (await orders.database.inboxMessage.findMany()).map(({ messageId }) => messageId);
  expect(ids).toContain(late);
  expect(ids).not.toContain(old);
});
