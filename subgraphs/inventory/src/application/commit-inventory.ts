import type { MessageByType } from '@techally/contracts';
import { MessageRejectedError } from '@techally/messaging';
import { stockAfter } from '../domain/change-stock.js';
import { findShortages } from '../domain/shortage.js';
import type {
  InventoryChanges,
  InventoryTransaction,
  LockedReservation,
} from '../ports/inventory-transaction.js';
import {
  inventoryCommitted,
  inventoryRejected,
  inventoryReleased,
  stockAdjusted,
} from './inventory-messages.js';
import { MOVES, movesOf } from './move-reserved-stock.js';

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
  await inventory.write(commit(await inventory.lockReservation(orderId), orderId, command));
}

function commit(
  reservation: LockedReservation | null,
  orderId: string,
  command: CommitInventory,
): InventoryChanges {
  switch (reservation?.state) {
    case 'ACTIVE':
      return sell(reservation, command);
    case 'COMMITTED':
      return { messages: [inventoryCommitted(orderId, command)] };
    case 'EXPIRED':
      return sellExpired(reservation, command);
    case 'RELEASED':
      return { messages: [inventoryReleased(orderId, command)] };
    case 'REJECTED':
    case undefined:
      throw new MessageRejectedError(`Order ${orderId} has nothing reserved that could be sold.`);
  }
}

function sell(reservation: LockedReservation, command: CommitInventory): InventoryChanges {
  const move = reservation.state === 'EXPIRED' ? MOVES.sellUnreserved : MOVES.sell;
  const changes = movesOf([reservation], move);
  const messages = stockAfter(reservation.stock, changes).map((item) => stockAdjusted(item, command));
  return {
    reservations: { ids: [reservation.id], state: 'COMMITTED' },
    stock: changes,
    messages: [inventoryCommitted(reservation.orderId, command), ...messages],
  };
}

/** The payment took longer than the reservation: the pieces are taken if they are still there, else InventoryRejected. */
function sellExpired(reservation: LockedReservation, command: CommitInventory): InventoryChanges {
  const shortages = findShortages(reservation.items, reservation.stock);
  return shortages.length > 0
    ? { messages: [inventoryRejected(reservation.orderId, shortages, command)] }
    : sell(reservation, command);
}
