/**
 * Why the stock changed.
 *
 * - `INITIAL`: the product came into the catalogue with this many pieces.
 * - `ADJUSTMENT`: an administrator counted, received or lost pieces.
 * - `RESERVATION`: an order took hold of pieces.
 * - `RELEASE`: an order let go of pieces that were not sold.
 * - `EXPIRY`: a reservation ran out.
 * - `SALE`: reserved pieces were sold and left the warehouse.
 * - `RETURN`: sold pieces came back, as their order was cancelled or refunded, or its parcel returned.
 */
export type MovementReason =
  'INITIAL' | 'ADJUSTMENT' | 'RESERVATION' | 'RELEASE' | 'EXPIRY' | 'SALE' | 'RETURN';

/** One change of the stock of one product; the sum of all is its stock. */
export interface StockMovement {
  /** UUID. */
  readonly id: string;
  readonly productId: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly reason: MovementReason;
  /** What the administrator said about an adjustment. */
  readonly note: string | null;
  /** The order that it belongs to. */
  readonly orderId: string | null;
  /** The administrator who adjusted the stock. */
  readonly actorId: string | null;
  readonly at: Date;
}
