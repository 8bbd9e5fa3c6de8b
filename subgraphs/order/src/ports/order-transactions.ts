import type { Message } from '@techally/contracts';
import type { InboxClient, InboxTransaction } from '@techally/messaging';
import type { Cart, CartLine } from '../domain/cart.js';
import type { CatalogueProduct } from '../domain/catalogue-product.js';
import type { CartWithProducts } from './cart-store.js';
import type { Order, OrderItem, TimelineEntry } from '../domain/order.js';
import type { Saga, SagaEvent } from '../domain/saga.js';
import type { Shipment } from '../domain/shipment.js';

/** Everything that belongs to one order, as a transaction sees it while it holds the order's lock. */
export interface OrderRows {
  readonly order: Order;
  readonly items: readonly OrderItem[];
  readonly saga: Saga;
  readonly shipment: Shipment | null;
}

/** What becomes of {@link OrderRows}. */
export interface OrderChanges {
  readonly order: Order;
  readonly saga: Saga;
  readonly shipment: Shipment | null;
  /** Appended. */
  readonly timeline: readonly TimelineEntry[];
  /** Appended. */
  readonly history: readonly SagaEvent[];
  /** Sent if, and only if, the transaction commits. */
  readonly messages: readonly Message[];
}

/** An order that is about to be written; it starts as PENDING. */
export type NewOrder = Omit<
  Order,
  'sequence' | 'status' | 'refundedCents' | 'failure' | 'version' | 'updatedAt'
> & {
  /** Unique for each user. */
  readonly idempotencyKey: string;
  /** Tells whether the key comes again with the same input. */
  readonly requestHash: string;
  /** The cart that it is made of. */
  readonly cartId: string;
};

/** The orders in a transaction. Whoever holds an order's lock is alone with everything that belongs to it. */
export interface LockableOrders {
  /**
   * Writes a new order and what `begin` makes of it, and empties its cart, whose lock the caller holds.
   * @throws DuplicateCheckoutError when the user has an order of this idempotency key
   */
  create(
    order: NewOrder,
    items: readonly OrderItem[],
    begin: (created: Order) => OrderChanges,
  ): Promise<void>;
  /** Waits for the order's lock; null when there is no such order. */
  lock(orderId: string): Promise<OrderRows | null>;
  /** Null also when another transaction holds the lock. */
  lockIfFree(orderId: string): Promise<OrderRows | null>;
  /** Locks the order of a shipment. */
  lockByShipment(shipmentId: string): Promise<OrderRows | null>;
  /** Locks the order of a saga. */
  lockBySaga(sagaId: string): Promise<OrderRows | null>;
  /** Writes what is different. The order's and the shipment's versions grow with each change. */
  save(before: OrderRows, after: OrderChanges): Promise<void>;
}

/** The carts in a transaction. */
export interface LockableCarts {
  /** Waits for the lock of a user's cart; null when the user has none. */
  lockOfUser(userId: string): Promise<CartWithProducts | null>;
  /** Replaces the lines of a cart. */
  replaceLines(cart: Cart, lines: readonly CartLine[]): Promise<void>;
  deleteOfUser(userId: string): Promise<void>;
}

/** The read model of products in a transaction. */
export interface CatalogueTransaction {
  /** Takes over what is newer than what is known. */
  learn(products: readonly CatalogueProduct[]): Promise<void>;
}

/** A mutation as it was asked for under an idempotency key. */
export interface IdempotentRequest {
  /** UUID of the customer or the administrator who asks; everybody has keys of their own. */
  readonly actorId: string;
  /** 1 to 128 characters, chosen by the client. */
  readonly idempotencyKey: string;
  readonly mutation: string;
  /** SHA-256 in hex; tells whether the key comes again with the same input. */
  readonly requestHash: string;
}

/** The idempotency keys in a transaction. */
export interface IdempotencyKeys {
  /**
   * Takes a key for the request, which counts as carried out when the transaction commits. Waits for a transaction
   * that has just taken it, so of two requests at once the second finds out what became of the first.
   *
   * @returns null when the key was free, else the hash of the request that it was taken for
   */
  take(request: IdempotentRequest): Promise<string | null>;
}

/** A transaction of the order domain. Whoever needs both takes the idempotency key first and locks after it. */
export interface OrderTransaction extends InboxTransaction {
  readonly keys: IdempotencyKeys;
  readonly orders: LockableOrders;
  readonly carts: LockableCarts;
  readonly catalogue: CatalogueTransaction;
}

/**
 * Opens transactions. After a commit the outbox relay is woken if there are new messages, and those who wait for an
 * order's saga to settle are told.
 */
export type OrderTransactions = InboxClient<OrderTransaction>;

/** Thrown when an order of the same user and idempotency key was written first. */
export class DuplicateCheckoutError extends Error {
  override readonly name = 'DuplicateCheckoutError';
  readonly code = 'DUPLICATE_CHECKOUT';
}
