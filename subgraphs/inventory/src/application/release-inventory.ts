import { randomUUID } from 'node:crypto';
import type { MessageByType } from '@techally/contracts';
import type { ReservationWithItems } from '../domain/reservation.js';
import type { StockItem } from '../domain/stock-item.js';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';
import { inventoryReleased, stockAdjusted } from './inventory-messages.js';
import { MOVES, moveReservedStock } from './move-reserved-stock.js';

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
  let stock: readonly StockItem[] = [];
  if (!(await inventory.insertReservation(tombstone))) {
    const reservation = await inventory.lockReservation(orderId);
    if (reservation !== null) stock = await giveBack(inventory, reservation);
  }
  await inventory.send([
    inventoryReleased(orderId, command),
    ...stock.map((item) => stockAdjusted(item, command)),
  ]);
}

async function giveBack(
  inventory: InventoryTransaction,
  reservation: ReservationWithItems,
): Promise<readonly StockItem[]> {
  switch (reservation.state) {
    case 'ACTIVE':
    case 'COMMITTED': {
      await inventory.setState([reservation.id], 'RELEASED');
      return moveReservedStock(
        inventory,
        [reservation],
        reservation.state === 'ACTIVE' ? MOVES.release : MOVES.takeBack,
      );
    }
    case 'EXPIRED':
      // The pieces are back already. The state must still say that the order gave them up, or a CommitInventory that
      // was overtaken on its way would take them for an order that has been cancelled.
      await inventory.setState([reservation.id], 'RELEASED');
      return [];
    case 'RELEASED':
    case 'REJECTED':
      return [];
  }
}
