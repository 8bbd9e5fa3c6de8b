import type { AnyMessage, MessageByType } from '@techally/contracts';
import type { TransactionalMessageHandlers } from '@techally/messaging';
import { MessageRejectedError } from '@techally/messaging';
import { ErrorCode } from '@techally/subgraph-kit';
import type { OrderNews } from '../application/order-news.js';
import { OrderRevision } from '../application/order-revision.js';
import type { OrderTransaction } from '../ports/order-transactions.js';
import { productOfMessage } from './product-of-message.js';

/**
 * What the order service does about each message, in the transaction that also remembers that it came.
 *
 * An order's messages are handled one after the other, under the order's lock; in which order, is left to chance.
 */
export function createOrderMessageHandlers(
  news: OrderNews,
  now: () => Date,
): TransactionalMessageHandlers<'order', OrderTransaction> {
  async function revise(
    { orders }: OrderTransaction,
    message: AnyMessage & { readonly data: { readonly orderId: string } },
    change: (revision: OrderRevision) => void,
  ): Promise<void> {
    const rows = await orders.lock(message.data.orderId);
    if (rows === null) throw new MessageRejectedError(`There is no order ${message.data.orderId}.`);
    const revision = new OrderRevision(rows, now(), message);
    change(revision);
    await orders.save(rows, revision);
  }

  async function learn(
    { catalogue }: OrderTransaction,
    { data }: MessageByType<'ProductCreated' | 'ProductUpdated' | 'ProductArchived'>,
  ): Promise<void> {
    await catalogue.learn([productOfMessage(data)]);
  }

  return {
    ProductCreated: (message, tx) => learn(tx, message),
    ProductUpdated: (message, tx) => learn(tx, message),
    ProductArchived: (message, tx) => learn(tx, message),

    InventoryReserved: (message, tx) =>
      revise(tx, message, (revision) => {
        news.stepCompleted(revision, 'reserveInventory');
      }),

    InventoryRejected: (message, tx) =>
      revise(tx, message, (revision) => {
        news.stepFailed(revision, 'reserveInventory', {
          code: ErrorCode.OUT_OF_STOCK,
          message: describeShortages(revision, message),
        });
      }),

    InventoryReleased: (message, tx) =>
      revise(tx, message, (revision) => {
        news.stockReleased(revision);
      }),

    PaymentCompleted: (message, tx) =>
      revise(tx, message, (revision) => {
        news.stepCompleted(revision, 'processPayment');
      }),

    PaymentFailed: (message, tx) =>
      revise(tx, message, (revision) => {
        news.stepFailed(revision, 'processPayment', {
          code: paymentCode(message.data.code),
          message: message.data.message,
        });
      }),

    PaymentActionRequired: (message, tx) =>
      revise(tx, message, (revision) => {
        news.customerAsked(revision);
      }),

    PaymentRefunded: (message, tx) =>
      revise(tx, message, (revision) => {
        news.paymentRefunded(revision, {
          amountCents: message.data.amount.cents,
          totalRefundedCents: message.data.totalRefunded.cents,
        });
      }),

    // Orders stay: the shop has to account for them.
    UserDeleted: (message, tx) => tx.carts.deleteOfUser(message.data.userId),
  };
}

const CODES: ReadonlySet<string> = new Set(Object.values(ErrorCode));

/** The providers' codes are finer than those that customers get. */
function paymentCode(code: string): string {
  if (code === 'CARD_DECLINED') return ErrorCode.PAYMENT_DECLINED;
  return CODES.has(code) ? code : ErrorCode.PAYMENT_FAILED;
}

function describeShortages({ items }: OrderRevision, { data }: MessageByType<'InventoryRejected'>): string {
  const names = new Map(items.map((item) => [item.productId, item.productName]));
  const short = data.shortages.map(({ productId }) => `"${names.get(productId) ?? productId}"`);
  return `There is not enough in stock of ${short.join(', ')}.`;
}
