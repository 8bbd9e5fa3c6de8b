import type { ReservationWithItems } from '../domain/reservation.js';
import type { MovementReason } from '../domain/stock-movement.js';
import type { StockChange } from '../ports/inventory-transaction.js';

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

/** The changes of stock when the pieces of reservations make a move. */
export function movesOf(reservations: readonly ReservationWithItems[], move: Move): readonly StockChange[] {
  return reservations.flatMap(({ orderId, items }) =>
    items.map(({ productId, quantity }) => ({
      productId,
      onHandDelta: move.onHand * quantity,
      reservedDelta: move.reserved * quantity,
      reason: move.reason,
      orderId,
    })),
  );
}
