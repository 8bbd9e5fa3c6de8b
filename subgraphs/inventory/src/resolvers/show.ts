import type { Reservation } from '../domain/reservation.js';
import { availableOf, type StockItem } from '../domain/stock-item.js';
import type { StockMovement } from '../domain/stock-movement.js';
import { ReservationStateType, type ReservationType } from './types/reservation-types.js';
import {
  MovementReasonType,
  type StockItemType,
  type StockLevelType,
  type StockMovementType,
} from './types/stock-types.js';

/** Stock as customers see it; a product without a row has none. */
export function showStockLevel(stock: StockItem | null): StockLevelType {
  return stock === null
    ? { available: 0, reserved: 0 }
    : { available: availableOf(stock), reserved: stock.reserved };
}

/** Stock as administrators see it. */
export function showStockItem(stock: StockItem): StockItemType {
  const { productId, onHand, reserved, version, updatedAt } = stock;
  return { id: productId, onHand, reserved, available: availableOf(stock), version, updatedAt };
}

export function showReservation({ id, orderId, state, expiresAt, createdAt }: Reservation): ReservationType {
  return { id, orderId, state: ReservationStateType[state], expiresAt, createdAt };
}

export function showMovement({ reason, ...movement }: StockMovement): StockMovementType {
  return { ...movement, reason: MovementReasonType[reason] };
}
