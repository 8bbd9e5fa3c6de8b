import type { Message } from '@techally/contracts';
import type {
  Reservation,
  ReservationItem,
  ReservationState,
  ReservationWithItems,
} from '../domain/reservation.js';
import type { Shortage } from '../domain/shortage.js';
import type { StockItem } from '../domain/stock-item.js';
import type { StockMovement } from '../domain/stock-movement.js';

/** A change of one product's stock, as it goes into the history. */
export type StockChange = Pick<StockMovement, 'productId' | 'onHandDelta' | 'reservedDelta' | 'reason'> &
  Partial<Pick<StockMovement, 'note' | 'orderId' | 'actorId'>> & {
    /** The same actor's change with the same key is made once. */
    readonly idempotencyKey?: string | null;
  };

export type NewReservation = Pick<Reservation, 'id' | 'orderId' | 'state' | 'expiresAt'>;

/** A stock adjustment that was made already. */
export type PastAdjustment = Pick<StockMovement, 'productId' | 'onHandDelta' | 'note'>;

/** An order's reservation, with the stock of its items. */
export interface LockedReservation extends ReservationWithItems {
  /** Of the products that have any; empty for a reservation that was given up or rejected. */
  readonly stock: readonly StockItem[];
}

/** What a transaction writes, at once. What it names is locked already. */
export interface InventoryChanges {
  /** New states of reservations; `shortages` goes with `REJECTED`. */
  readonly reservations?: {
    readonly ids: readonly string[];
    readonly state: ReservationState;
    readonly shortages?: readonly Shortage[];
  };
  /** What a new reservation holds. */
  readonly items?: { readonly reservationId: string; readonly items: readonly ReservationItem[] };
  /** Changes of stock, which go into the history. */
  readonly stock?: readonly StockChange[];
  /** Sent if, and only if, the transaction commits. */
  readonly messages?: readonly Message[];
}

/**
 * The inventory inside one transaction of the domain's database.
 *
 * Whoever needs both locks the reservation first and the stock after it, all of it at once and in the order of product ids: two
 * transactions then never wait for each other in a circle.
 */
export interface InventoryTransaction {
  /**
   * Writes a reservation and locks the stock of these products; null when the order has a reservation already. Waits for a
   * transaction that is just making it.
   */
  insertReservation(
    reservation: NewReservation,
    productIds: readonly string[],
  ): Promise<readonly StockItem[] | null>;
  /** Locks the order's reservation, and then the stock of its items unless it was given up, until the end of the transaction. */
  lockReservation(orderId: string): Promise<LockedReservation | null>;
  /** Locks active reservations that ran out before `now`, the oldest first; skips those that another transaction has. */
  lockExpired(now: Date, limit: number): Promise<readonly ReservationWithItems[]>;

  /** Locks the stock of these products, in the order of their ids, until the end of the transaction. */
  lockStock(productIds: readonly string[]): Promise<readonly StockItem[]>;
  /** Null when the product has a stock row already. */
  insertStock(productId: string, onHand: number): Promise<StockItem | null>;
  findAdjustment(actorId: string, idempotencyKey: string): Promise<PastAdjustment | null>;

  /**
   * Writes all of it.
   * @returns the stock that it changed, as it is now
   * @throws {IdempotencyCollisionError}
   */
  write(changes: InventoryChanges): Promise<readonly StockItem[]>;
}

/** Opens transactions of its own, for what no message asked for. */
export interface UnitOfWork {
  /** Commits when the promise resolves, rolls back when it rejects. */
  transact<Result>(work: (inventory: InventoryTransaction) => Promise<Result>): Promise<Result>;
}

/** Thrown when two changes with one idempotency key met; a second attempt finds the first change made. */
export class IdempotencyCollisionError extends Error {
  override readonly name = 'IdempotencyCollisionError';
  readonly code = 'IDEMPOTENCY_COLLISION';
}
