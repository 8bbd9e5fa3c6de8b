import { randomUUID } from 'node:crypto';
import type { MessageByType } from '@techally/contracts';
import { stockAfter } from '../domain/change-stock.js';
import type { ReservationWithItems } from '../domain/reservation.js';
import type { InventoryTransaction, StockChange } from '../ports/inventory-transaction.js';
import { inventoryReleased, stockAdjusted } from './inventory-messages.js';
import { MOVES, movesOf } from './move-reserved-stock.js';

/**
 * Gives back what an order holds, or what it had bought, and answers InventoryReleased in any case. For an order that
 * is not known yet it leaves a released reservation behind, so that a ReserveInventory that was overtaken on its way
 * is rejected.
 */
export async function releaseInventory(
  inventory: InventoryTransaction,
  command: MessageByType<'ReleaseInventory'>,
): Promise<void> {
  const orderId = command.data.orderId.toLowerCase();
  const tombstone = {
    id: randomUUID(),
    orderId,
    state: 'RELEASED',
    expiresAt: new Date(command.timestamp),
  } as const;
  const released = inventoryReleased(orderId, command);
  const isNew = (await inventory.insertReservation(tombstone, [])) !== null;
  const reservation = isNew ? null : await inventory.lockReservation(orderId);
  if (reservation === null || reservation.state === 'RELEASED' || reservation.state === 'REJECTED') {
    await inventory.write({ messages: [released] });
    return;
  }
  const changes = givenBack(reservation);
  const stock = stockAfter(reservation.stock, changes);
  await inventory.write({
    reservations: { ids: [reservation.id], state: 'RELEASED' },
    stock: changes,
    messages: [released, ...stock.map((item) => stockAdjusted(item, command))],
  });
}

function givenBack(reservation: ReservationWithItems): readonly StockChange[] {
  switch (reservation.state) {
    case 'ACTIVE':
      return movesOf([reservation], MOVES.release);
    case 'COMMITTED':
      return movesOf([reservation], MOVES.takeBack);
    // The pieces are back already. The state must still say that the order gave them up, or a CommitInventory that
    // was overtaken on its way would take them for an order that has been cancelled.
    case 'EXPIRED':
    case 'RELEASED':
    case 'REJECTED':
      return [];
  }
}
