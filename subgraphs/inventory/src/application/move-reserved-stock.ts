import type { ReservationWithItems } from '../domain/reservation.js';
import type { StockItem } from '../domain/stock-item.js';
import type { MovementReason } from '../domain/stock-movement.js';
import type { InventoryTransaction } from '../ports/inventory-transaction.js';

/** What happens to each piece of a reservation. */
interface Move {
  /** How `onHand` and `reserved` change per piece: 1, 0 or -1. */
  readonly onHand: number;
  readonly reserved: number;
  readonly reason: MovementReason;
}

/** The moves that a reservation's pieces can make. */
export const MOVES = {
  /** Held pieces become free. */
  release: { onHand: 0, reserved: -1, reason: 'RELEASE' },
  /** Held pieces become free, as nobody paid in time. */
  expire: { onHand: 0, reserved: -1, reason: 'EXPIRY' },
  /** Held pieces leave the warehouse. */
  sell: { onHand: -1, reserved: -1, reason: 'SALE' },
  /** Free pieces leave the warehouse, as the reservation ran out before it was committed. */
  sellUnreserved: { onHand: -1, reserved: 0, reason: 'SALE' },
  /** Sold pieces come back. */
  takeBack: { onHand: 1, reserved: 0, reason: 'RETURN' },
} as const satisfies Record<string, Move>;

/** Moves the pieces of reservations that are locked; locks their stock before. Returns the new stock of each product. */
export async function moveReservedStock(
  inventory: InventoryTransaction,
  reservations: readonly ReservationWithItems[],
  move: Move,
): Promise<readonly StockItem[]> {
  const changes = reservations.flatMap(({ orderId, items }) =>
    items.map(({ productId, quantity }) => ({
      productId,
      onHandDelta: move.onHand * quantity,
      reservedDelta: move.reserved * quantity,
      reason: move.reason,
      orderId,
    })),
  );
  if (changes.length === 0) return [];
  await inventory.lockStock([...new Set(changes.map((change) => change.productId))]);
  return inventory.changeStock(changes);
}
