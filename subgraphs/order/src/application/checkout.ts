import { createHash, randomUUID } from 'node:crypto';
import { CURRENCY_CODE } from '@techally/money';
import type { UserError } from '@techally/subgraph-kit';
import { ErrorCode, refuse, userError, UserErrorException } from '@techally/subgraph-kit';
import type { CartLine } from '../domain/cart.js';
import type { Order, ShippingAddress } from '../domain/order.js';
import { priceOrder } from '../domain/pricing.js';
import type { AddressBook } from '../ports/address-book.js';
import type { CartStore } from '../ports/cart-store.js';
import type { OrderStore } from '../ports/order-store.js';
import type { OrderTransaction, OrderTransactions } from '../ports/order-transactions.js';
import { DuplicateCheckoutError } from '../ports/order-transactions.js';
import type { Stock } from '../ports/stock.js';
import type { CheckedLine } from './check-cart.js';
import { changedPrices, checkCart, shortages } from './check-cart.js';
import { createFirstSaga } from './first-saga.js';
import type { OrderProcess } from './order-process.js';
import { OrderRevision } from './order-revision.js';
import type { SettlementWatch } from './settlement-watch.js';

export interface CheckoutInput {
  readonly userId: string;
  /** 1 to 128 characters, chosen by the client. */
  readonly idempotencyKey: string;
  /** UUID in lower case. */
  readonly shippingAddressId: string;
  readonly paymentMethodToken: string;
  /** Becomes the correlation id of all messages about the order. */
  readonly requestId: string;
}

/**
 * Orders what is in the user's cart, once for each idempotency key, and waits a moment for what becomes of it.
 * Throws a `UserErrorException` for what stands against it; then there is no order.
 */
export type Checkout = (input: CheckoutInput) => Promise<Order>;

export interface CheckoutDependencies {
  readonly orders: OrderStore;
  readonly carts: CartStore;
  readonly addresses: AddressBook;
  readonly stock: Stock;
  readonly transactions: OrderTransactions;
  readonly process: OrderProcess;
  readonly settlement: SettlementWatch;
  readonly now: () => Date;
  /** Milliseconds to wait for the saga to settle. */
  readonly checkoutWait: number;
}

/** How often a cart that changes during its checkout is looked at anew. */
const ATTEMPTS = 3;

type Placement =
  | { readonly kind: 'placed'; readonly orderId: string }
  | { readonly kind: 'cart-changed' }
  | { readonly kind: 'refused'; readonly errors: readonly UserError[] };

