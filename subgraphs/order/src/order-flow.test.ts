import { randomUUID } from 'node:crypto';
import type { Message } from '@techally/contracts';
import { SUBSCRIPTIONS } from '@techally/contracts';
import type { AnyMessage } from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import type { EventBus } from '@techally/messaging';
import { createPostgresEventBus } from '@techally/messaging';
import { createSubgraphQuery, TEST_IDENTITY_SECRET, testUser } from '@techally/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase } from './adapters/prisma-client.js';
import { seedProducts } from './adapters/seed-products.js';
import { createOrderService } from './create-service.js';
import { createNeighbours } from './testing/neighbours.js';
import { createSimulatedInventory } from './testing/simulated-inventory.js';
import { createSimulatedPayment } from './testing/simulated-payment.js';
import { ADD_TO_CART, CHECKOUT } from './testing/start-orders.js';

const closing: (() => Promise<unknown>)[] = [];
let databaseUrl: string;
let platformUrl: string;

async function startBus(): Promise<EventBus> {
  const bus = createPostgresEventBus({ databaseUrl: platformUrl, topology: SUBSCRIPTIONS });
  await bus.start();
  closing.push(() => bus.close());
  return bus;
}

/** The inventory and payment services: everything is in stock, and every card is good. */
async function startPartners(bus: EventBus): Promise<void> {
  const yes = () => true;
  const parties = new Map<string, { handle(command: AnyMessage): readonly Message[] }>();
  const consume = (
    service: string,
    type: string,
    create: typeof createSimulatedInventory | typeof createSimulatedPayment,
  ) =>
    bus.subscribe({
      service,
      type,
      async handle(message) {
        const key = `${service} ${message.aggregateId}`;
        const party = parties.get(key) ?? create(message.aggregateId, yes);
        parties.set(key, party);
        await bus.publish(party.handle(message as AnyMessage));
      },
    });
  for (const type of ['ReserveInventory', 'ReleaseInventory', 'CommitInventory'])
    await consume('inventory', type, createSimulatedInventory);
  for (const type of ['ProcessPayment', 'RefundPayment'])
    await consume('payment', type, createSimulatedPayment);
}

beforeAll(async () => {
  const [database, platform] = await Promise.all([
    createTestDatabase('order'),
    createTestDatabase('platform'),
  ]);
  closing.push(
    () => database.close(),
    () => platform.close(),
  );
  [databaseUrl, platformUrl] = [database.url, platform.url];
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

it('orders placed at two replicas on a real bus are confirmed by either, and one may stop in the middle', async () => {
  await startPartners(await startBus());
  const neighbours = createNeighbours();
  const startReplica = async () =>
    createOrderService({
      databaseUrl,
      identitySecret: TEST_IDENTITY_SECRET,
      bus: await startBus(),
      internal: neighbours.transport,
      logger: console,
      checkoutWait: 5_000,
    });
  const replicas = [await startReplica(), await startReplica()] as const;
  for (const replica of replicas) await replica.start();
  const database = createDatabase({ databaseUrl });
  closing.push(
    () => database.$disconnect(),
    () => replicas[1].stop(),
  );

  const productId = randomUUID();
  neighbours.stock.set(productId, 1_000);
  await seedProducts(databaseUrl, [{ id: productId, name: 'Chair', priceCents: 2_500, version: 1 }]);
  const buy = async (replica: (typeof replicas)[number]): Promise<string | undefined> => {
    const query = createSubgraphQuery(replica.subgraph);
    const userId = randomUUID();
    await query(ADD_TO_CART, { input: { productId, quantity: 1 } }, testUser(userId));
    const input = {
      idempotencyKey: 'buy',
      shippingAddressId: neighbours.addAddress(userId),
      paymentMethod: { token: 'tok_visa' },
    };
    const { data } = await query(CHECKOUT, { input }, testUser(userId));
    return data?.checkout.order?.status;
  };

  const start = performance.now();
  expect(await buy(replicas[0])).toBe('CONFIRMED');
  expect(performance.now() - start).toBeLessThan(2_000);

  const buying = Promise.all(
    Array.from({ length: 20 }, (_, index) => buy(replicas[index % 2 === 0 ? 0 : 1])),
  );
  await buying;
  const late = Promise.all(Array.from({ length: 10 }, () => buy(replicas[1])));
  await replicas[0].stop();
  await late;
  await expect
    .poll(() => database.order.groupBy({ by: ['status'], _count: true }), { timeout: 10_000 })
    .toEqual([{ status: 'CONFIRMED', _count: 31 }]);
  expect(await database.saga.count({ where: { state: 'COMPLETED', paymentMethodToken: null } })).toBe(31);
});
