import type { PageRequest } from '@techally/subgraph-kit';
import type { Reservation, ReservationItem } from '../domain/reservation.js';
import type { StockItem } from '../domain/stock-item.js';
import type { StockMovement } from '../domain/stock-movement.js';

/** The names of the orders of the lists; part of their cursors. */
export const STOCK_ORDER = 'STOCK_PRODUCT';
export const RESERVATION_ORDER = 'RESERVATIONS_NEWEST';
export const MOVEMENT_ORDER = 'MOVEMENTS_NEWEST';

/** What a list of stock is narrowed to; absent means any. */
export interface StockFilter {
  /** Stock of which fewer pieces than this can still be had. */
  readonly belowAvailable?: number;
  readonly productId?: string;
}

/** An item of a reservation, with the reservation that it belongs to. */
export type OwnedReservationItem = ReservationItem & { readonly reservationId: string };

/** Reads stock, reservations and history. Each method costs one SQL statement, however many ids it is given. */
export interface InventoryStore {
  findStock(productIds: readonly string[]): Promise<readonly StockItem[]>;
  /** Up to `page.limit + 1` rows by product id. */
  stockPage(filter: StockFilter, page: PageRequest): Promise<readonly StockItem[]>;
  countStock(filter: StockFilter): Promise<number>;

  findReservations(ids: readonly string[]): Promise<readonly Reservation[]>;
  itemsOfReservations(reservationIds: readonly string[]): Promise<readonly OwnedReservationItem[]>;
  /** Up to `page.limit + 1` reservations that hold or held pieces of each product, newest first. */
  reservationPages(
    productIds: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly Reservation[]>>;
  reservationCounts(productIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** Up to `page.limit + 1` changes of each product's stock, newest first. */
  movementPages(
    productIds: readonly string[],
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly StockMovement[]>>;
  movementCounts(productIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
