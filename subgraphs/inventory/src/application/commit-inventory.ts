import type { MessageByType } from '@techally/contracts';
import { MessageRejectedError } from '@techally/messaging';
import type { ReservationWithItems } from '../domain/reservation.js';
import { findShortages } from '../domain/shortage.js';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';
import {
  inventoryCommitted,
  inventoryRejected,
  inventoryReleased,
  stockAdjusted,
} from './inventory-messages.js';
import { MOVES, moveReservedStock } from './move-reserved-stock.js';

type CommitInventory = MessageByType<'CommitInventory'>;

/**
 * Sells what an order holds: the pieces leave the warehouse, and InventoryCommitted is the answer, also to a second
 * command. An order that was given up meanwhile hears InventoryReleased.
 *
 * @throws MessageRejectedError when the order never held anything: nobody confirms an order that was not reserved
 */
export async function commitInventory(
  inventory: InventoryTransaction,
  command: CommitInventory,
): Promise<void> {
  const orderId = command.data.orderId.toLowerCase();
  const reservation = await inventory.lockReservation(orderId);
  switch (reservation?.state) {
    case 'ACTIVE':
      return sell(inventory, reservation, command);
    case 'COMMITTED':
      return inventory.send([inventoryCommitted(orderId, command)]);
    case 'EXPIRED':
      return sellExpired(inventory, reservation, command);
    case 'RELEASED':
      return inventory.send([inventoryReleased(orderId, command)]);
    case 'REJECTED':
    case undefined:
      throw new MessageRejectedError(`Order ${orderId} has nothing reserved that could be sold.`);
  }
}

async function sell(
  inventory: InventoryTransaction,
  reservation: ReservationWithItems,
  command: CommitInventory,
): Promise<void> {
  const move = reservation.state === 'EXPIRED' ? MOVES.sellUnreserved : MOVES.sell;
  const stock = await moveReservedStock(inventory, [reservation], move);
  await inventory.setState([reservation.id], 'COMMITTED');
  const messages = stock.map((item) => stockAdjusted(item, command));
  await inventory.send([inventoryCommitted(reservation.orderId, command), ...messages]);
}

/** The payment took longer than the reservation: the pieces are taken if they are still there, else InventoryRejected. */
async function sellExpired(
  inventory: InventoryTransaction,
  reservation: ReservationWithItems,
  command: CommitInventory,
): Promise<void> {
  const stock = await inventory.lockStock(reservation.items.map((item) => item.productId));
  const shortages = findShortages(reservation.items, stock);
  if (shortages.length > 0)
    return inventory.send([inventoryRejected(reservation.orderId, shortages, command)]);
  return sell(inventory, reservation, command);
}
