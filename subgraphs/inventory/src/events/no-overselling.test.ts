import { randomUUID } from 'node:crypto';
import {
  CommitInventory,
  type Message,
  ReleaseInventory,
  ReserveInventory,
  SUBSCRIPTIONS,
} from '@techally/contracts';
import { createTestDatabase } from '@techally/database/testing';
import { createPostgresEventBus } from '@techally/messaging';
import { describe, expect, it } from 'vitest';
import { orderMessage, startInventory, type TestInventory } from '../testing/start-inventory.js';

const expiresAt = new Date(Date.now() + 900_000).toISOString();

function reserve(orderId: string, items: { productId: string; quantity: number }[]): Message {
  return orderMessage(ReserveInventory, { orderId, userId: randomUUID(), items, expiresAt });
}

describe('200 buyers of 50 pieces', () => {
  it('get exactly 50, over the real bus', async () => {
    const platform = await createTestDatabase('platform');
    const bus = createPostgresEventBus({ databaseUrl: platform.url, topology: SUBSCRIPTIONS });
    await bus.start();
    const inventory = await startInventory({ bus });
    try {
      const answers = { InventoryReserved: [] as string[], InventoryRejected: [] as string[] };
      for (const type of ['InventoryReserved', 'InventoryRejected'] as const) {
        const handle = async (message: Message) => void answers[type].push(message.aggregateId);
        await bus.subscribe({ service: 'order', type, handle });
      }
      const product = await inventory.stocked(50);
      const orders = Array.from({ length: 200 }, () => randomUUID());
      await bus.publish(orders.map((order) => reserve(order, [{ productId: product, quantity: 1 }])));

      await expect
        .poll(() => answers.InventoryReserved.length + answers.InventoryRejected.length, { timeout: 20_000 })
        .toBe(200);
      expect(answers.InventoryReserved).toHaveLength(50);
      expect(new Set([...answers.InventoryReserved, ...answers.InventoryRejected])).toEqual(new Set(orders));
      expect(await inventory.stockOf(product)).toEqual({ onHand: 50, reserved: 50 });
      expect(await bus.deadLetters()).toEqual([]);
    } finally {
      await inventory.stop();
      await bus.close();
      await platform.close();
    }
  });
});

/** Small and repeatable: a failure prints the seed that it came from. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function shuffled<Item>(items: readonly Item[], random: (below: number) => number): Item[] {
  return items
    .map((item) => ({ item, place: random(1_000_000) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Delivers messages as 16 consumers would, with whatever overtakes what. */
async function deliverAll(inventory: TestInventory, messages: readonly Message[]): Promise<void> {
  const queue = [...messages];
  const consume = async () => {
    for (let message = queue.shift(); message !== undefined; message = queue.shift())
      await inventory.bus.deliver(message);
  };
  await Promise.all(Array.from({ length: 16 }, consume));
}

describe('random orders at the same time', () => {
  it.each([1, 2])('conserve every piece and never lock each other out (seed %i)', async (seed) => {
    const inventory = await startInventory();
    try {
      const random = randomNumbers(seed);
      const stock = new Map<string, number>();
      for (let index = 0; index < 5; index += 1) {
        const onHand = 20 + random(60);
        stock.set(await inventory.stocked(onHand), onHand);
      }
      const products = [...stock.keys()];
      const orders = Array.from({ length: 100 }, () => randomUUID());
      const commands = orders.map((order) =>
        reserve(
          order,
          shuffled(products, random)
            .slice(0, 3)
            .map((productId) => ({ productId, quantity: 1 + random(3) })),
        ),
      );
      // Some come twice.
      await deliverAll(inventory, shuffled([...commands, ...commands.filter(() => random(3) === 0)], random));
      const held = await sumOfItems(inventory, ['ACTIVE']);
      for (const product of products) {
        const level = await inventory.stockOf(product);
        expect(level).toEqual({ onHand: stock.get(product), reserved: held.get(product) ?? 0 });
        expect(level?.reserved).toBeLessThanOrEqual(level?.onHand ?? 0);
      }
      const active = await inventory.database.reservation.findMany({ where: { state: 'ACTIVE' } });
      expect(active.length).toBeGreaterThan(10);
      expect(active.length).toBeLessThan(100);

      const ends = active.flatMap(({ orderId }) => {
        const commit = orderMessage(CommitInventory, { orderId });
        const release = orderMessage(ReleaseInventory, { orderId, reason: 'CANCELLED_BY_CUSTOMER' });
        return (
          [[commit], [release], [commit, release], [commit, commit], [release, release], []][random(6)] ?? []
        );
      });
      await deliverAll(inventory, shuffled(ends, random));
      const [stillHeld, sold] = [
        await sumOfItems(inventory, ['ACTIVE']),
        await sumOfItems(inventory, ['COMMITTED']),
      ];
      for (const product of products) {
        const onHand = (stock.get(product) ?? 0) - (sold.get(product) ?? 0);
        expect(await inventory.stockOf(product)).toEqual({ onHand, reserved: stillHeld.get(product) ?? 0 });
        expect(await sumOfMovements(inventory, product)).toEqual({
          onHandDelta: onHand,
          reservedDelta: stillHeld.get(product) ?? 0,
        });
      }
    } finally {
      await inventory.stop();
    }
  });
});

async function sumOfItems(
  { database }: TestInventory,
  states: ('ACTIVE' | 'COMMITTED')[],
): Promise<Map<string, number>> {
  const sums = await database.reservationItem.groupBy({
    by: ['productId'],
    where: { reservation: { state: { in: states } } },
    _sum: { quantity: true },
  });
  return new Map(sums.map((each) => [each.productId, each._sum.quantity ?? 0]));
}

async function sumOfMovements({ database }: TestInventory, productId: string) {
  const { _sum } = await database.stockMovement.aggregate({
    where: { productId },
    _sum: { onHandDelta: true, reservedDelta: true },
  });
  return _sum;
}
