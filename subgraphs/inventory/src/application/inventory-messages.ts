import {
  InventoryCommitted,
  InventoryRejected,
  InventoryReleased,
  InventoryReserved,
  StockAdjusted,
  createMessage,
} from '@techally/contracts';
import type { Message } from '@techally/contracts';
import type { ReservationItem } from '../domain/reservation.js';
import type { Shortage } from '../domain/shortage.js';
import { availableOf, type StockItem } from '../domain/stock-item.js';

export function inventoryReserved(
  orderId: string,
  items: readonly ReservationItem[],
  cause: Message,
): Message {
  return createMessage(InventoryReserved, {
    aggregateId: orderId,
    data: { orderId, items: [...items] },
    cause,
  });
}

export function inventoryRejected(orderId: string, shortages: readonly Shortage[], cause: Message): Message {
  return createMessage(InventoryRejected, {
    aggregateId: orderId,
    data: { orderId, shortages: [...shortages] },
    cause,
  });
}

/** `cause` is absent when the reservation ran out by itself. */
export function inventoryReleased(orderId: string, cause?: Message): Message {
  return createMessage(InventoryReleased, { aggregateId: orderId, data: { orderId }, cause });
}

export function inventoryCommitted(orderId: string, cause: Message): Message {
  return createMessage(InventoryCommitted, { aggregateId: orderId, data: { orderId }, cause });
}

/** Announces the stock of a product after a change. */
export function stockAdjusted(stock: StockItem, cause?: Message): Message {
  const { productId, onHand, reserved, version } = stock;
  const data = { productId, onHand, reserved, available: availableOf(stock), version };
  return createMessage(StockAdjusted, { aggregateId: productId, data, cause });
}
