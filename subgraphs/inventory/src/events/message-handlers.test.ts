import { randomUUID } from 'node:crypto';
import {
  CommitInventory,
  createMessage,
  ProductCreated,
  ReleaseInventory,
  ReserveInventory,
} from '@techally/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedStock } from '../seed-stock.js';
import { orderMessage, startInventory, type TestInventory } from '../testing/start-inventory.js';

let inventory: TestInventory;

beforeAll(async () => {
  inventory = await startInventory({ sweepInterval: 60_000 });
});
afterAll(() => inventory.stop());

const later = () => new Date(Date.now() + 900_000).toISOString();
const reserve = (orderId: string, items: { productId: string; quantity: number }[]) =>
  orderMessage(ReserveInventory, { orderId, userId: randomUUID(), items, expiresAt: later() });
const release = (orderId: string) => orderMessage(ReleaseInventory, { orderId, reason: 'PAYMENT_DECLINED' });
const commit = (orderId: string) => orderMessage(CommitInventory, { orderId });

async function answers(orderId: string): Promise<string[]> {
  const types = ['InventoryReserved', 'InventoryRejected', 'InventoryReleased', 'InventoryCommitted'];
  const sent = await Promise.all(types.map((type) => inventory.sent(type, orderId)));
  return sent
    .flat()
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((message) => message.type);
}

describe('ReserveInventory', () => {
  it('holds every item and answers InventoryReserved in the same conversation', async () => {
    const [a, b] = [await inventory.stocked(5), await inventory.stocked(3)];
    const command = reserve(randomUUID(), [
      { productId: a, quantity: 2 },
      { productId: b, quantity: 3 },
    ]);
    await inventory.bus.deliver(command);
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 2 });
    expect(await inventory.stockOf(b)).toEqual({ onHand: 3, reserved: 3 });
    const [answer] = await inventory.sent('InventoryReserved', command.data.orderId);
    expect(answer).toMatchObject({ correlationId: command.correlationId, causationId: command.id });
    expect(answer?.data).toEqual({
      orderId: command.data.orderId,
      items: [
        { productId: a, quantity: 2 },
        { productId: b, quantity: 3 },
      ].sort((x, y) => (x.productId < y.productId ? -1 : 1)),
    });
  });

  it('holds nothing when one item is short, and says what is', async () => {
    const [a, b, unknown] = [await inventory.stocked(5), await inventory.stocked(3), randomUUID()];
    const order = randomUUID();
    const items = [a, b, unknown].map((productId) => ({ productId, quantity: 4 }));
    await inventory.bus.deliver(reserve(order, items));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
    const [answer] = await inventory.sent('InventoryRejected', order);
    const { shortages } = answer?.data as { shortages: { productId: string }[] };
    expect(new Map(shortages.map((each) => [each.productId, each]))).toEqual(
      new Map([
        [b, { productId: b, requested: 4, available: 3 }],
        [unknown, { productId: unknown, requested: 4, available: 0 }],
      ]),
    );
  });

  it('adds up lines of the same product before it looks for shortages', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(
      reserve(order, [
        { productId: a, quantity: 3 },
        { productId: a.toUpperCase(), quantity: 3 },
      ]),
    );
    expect(await answers(order)).toEqual(['InventoryRejected']);
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('gives an order that asks again the same answer and not one piece more', async () => {
    const a = await inventory.stocked(5);
    const [order, refused] = [randomUUID(), randomUUID()];
    const first = reserve(order, [{ productId: a, quantity: 3 }]);
    await inventory.bus.deliver(first);
    await inventory.bus.deliver(first);
    expect(await answers(order)).toEqual(['InventoryReserved']);
    await Promise.all(
      Array.from({ length: 5 }, () => inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 3 }]))),
    );
    expect(await answers(order)).toEqual(Array(6).fill('InventoryReserved'));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 3 });

    await inventory.bus.deliver(reserve(refused, [{ productId: a, quantity: 3 }]));
    await inventory.bus.deliver(release(order));
    // There would be enough now, but the first answer has cancelled the order already.
    await inventory.bus.deliver(reserve(refused, [{ productId: a, quantity: 3 }]));
    const [one, two] = await inventory.sent('InventoryRejected', refused);
    expect(one?.data).toEqual({
      orderId: refused,
      shortages: [{ productId: a, requested: 3, available: 2 }],
    });
    expect(two?.data).toEqual(one?.data);
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('reserves once when the same order asks several times at once', async () => {
    const a = await inventory.stocked(50);
    const order = randomUUID();
    await Promise.all(
      Array.from({ length: 8 }, () => inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 3 }]))),
    );
    expect(await inventory.stockOf(a)).toEqual({ onHand: 50, reserved: 3 });
    expect(await answers(order)).toEqual(Array(8).fill('InventoryReserved'));
  });

  it('rejects a request for more pieces than a number of the database can hold', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 9_000_000_000 }]));
    expect(await answers(order)).toEqual(['InventoryRejected']);
  });
});

