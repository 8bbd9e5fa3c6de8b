import type { StockItem } from './stock-item.js';
import type { StockMovement } from './stock-movement.js';

/** Stock after changes, of the products that these are about; each counts as changed once. */
export function stockAfter(
  stock: readonly StockItem[],
  changes: readonly Pick<StockMovement, 'productId' | 'onHandDelta' | 'reservedDelta'>[],
): readonly StockItem[] {
  const byProduct = Map.groupBy(changes, ({ productId }) => productId);
  return stock.flatMap((item) => {
    const own = byProduct.get(item.productId);
    if (own === undefined) return [];
    return {
      ...item,
      onHand: own.reduce((sum, { onHandDelta }) => sum + onHandDelta, item.onHand),
      reserved: own.reduce((sum, { reservedDelta }) => sum + reservedDelta, item.reserved),
      version: item.version + 1,
    };
  });
}
