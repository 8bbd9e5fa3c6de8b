import type { PageRequest } from '@techally/subgraph-kit';
import type { OrderStatus } from '../domain/order-status.js';
import type { Order, OrderItem, TimelineEntry } from '../domain/order.js';
import type { Shipment } from '../domain/shipment.js';

/** The name of the one order of order lists (newest first); part of every cursor. */
export const ORDER_ORDER = 'ORDERS_NEWEST';

/** What a list of orders is narrowed to; absent means any. */
export interface OrderFilter {
  readonly status?: OrderStatus;
  readonly userId?: string;
  /** {@link Order.sequence}. */
  readonly sequence?: number;
}

/** A shipment and whose it is. */
export type OwnedShipment = Shipment & { readonly userId: string };

/** Reads orders and what belongs to them. */
export interface OrderStore {
  findMany(ids: readonly string[]): Promise<readonly Order[]>;
  /** The order that a user placed under an idempotency key, and the hash of what was asked for. */
  findByKey(
    userId: string,
    idempotencyKey: string,
  ): Promise<{ readonly order: Order; readonly requestHash: string } | null>;
  itemsOfOrders(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly OrderItem[]>>;
  /** The oldest entries first. */
  timelinesOfOrders(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly TimelineEntry[]>>;
  shipmentsOfOrders(orderIds: readonly string[]): Promise<readonly Shipment[]>;
  findShipments(ids: readonly string[]): Promise<readonly OwnedShipment[]>;
  /** Up to `page.limit + 1` orders of each user, newest first. */
  pagesOfUsers(userIds: readonly string[], page: PageRequest): Promise<ReadonlyMap<string, readonly Order[]>>;
  countsOfUsers(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Up to `page.limit + 1` orders, newest first. */
  page(filter: OrderFilter, page: PageRequest): Promise<readonly Order[]>;
  count(filter: OrderFilter): Promise<number>;
}
