import { stockAfter } from '../domain/change-stock.js';
import type { UnitOfWork } from '../ports/inventory-transaction.js';
import { inventoryReleased, stockAdjusted } from './inventory-messages.js';
import { MOVES, movesOf } from './move-reserved-stock.js';

export interface ReleaseExpired {
  readonly now: Date;
  /** The most reservations to release at once. */
  readonly limit: number;
}

/** Releases reservations that ran out before they were committed. Returns how many there were. */
export async function releaseExpired(work: UnitOfWork, { now, limit }: ReleaseExpired): Promise<number> {
  return work.transact(async (inventory) => {
    const expired = await inventory.lockExpired(now, limit);
    if (expired.length === 0) return 0;
    const changes = movesOf(expired, MOVES.expire);
    const stock = await inventory.lockStock([...new Set(changes.map(({ productId }) => productId))]);
    const released = expired.map((reservation) => inventoryReleased(reservation.orderId));
    const adjusted = stockAfter(stock, changes).map((item) => stockAdjusted(item));
    await inventory.write({
      reservations: { ids: expired.map((reservation) => reservation.id), state: 'EXPIRED' },
      stock: changes,
      messages: [...released, ...adjusted],
    });
    return expired.length;
  });
}