export function createCheckout(dependencies: CheckoutDependencies): Checkout {
  const { orders, carts, addresses, stock, transactions, process, settlement, now } = dependencies;

  /** The order that this key stands for already. */
  async function findEarlier(input: CheckoutInput): Promise<string | null> {
    const earlier = await orders.findByKey(input.userId, input.idempotencyKey);
    if (earlier === null) return null;
    if (earlier.requestHash === requestHash(input)) return earlier.order.id;
    return refuse(
      ErrorCode.IDEMPOTENCY_KEY_REUSED,
      'This idempotency key was used for another checkout.',
      'idempotencyKey',
    );
  }

  async function ownAddress({ userId, shippingAddressId }: CheckoutInput): Promise<ShippingAddress> {
    const found = await addresses.find(shippingAddressId);
    if (found?.ownerId === userId) return found.address;
    return refuse(ErrorCode.NOT_FOUND, 'There is no such address.', 'shippingAddressId');
  }

  async function place(input: CheckoutInput): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const cart = await carts.findWithProducts({ kind: 'user', userId: input.userId });
      const lines = cart?.lines ?? [];
      const checked = checkCart(lines, cart?.products ?? []);
      refuseAll(checked.errors);
      const ids = lines.map((line) => line.productId);
      const [address, available] = await Promise.all([ownAddress(input), stock.available(ids)]);
      refuseAll(shortages(checked.lines, available));

      const placement = await transactions.$transaction((tx) => write(tx, { input, lines, address }));
      if (placement.kind === 'placed') return placement.orderId;
      if (placement.kind === 'refused') refuseAll(placement.errors);
    }
    return refuse(ErrorCode.VERSION_CONFLICT, 'The cart keeps changing; look at it again.');
  }

  /** The one transaction of a checkout. What it decides on is read again under the cart's lock. */
  async function write(tx: OrderTransaction, draft: Draft): Promise<Placement> {
    const cart = await tx.carts.lockOfUser(draft.input.userId);
    if (cart === null || !sameLines(cart.lines, draft.lines)) return { kind: 'cart-changed' };
    const { lines, errors } = checkCart(cart.lines, cart.products);
    if (errors.length > 0) return { kind: 'refused', errors };
    const changed = changedPrices(lines);
    if (changed.length > 0) {
      // Committed, so that the customer sees the new prices and can decide again.
      await tx.carts.replaceLines(
        cart,
        lines.map(({ line, product }) => ({ ...line, unitPriceCents: product.priceCents })),
      );
      return { kind: 'refused', errors: changed.map(({ product }) => priceChanged(product.name)) };
    }
    return { kind: 'placed', orderId: await createOrder(tx, cart.id, draft, lines) };
  }

  async function createOrder(
    tx: OrderTransaction,
    cartId: string,
    { input, address }: Draft,
    lines: readonly CheckedLine[],
  ): Promise<string> {
    const orderId = randomUUID();
    const items = lines.map(({ line, product }) => ({
      id: randomUUID(),
      orderId,
      productId: product.id,
      productName: product.name,
      unitPriceCents: line.unitPriceCents,
      quantity: line.quantity,
    }));
    const order = {
      id: orderId,
      userId: input.userId,
      ...priceOrder(items),
      currencyCode: CURRENCY_CODE,
      shippingAddress: address,
      createdAt: now(),
      idempotencyKey: input.idempotencyKey,
      requestHash: requestHash(input),
      cartId,
    };
    await tx.orders.create(order, items, (created) => {
      const saga = createFirstSaga(created, input.paymentMethodToken, input.requestId);
      const revision = new OrderRevision({ order: created, items, saga, shipment: null }, created.createdAt);
      process.begin(revision);
      return revision;
    });
    return orderId;
  }

  async function placeOnce(input: CheckoutInput): Promise<string> {
    const earlier = await findEarlier(input);
    if (earlier !== null) return earlier;
    try {
      return await place(input);
    } catch (error) {
      // A checkout with the same key may have been faster: then its order is the answer to this one, too, and what
      // stood against this one (an empty cart, say) was its doing.
      if (!(error instanceof UserErrorException) && !(error instanceof DuplicateCheckoutError)) throw error;
      const winner = await findEarlier(input);
      if (winner === null) throw error;
      return winner;
    }
  }

  return async (input) => {
    const orderId = await placeOnce(input);
    await settlement.wait(orderId, dependencies.checkoutWait);
    const [order] = await orders.findMany([orderId]);
    if (order === undefined) throw new Error(`Order ${orderId} disappeared.`);
    return order;
  };
}

interface Draft {
  readonly input: CheckoutInput;
  /** As they were when stock was asked for. */
  readonly lines: readonly CartLine[];
  readonly address: ShippingAddress;
}

/** What makes two checkouts the same. With the user's id, so that equal hashes tell nothing across users. */
function requestHash({ userId, shippingAddressId, paymentMethodToken }: CheckoutInput): string {
  return createHash('sha256')
    .update(JSON.stringify([userId, shippingAddressId, paymentMethodToken]))
    .digest('hex');
}

function sameLines(one: readonly CartLine[], other: readonly CartLine[]): boolean {
  const quantities = new Map(one.map((line) => [line.productId, line.quantity]));
  return (
    one.length === other.length && other.every((line) => quantities.get(line.productId) === line.quantity)
  );
}

function refuseAll(errors: readonly UserError[]): void {
  if (errors.length > 0) throw new UserErrorException(errors);
}

function priceChanged(name: string): UserError {
  return userError(
    ErrorCode.PRICE_CHANGED,
    `The price of "${name}" has changed. The cart shows the new one.`,
  );
}
