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

/**
 * The inventory inside one transaction of the domain's database.
 *
 * Whoever needs both locks the reservation first and the stock after it, all of it at once: two transactions then
 * never wait for each other in a circle.
 */
export interface InventoryTransaction {
  /** False when the order has a reservation already; waits for a transaction that is just making it. */
  insertReservation(reservation: NewReservation): Promise<boolean>;
  /** Locks the order's reservation until the end of the transaction. */
  lockReservation(orderId: string): Promise<ReservationWithItems | null>;
  /** Locks active reservations that ran out before `now`, the oldest first; skips those that another transaction has. */
  lockExpired(now: Date, limit: number): Promise<readonly ReservationWithItems[]>;
  insertItems(reservationId: string, items: readonly ReservationItem[]): Promise<void>;
  /** `shortages` goes with `REJECTED`. */
  setState(
    reservationIds: readonly string[],
    state: ReservationState,
    shortages?: readonly Shortage[],
  ): Promise<void>;

  /** Locks the stock of these products, in the order of their ids, until the end of the transaction. */
  lockStock(productIds: readonly string[]): Promise<readonly StockItem[]>;
  /** Null when the product has a stock row already. */
  insertStock(productId: string, onHand: number): Promise<StockItem | null>;
  /** Changes stock that is locked, writes the history, and returns the new stock of each product. */
  changeStock(changes: readonly StockChange[]): Promise<readonly StockItem[]>;
  findAdjustment(actorId: string, idempotencyKey: string): Promise<PastAdjustment | null>;

  /** Sends messages if, and only if, the transaction commits. */
  send(messages: readonly Message[]): Promise<void>;
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
