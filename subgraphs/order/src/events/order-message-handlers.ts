import type { AnyMessage, MessageByType } from '@techally/contracts';
import { EventHandler, MessageRejectedError } from '@techally/messaging';
import { ErrorCode } from '@techally/subgraph-kit';
import type { OrderNews } from '../application/order-news.js';
import { OrderRevision } from '../application/order-revision.js';
import type { OrderTransaction } from '../ports/order-transactions.js';
import { productOfMessage } from './product-of-message.js';

type OfOrder = AnyMessage & { readonly data: { readonly orderId: string } };

/**
 * What the order service does about each message, in the transaction that also remembers that it came.
 *
 * An order's messages are handled one after the other, under the order's lock; in which order, is left to chance.
 */
export class OrderMessageHandlers {
  constructor(
    private readonly news: OrderNews,
    private readonly now: () => Date,
  ) {}

  @EventHandler('ProductCreated', 'ProductUpdated', 'ProductArchived')
  async learn(
    { data }: MessageByType<'ProductCreated' | 'ProductUpdated' | 'ProductArchived'>,
    { catalogue }: OrderTransaction,
  ): Promise<void> {
    await catalogue.learn([productOfMessage(data)]);
  }

  @EventHandler('InventoryReserved')
  async reserved(message: MessageByType<'InventoryReserved'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.stepCompleted(revision, 'reserveInventory');
    });
  }

  @EventHandler('InventoryRejected')
  async notReserved(message: MessageByType<'InventoryRejected'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.stepFailed(revision, 'reserveInventory', {
        code: ErrorCode.OUT_OF_STOCK,
        message: describeShortages(revision, message),
      });
    });
  }

  @EventHandler('InventoryReleased')
  async released(message: MessageByType<'InventoryReleased'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.stockReleased(revision);
    });
  }

  @EventHandler('PaymentCompleted')
  async paid(message: MessageByType<'PaymentCompleted'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.stepCompleted(revision, 'processPayment');
    });
  }

  @EventHandler('PaymentFailed')
  async notPaid(message: MessageByType<'PaymentFailed'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.stepFailed(revision, 'processPayment', {
        code: paymentCode(message.data.code),
        message: message.data.message,
      });
    });
  }

  @EventHandler('PaymentActionRequired')
  async customerAsked(message: MessageByType<'PaymentActionRequired'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.customerAsked(revision);
    });
  }

  @EventHandler('PaymentRefunded')
  async refunded(message: MessageByType<'PaymentRefunded'>, tx: OrderTransaction): Promise<void> {
    await this.#revise(tx, message, (revision) => {
      this.news.paymentRefunded(revision, {
        amountCents: message.data.amount.cents,
        totalRefundedCents: message.data.totalRefunded.cents,
      });
    });
  }

  /** Orders stay: the shop has to account for them. */
  @EventHandler('UserDeleted')
  async forgetCarts({ data }: MessageByType<'UserDeleted'>, { carts }: OrderTransaction): Promise<void> {
    await carts.deleteOfUser(data.userId);
  }

  async #revise(
    { orders }: OrderTransaction,
    message: OfOrder,
    change: (revision: OrderRevision) => void,
  ): Promise<void> {
    const rows = await orders.lock(message.data.orderId);
    if (rows === null) throw new MessageRejectedError(`There is no order ${message.data.orderId}.`);
    const revision = new OrderRevision(rows, this.now(), message);
    change(revision);
    await orders.save(rows, revision);
  }
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
