import { isSettled } from '../domain/saga.js';
import type { LockableCarts, OrderChanges, OrderTransactions } from '../ports/order-transactions.js';
import { readLinesWithProducts, writeLines } from './cart-row.js';
import { learnProducts } from './prisma-catalogue.js';
import type { Database, Transaction } from './prisma-client.js';
import { createPrismaIdempotencyKeys } from './prisma-idempotency-keys.js';
import { createPrismaOrderRows } from './prisma-order-rows.js';

export interface OrderTransactionsOptions {
  readonly database: Database;
  /** Called after a commit that wrote messages. */
  readonly wakeOutbox: () => void;
  /** Called after a commit that let the sagas of these orders settle. */
  readonly announceSettled: (orderIds: readonly string[]) => void;
}

/** Transactions of the order domain in PostgreSQL. */
export function createPrismaOrderTransactions(options: OrderTransactionsOptions): OrderTransactions {
  const { database, wakeOutbox, announceSettled } = options;
  return {
    async $transaction(run) {
      const saved: OrderChanges[] = [];
      const result = await database.$transaction((tx) =>
        run({
          inboxMessage: tx.inboxMessage,
          keys: createPrismaIdempotencyKeys(tx),
          orders: createPrismaOrderRows(tx, (changes) => saved.push(changes)),
          carts: createPrismaCarts(tx),
          catalogue: { learn: (products) => learnProducts(tx, products) },
        }),
      );
      if (saved.some(({ messages }) => messages.length > 0)) wakeOutbox();
      const settled = saved.filter(({ saga }) => isSettled(saga)).map(({ order }) => order.id);
      if (settled.length > 0) announceSettled(settled);
      return result;
    },
  };
}

function createPrismaCarts(tx: Transaction): LockableCarts {
  return {
    async lockOfUser(userId) {
      const [cart] = await tx.$queryRaw<
        { id: string }[]
      >`SELECT id FROM carts WHERE user_id = ${userId}::uuid FOR UPDATE`;
      return cart === undefined ? null : { id: cart.id, ...(await readLinesWithProducts(tx, cart.id)) };
    },
    replaceLines: (cart, lines) => writeLines(tx, cart.id, cart.lines, lines),
    async deleteOfUser(userId) {
      await tx.cart.deleteMany({ where: { userId } });
    },
  };
}
