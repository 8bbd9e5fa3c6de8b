import type { ReservationItem } from './reservation.js';
import { availableOf, type StockItem } from './stock-item.js';

/** A product of which an order wants more than there is. */
export interface Shortage {
  readonly productId: string;
  readonly requested: number;
  /** Less than what was requested. */
  readonly available: number;
}

/** The items that the stock cannot give; of a product without stock, nothing is available. */
export function findShortages(
  items: readonly ReservationItem[],
  stock: readonly StockItem[],
): readonly Shortage[] {
  const available = new Map(stock.map((item) => [item.productId, availableOf(item)]));
  return items
    .map(({ productId, quantity }) => ({
      productId,
      requested: quantity,
      available: available.get(productId) ?? 0,
    }))
    .filter((item) => item.available < item.requested);
}

/** The shortages of an order that was given up before its stock was asked for: none of it is available to it any more. */
export function allShort(items: readonly ReservationItem[]): readonly Shortage[] {
  return items.map(({ productId, quantity }) => ({ productId, requested: quantity, available: 0 }));
}
