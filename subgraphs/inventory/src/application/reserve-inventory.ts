import { randomUUID } from 'node:crypto';
import type { MessageByType } from '@techally/contracts';
import { mergeItems, type ReservationWithItems } from '../domain/reservation.js';
import { allShort, findShortages } from '../domain/shortage.js';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';
import { inventoryRejected, inventoryReserved } from './inventory-messages.js';

type ReserveInventory = MessageByType<'ReserveInventory'>;

/**
 * Takes hold of all items of an order, or of none, and answers InventoryReserved or InventoryRejected. An order that
 * asks again gets the same answer and no second piece; one that was given up meanwhile is rejected.
 */
export async function reserveInventory(
  inventory: InventoryTransaction,
  command: ReserveInventory,
): Promise<void> {
  const { expiresAt } = command.data;
  const orderId = command.data.orderId.toLowerCase();
  const items = mergeItems(command.data.items);
  const reservation = { id: randomUUID(), orderId, state: 'ACTIVE', expiresAt: new Date(expiresAt) } as const;
  // The unique order id makes a second command wait here until the first has been answered.
  const stock = await inventory.insertReservation(
    reservation,
    items.map((item) => item.productId),
  );
  if (stock === null) return answerAgain(inventory, command);

  const shortages = findShortages(items, stock);
  if (shortages.length > 0) {
    await inventory.write({
      reservations: { ids: [reservation.id], state: 'REJECTED', shortages },
      messages: [inventoryRejected(orderId, shortages, command)],
    });
    return;
  }
  await inventory.write({
    items: { reservationId: reservation.id, items },
    stock: items.map(({ productId, quantity }) => ({
      productId,
      onHandDelta: 0,
      reservedDelta: quantity,
      reason: 'RESERVATION',
      orderId,
    })),
    messages: [inventoryReserved(orderId, items, command)],
  });
}

async function answerAgain(inventory: InventoryTransaction, command: ReserveInventory): Promise<void> {
  const orderId = command.data.orderId.toLowerCase();
  const existing = await inventory.lockReservation(orderId);
  if (existing === null) throw new Error(`The reservation of order ${orderId} disappeared.`);
  await inventory.write({ messages: [answerOf(existing, command)] });
}

function answerOf(reservation: ReservationWithItems, command: ReserveInventory) {
  const { orderId } = reservation;
  switch (reservation.state) {
    case 'ACTIVE':
    case 'COMMITTED':
      return inventoryReserved(orderId, reservation.items, command);
    case 'REJECTED':
    case 'RELEASED':
    case 'EXPIRED':
      return inventoryRejected(
        orderId,
        reservation.shortages ?? allShort(mergeItems(command.data.items)),
        command,
      );
  }
}
