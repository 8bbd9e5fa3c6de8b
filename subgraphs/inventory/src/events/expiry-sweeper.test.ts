import { randomUUID } from 'node:crypto';
import { CommitInventory, ReleaseInventory, ReserveInventory } from '@techally/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { orderMessage, startInventory, type TestInventory } from '../testing/start-inventory.js';

let time = Date.now();
const open: TestInventory[] = [];

async function start(): Promise<TestInventory> {
  const inventory = await startInventory({ now: () => new Date(time), sweepInterval: 20 });
  open.push(inventory);
  return inventory;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((inventory) => inventory.stop()));
});

const MINUTES = 60_000;

function reserve(orderId: string, productId: string, quantity: number) {
  const expiresAt = new Date(time + 15 * MINUTES).toISOString();
  return orderMessage(ReserveInventory, {
    orderId,
    userId: randomUUID(),
    items: [{ productId, quantity }],
    expiresAt,
  });
}

describe('the sweeper', () => {
  it('releases what ran out, tells the order once, and leaves what is sold or still has time', async () => {
    const inventory = await start();
    const a = await inventory.stocked(300);
    const [sold, fresh] = [randomUUID(), randomUUID()];
    const late = Array.from({ length: 120 }, () => randomUUID());
    await inventory.bus.deliver(reserve(sold, a, 1));
    await inventory.bus.deliver(orderMessage(CommitInventory, { orderId: sold }));
    for (const order of late) await inventory.bus.deliver(reserve(order, a, 2));
    time += 10 * MINUTES;
    await inventory.bus.deliver(reserve(fresh, a, 3));
    time += 6 * MINUTES;

    await expect.poll(() => inventory.stockOf(a)).toEqual({ onHand: 299, reserved: 3 });
    await expect
      .poll(async () => inventory.bus.published.filter((each) => each.type === 'InventoryReleased').length)
      .toBe(120);
    const released = inventory.bus.published
      .filter((each) => each.type === 'InventoryReleased')
      .map((each) => each.aggregateId);
    expect(new Set(released)).toEqual(new Set(late));
    const states = await inventory.database.reservation.groupBy({ by: ['state'], _count: true });
    expect(new Map(states.map((each) => [each.state, each._count]))).toEqual(
      new Map([
        ['COMMITTED', 1],
        ['ACTIVE', 1],
        ['EXPIRED', 120],
      ]),
    );
  });

  it('does not keep a late commit from taking the pieces that are still there', async () => {
    const inventory = await start();
    const a = await inventory.stocked(3);
    const [first, second] = [randomUUID(), randomUUID()];
    await inventory.bus.deliver(reserve(first, a, 2));
    await inventory.bus.deliver(reserve(second, a, 1));
    time += 16 * MINUTES;
    await expect.poll(() => inventory.stockOf(a)).toEqual({ onHand: 3, reserved: 0 });

    await inventory.bus.deliver(orderMessage(CommitInventory, { orderId: first }));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 1, reserved: 0 });
    expect(await inventory.sent('InventoryCommitted', first)).toHaveLength(1);

    await inventory.bus.deliver(reserve(randomUUID(), a, 1));
    await inventory.bus.deliver(orderMessage(CommitInventory, { orderId: second }));
    expect((await inventory.sent('InventoryRejected', second))[0]?.data).toEqual({
      orderId: second,
      shortages: [{ productId: a, requested: 1, available: 0 }],
    });
    expect(await inventory.stockOf(a)).toEqual({ onHand: 1, reserved: 1 });
  });

  it('keeps a commit from selling what the order gave up after it ran out, whichever message comes first', async () => {
    const inventory = await start();
    const a = await inventory.stocked(3);
    const order = randomUUID();
    await inventory.bus.deliver(reserve(order, a, 2));
    time += 16 * MINUTES;
    await expect.poll(() => inventory.stockOf(a)).toEqual({ onHand: 3, reserved: 0 });

    await inventory.bus.deliver(
      orderMessage(ReleaseInventory, { orderId: order, reason: 'CANCELLED_BY_CUSTOMER' }),
    );
    await inventory.bus.deliver(orderMessage(CommitInventory, { orderId: order }));
    expect(await inventory.stockOf(a)).toEqual({ onHand: 3, reserved: 0 });
    expect(await inventory.sent('InventoryCommitted', order)).toHaveLength(0);
  });
});