describe('ReleaseInventory', () => {
  it('gives held pieces back once, and answers every time', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 4 }]));
    await Promise.all(
      [release(order), release(order), release(order)].map((message) => inventory.bus.deliver(message)),
    );
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
    expect((await answers(order)).slice(1)).toEqual(Array(3).fill('InventoryReleased'));
    const [adjusted] = await inventory.sent('StockAdjusted', a);
    expect(adjusted?.data).toEqual({ productId: a, onHand: 5, reserved: 0, available: 5, version: 3 });
  });

  it('brings sold pieces back into the warehouse', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 4 }]));
    await inventory.bus.deliver(commit(order));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 1, reserved: 0 });
    await inventory.bus.deliver(release(order));
    await inventory.bus.deliver(release(order));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('answers for an order that it never heard of, and lets that order reserve nothing afterwards', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(release(order));
    await inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 1 }]));
    expect(await answers(order)).toEqual(['InventoryReleased', 'InventoryRejected']);
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('leaves nothing reserved when it races with ReserveInventory', async () => {
    const a = await inventory.stocked(100);
    const orders = Array.from({ length: 10 }, () => randomUUID());
    await Promise.all(
      orders.flatMap((order) => [
        inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 2 }])),
        inventory.bus.deliver(release(order)),
      ]),
    );
    expect(await inventory.stockOf(a)).toEqual({ onHand: 100, reserved: 0 });
  });
});

describe('CommitInventory', () => {
  it('takes the pieces out of the warehouse once', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 4 }]));
    await Promise.all([commit(order), commit(order)].map((message) => inventory.bus.deliver(message)));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 1, reserved: 0 });
    expect(await answers(order)).toEqual(['InventoryReserved', 'InventoryCommitted', 'InventoryCommitted']);
    expect(await inventory.sent('StockAdjusted', a)).toHaveLength(1);
  });

  it('sells nothing of an order that was released before, and says so', async () => {
    const a = await inventory.stocked(5);
    const order = randomUUID();
    await inventory.bus.deliver(reserve(order, [{ productId: a, quantity: 4 }]));
    await inventory.bus.deliver(release(order));
    await inventory.bus.deliver(commit(order));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 5, reserved: 0 });
    expect(await answers(order)).toEqual(['InventoryReserved', 'InventoryReleased', 'InventoryReleased']);
  });

  it('is a dead letter at once for an order that never held anything', async () => {
    await expect(inventory.bus.deliver(commit(randomUUID()))).rejects.toMatchObject({
      code: 'MESSAGE_REJECTED',
      retryable: false,
    });
  });
});

describe('ProductCreated', () => {
  const created = (productId: string, initialStock?: number) =>
    createMessage(ProductCreated, {
      aggregateId: productId,
      data: {
        productId,
        name: 'Chair',
        categoryId: randomUUID(),
        price: { cents: 100, currencyCode: 'USD' },
        archived: false,
        version: 1,
        ...(initialStock === undefined ? {} : { initialStock }),
      },
    });

  it('opens the stock with its first pieces and announces it', async () => {
    const product = randomUUID();
    await inventory.bus.deliver(created(product, 7));
    expect(await inventory.stockOf(product)).toEqual({ onHand: 7, reserved: 0 });
    const [adjusted] = await inventory.sent('StockAdjusted', product);
    expect(adjusted?.data).toEqual({ productId: product, onHand: 7, reserved: 0, available: 7, version: 1 });
  });

  it('never overwrites stock that is there', async () => {
    const product = await inventory.stocked(5);
    await inventory.bus.deliver(created(product, 7));
    await inventory.bus.deliver(created(product));
    expect(await inventory.stockOf(product)).toEqual({ onHand: 5, reserved: 0 });
  });
});

describe('seedStock', () => {
  it('opens missing stock in one go, with a movement for each, and leaves the rest alone', async () => {
    const old = await inventory.stocked(5);
    const fresh = Array.from({ length: 500 }, () => ({ productId: randomUUID(), onHand: 9 }));
    const items = [{ productId: old, onHand: 100 }, ...fresh];
    expect(await seedStock(inventory.databaseUrl, items)).toBe(500);
    expect(await seedStock(inventory.databaseUrl, items)).toBe(0);
    expect(await inventory.stockOf(old)).toEqual({ onHand: 5, reserved: 0 });
    const counted = await inventory.database.stockMovement.aggregate({
      where: { productId: { in: fresh.map((item) => item.productId) }, reason: 'INITIAL' },
      _sum: { onHandDelta: true },
    });
    expect(counted._sum.onHandDelta).toBe(4500);
  });
});

describe('the database', () => {
  it('itself refuses to have more reserved than there is', async () => {
    const a = await inventory.stocked(5);
    await expect(
      inventory.database.stockItem.update({ where: { productId: a }, data: { reserved: 6 } }),
    ).rejects.toThrow();
    await expect(
      inventory.database.stockItem.update({ where: { productId: a }, data: { onHand: -1 } }),
    ).rejects.toThrow();
  });
});
