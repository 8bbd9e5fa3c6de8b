import type { Identity, Scope } from '@techally/identity';
import type { ChildPageLoader, RequestContext } from '@techally/subgraph-kit';
import {
  createChildPageLoader,
  createCountLoader,
  createEntityLoader,
  createKeyedLoader,
} from '@techally/subgraph-kit';
import DataLoader from 'dataloader';
import type { Reservation, ReservationItem } from '../domain/reservation.js';
import type { StockItem } from '../domain/stock-item.js';
import type { StockMovement } from '../domain/stock-movement.js';
import type { InventoryStore } from '../ports/inventory-store.js';

/** The loaders of one request: each batches what the resolvers of one level ask for. */
export interface InventoryLoaders {
  /** By product id. */
  readonly stock: DataLoader<string, StockItem | null>;
  readonly reservation: DataLoader<string, Reservation | null>;
  /** By reservation id. */
  readonly reservationItems: DataLoader<string, readonly ReservationItem[]>;
  /** By product id. */
  readonly reservationPage: ChildPageLoader<Reservation>;
  readonly reservationCount: DataLoader<string, number>;
  readonly movementPage: ChildPageLoader<StockMovement>;
  readonly movementCount: DataLoader<string, number>;
}

export interface InventoryContext extends RequestContext {
  readonly loaders: InventoryLoaders;
}

export function createLoaders(store: InventoryStore): InventoryLoaders {
  return {
    stock: createKeyedLoader(
      (ids) => store.findStock(ids),
      (stock) => stock.productId,
    ),
    reservation: createEntityLoader((ids) => store.findReservations(ids)),
    reservationItems: new DataLoader(async (ids: readonly string[]) => {
      const items = Map.groupBy(await store.itemsOfReservations(ids), (item) => item.reservationId);
      return ids.map((id) => items.get(id) ?? []);
    }),
    reservationPage: createChildPageLoader((ids, page) => store.reservationPages(ids, page)),
    reservationCount: createCountLoader((ids) => store.reservationCounts(ids)),
    movementPage: createChildPageLoader((ids, page) => store.movementPages(ids, page)),
    movementCount: createCountLoader((ids) => store.movementCounts(ids)),
  };
}

const READS_BOOKS: Scope = 'admin:inventory:read';

/**
 * Whether the caller may see the warehouse's own books: administrators with the scope for it, and our own services. Customers see a
 * product's `StockLevel` and nothing else of this domain, not even what their own orders hold.
 */
export function maySeeBooks(identity: Identity): boolean {
  if (identity.kind !== 'user') return identity.kind === 'service';
  return identity.role === 'ADMIN' && identity.scope.includes(READS_BOOKS);
}
