import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CommitInventory, ReserveInventory } from '@techally/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderMessage, startInventory, type TestInventory } from '../testing/start-inventory.js';

// A statement reads what there was when it began. What is decided under a lock must rest on what there is when the lock is held.

let inventory: TestInventory;

beforeAll(async () => {
  inventory = await startInventory({ sweepInterval: 60_000 });
});
afterAll(() => inventory.stop());
const reserve = (productIds: readonly string[]) => {
  const expiresAt = new Date(Date.now() + 900_000).toISOString();
  const items = productIds.map((productId) => ({ productId, quantity: 1 }));
  return orderMessage(ReserveInventory, { orderId: randomUUID(), userId: randomUUID(), items, expiresAt });
};

/** Delivers a message while another transaction holds what it needs, and ends that transaction when it waits. */
async function deliverMeanwhile(
  message: Parameters<TestInventory['bus']['deliver']>[0],
  sql: string,
  values: string[],
) {
  const { database, bus } = inventory;
  const delivered = await database.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(sql, ...values);
    const delivery = bus.deliver(message);
    await expect
      .poll(async () => {
        const [row] = await database.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return row?.waiting;
      })
      .toBe(1);
    // Not as a promise, or the transaction would wait for what waits for it.
    return { delivery };
  });
  await delivered.delivery;
}

async function everyRow(): Promise<unknown> {
  const [inbox, reservations, items, movements, outbox, stock] = await Promise.all([
    inventory.database.inboxMessage.count(),
    inventory.database.reservation.findMany({ orderBy: { id: 'asc' } }),
    inventory.database.reservationItem.count(),
    inventory.database.stockMovement.count(),
    inventory.database.outboxMessage.count(),
    inventory.database.stockItem.findMany({ orderBy: { productId: 'asc' } }),
  ]);
  return { inbox, reservations, items, movements, outbox, stock };
}

describe('who waits for a lock', () => {
  it('does not get the last piece that another order has taken meanwhile', async () => {
    const productId = await inventory.stocked(1);
    const command = reserve([productId]);
    await deliverMeanwhile(
      command,
      'UPDATE stock_items SET reserved = 1, version = version + 1 WHERE product_id = $1::uuid',
      [productId],
    );
    expect(await inventory.stockOf(productId)).toEqual({ onHand: 1, reserved: 1 });
    const [answer] = await inventory.sent('InventoryRejected', command.data.orderId);
    expect(answer?.data).toMatchObject({ shortages: [{ productId, requested: 1, available: 0 }] });
  });

  it('announces the stock as it is after both changes', async () => {
    const productId = await inventory.stocked(10);
    const reserved = reserve([productId]);
    await inventory.bus.deliver(reserved);
    const commit = orderMessage(CommitInventory, { orderId: reserved.data.orderId });
    await deliverMeanwhile(
      commit,
      'UPDATE stock_items SET on_hand = 7, version = version + 1 WHERE product_id = $1::uuid',
      [productId],
    );
    const row = await inventory.database.stockItem.findUniqueOrThrow({ where: { productId } });
    expect(row).toMatchObject({ onHand: 6, reserved: 0 });
    const announced = (await inventory.sent('StockAdjusted', productId)).at(-1);
    expect(announced?.data).toMatchObject({ onHand: 6, reserved: 0, available: 6, version: row.version });
  });

  it('sells nothing of a reservation that was given up meanwhile', async () => {
    const productId = await inventory.stocked(2);
    const { data } = reserve([productId]);
    await inventory.bus.deliver(orderMessage(ReserveInventory, data));
    const commit = orderMessage(CommitInventory, { orderId: data.orderId });
    await deliverMeanwhile(commit, `UPDATE reservations SET state = 'RELEASED' WHERE order_id = $1::uuid`, [
      data.orderId,
    ]);
    expect(await inventory.stockOf(productId)).toEqual({ onHand: 2, reserved: 1 });
    expect(await inventory.sent('InventoryReleased', data.orderId)).toHaveLength(1);
  });

  it('takes the last piece once when two orders ask at the same time, in any order of the products', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await inventory.stocked(1), await inventory.stocked(1)];
      const commands = [reserve([a, b]), reserve([b, a])];
      await Promise.all(commands.map((command) => inventory.bus.deliver(command)));
      const answers = await Promise.all(
        commands.map(({ data }) => inventory.sent('InventoryReserved', data.orderId)),
      );
      expect(answers.flat()).toHaveLength(1);
      expect(await inventory.stockOf(a)).toEqual({ onHand: 1, reserved: 1 });
      expect(await inventory.stockOf(b)).toEqual({ onHand: 1, reserved: 1 });
    }
  });
});

describe('a message', () => {
  it('that comes again changes no row', async () => {
    const productId = await inventory.stocked(5);
    const reserved = reserve([productId]);
    const commit = orderMessage(CommitInventory, { orderId: reserved.data.orderId });
    for (const message of [reserved, commit]) {
      await inventory.bus.deliver(message);
      // Until the relay has emptied the outbox.
      await expect.poll(() => inventory.database.outboxMessage.count()).toBe(0);
      const before = await everyRow();
      await inventory.bus.deliver(message);
      await delay(20);
      expect(await everyRow()).toEqual(before);
    }
  });

  it('whose last write fails leaves nothing behind, and can come again', async () => {
    const productId = await inventory.stocked(5);
    const command = reserve([productId]);
    await expect.poll(() => inventory.database.outboxMessage.count()).toBe(0);
    const before = await everyRow();
    await inventory.database.$executeRawUnsafe(
      'ALTER TABLE outbox ADD CONSTRAINT none CHECK (FALSE) NOT VALID',
    );
    await expect(inventory.bus.deliver(command)).rejects.toThrow();
    expect(await everyRow()).toEqual(before);
    await inventory.database.$executeRawUnsafe('ALTER TABLE outbox DROP CONSTRAINT none');
    await inventory.bus.deliver(command);
    expect(await inventory.stockOf(productId)).toEqual({ onHand: 5, reserved: 1 });
  });
});
