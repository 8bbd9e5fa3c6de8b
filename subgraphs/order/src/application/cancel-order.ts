import { ErrorCode, isUuid, refuse } from '@techally/subgraph-kit';
import { canBecome } from '../domain/order-status.js';
import type { Order } from '../domain/order.js';
import type { OrderStore } from '../ports/order-store.js';
import type { OrderTransactions } from '../ports/order-transactions.js';
import type { OrderProcess } from './order-process.js';
import { OrderRevision } from './order-revision.js';
import type { SettlementWatch } from './settlement-watch.js';
import { takeIdempotencyKey } from './take-idempotency-key.js';

export interface CancelOrderInput {
  readonly orderId: string;
  readonly userId: string;
  /** 1 to 128 characters, chosen by the client. */
  readonly idempotencyKey: string;
  /** The version that the decision was made from; null takes any. */
  readonly version: number | null;
}

/**
 * Cancels an order of the user's own that has not been shipped, once for each idempotency key, and waits a moment for
 * it to be undone. It is CANCELLED when the money is back and the stock released. Throws a `UserErrorException` for
 * what stands against it.
 */
export type CancelOrder = (input: CancelOrderInput) => Promise<Order>;

export interface CancelOrderDependencies {
  readonly orders: OrderStore;
  readonly transactions: OrderTransactions;
  readonly process: OrderProcess;
  readonly settlement: SettlementWatch;
  readonly now: () => Date;
  /** Milliseconds to wait for the saga to settle. */
  readonly wait: number;
}

const CANCELLED_BY_CUSTOMER = {
  code: ErrorCode.CANCELLED_BY_CUSTOMER,
  message: 'The customer cancelled the order.',
};

export function createCancelOrder(dependencies: CancelOrderDependencies): CancelOrder {
  const { orders, transactions, process, settlement, now, wait } = dependencies;

  function noOrder(): never {
    return refuse(ErrorCode.NOT_FOUND, 'There is no such order.', 'orderId');
  }

  return async ({ orderId, userId, idempotencyKey, version }) => {
    if (!isUuid(orderId)) noOrder();
    const request = { actorId: userId, idempotencyKey, mutation: 'cancelOrder', input: [orderId, version] };
    await transactions.$transaction(async (tx) => {
      if (!(await takeIdempotencyKey(tx, request))) return;
      const rows = await tx.orders.lock(orderId);
      if (rows?.order.userId !== userId) noOrder();
      const { order } = rows;
      if (version !== null && version !== order.version) {
        refuse(ErrorCode.VERSION_CONFLICT, 'The order has changed since you read it.', 'version');
      }
      if (!canBecome(order.status, 'CANCELLED')) {
        refuse(ErrorCode.INVALID_STATE, `An order that is ${order.status} cannot be cancelled.`, 'orderId');
      }
      const revision = new OrderRevision(rows, now());
      process.cancel(revision, CANCELLED_BY_CUSTOMER);
      await tx.orders.save(rows, revision);
    });
    await settlement.wait(orderId, wait);
    const [order] = await orders.findMany([orderId]);
    return order ?? noOrder();
  };
}
