/** The stock of one product. `0 <= reserved <= onHand` holds at all times. */
export interface StockItem {
  /** UUID. */
  readonly productId: string;
  /** Pieces in the warehouse, reserved ones included. */
  readonly onHand: number;
  /** Pieces that orders hold. */
  readonly reserved: number;
  /** Grows with each change. */
  readonly version: number;
  readonly updatedAt: Date;
}

/** The most pieces of one product that the warehouse can count. */
export const MAX_ON_HAND = 1_000_000_000;

/** Pieces that can still be had. */
export function availableOf(stock: Pick<StockItem, 'onHand' | 'reserved'>): number {
  return stock.onHand - stock.reserved;
}
