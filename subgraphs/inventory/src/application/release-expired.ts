import type { UnitOfWork } from '../ports/inventory-transaction.js';
import { inventoryReleased, stockAdjusted } from './inventory-messages.js';
import { MOVES, moveReservedStock } from './move-reserved-stock.js';

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
    await inventory.setState(
      expired.map((reservation) => reservation.id),
      'EXPIRED',
    );
    const stock = await moveReservedStock(inventory, expired, MOVES.expire);
    const released = expired.map((reservation) => inventoryReleased(reservation.orderId));
    await inventory.send([...released, ...stock.map((item) => stockAdjusted(item))]);
    return expired.length;
  });
}
