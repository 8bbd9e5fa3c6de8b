import type { Shortage } from './shortage.js';

/**
 * - `ACTIVE`: its pieces are held.
 * - `COMMITTED`: its pieces are sold.
 * - `RELEASED`: its pieces were given back, or it was given up before it came into being.
 * - `EXPIRED`: it ran out before it was committed.
 * - `REJECTED`: there was not enough; it never held a piece.
 */
export type ReservationState = 'ACTIVE' | 'COMMITTED' | 'RELEASED' | 'EXPIRED' | 'REJECTED';

/** Pieces of one product. */
export interface ReservationItem {
  readonly productId: string;
  /** At least 1. */
  readonly quantity: number;
}

/** What one order holds, or held. */
export interface Reservation {
  /** UUID. */
  readonly id: string;
  /** One order has one reservation. */
  readonly orderId: string;
  readonly state: ReservationState;
  /** Why it was rejected; null in all other states. */
  readonly shortages: readonly Shortage[] | null;
  /** When it runs out, unless it is committed by then. */
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** A reservation with its items, by product id. */
export interface ReservationWithItems extends Reservation {
  readonly items: readonly ReservationItem[];
}

/** One item per product, in the order of product ids, which is the order in which stock is locked. */
export function mergeItems(items: readonly ReservationItem[]): readonly ReservationItem[] {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of items) {
    const key = productId.toLowerCase();
    quantities.set(key, (quantities.get(key) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}
