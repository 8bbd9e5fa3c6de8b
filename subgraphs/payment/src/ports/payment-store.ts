import type { Message } from '@techally/contracts';
import type { PageRequest } from '@techally/subgraph-kit';
import type { LedgerTransaction } from '../domain/ledger.js';
import type { Payment } from '../domain/payment.js';
import type { PaymentStatus } from '../domain/payment-status.js';
import type { Refund } from '../domain/refund.js';
import type { PaymentChange } from '../domain/settle-charge.js';

/** The name of the one order of payment lists (newest first); part of every cursor. */
export const PAYMENT_ORDER = 'PAYMENTS_NEWEST';

/** What a list of payments is narrowed to; absent means any. */
export interface PaymentFilter {
  readonly status?: PaymentStatus;
  readonly userId?: string;
  readonly orderId?: string;
}

export type NewPayment = Pick<
  Payment,
  | 'orderId'
  | 'orderNumber'
  | 'userId'
  | 'amount'
  | 'paymentMethodToken'
  | 'idempotencyKey'
  | 'nextCheckAt'
  | 'correlationId'
  | 'causationId'
>;

export type NewRefund = Pick<
  Refund,
  | 'id'
  | 'cents'
  | 'requestedCents'
  | 'status'
  | 'reason'
  | 'idempotencyKey'
  | 'failureCode'
  | 'nextCheckAt'
  | 'correlationId'
  | 'causationId'
>;
export type RefundChange = Pick<Refund, 'id'> &
  Partial<Pick<Refund, 'cents' | 'status' | 'providerRefundId' | 'failureCode' | 'attempts' | 'nextCheckAt'>>;

/** What is written about a payment in one transaction. */
export interface PaymentDecision {
  readonly change?: PaymentChange;
  readonly newRefund?: NewRefund;
  readonly refundChanges?: readonly RefundChange[];
  readonly booking?: LedgerTransaction;
  readonly messages?: readonly Message[];
}

/** What became of a payment that was opened. */
export type OpenedPayment =
  | { readonly kind: 'created' | 'existing'; readonly payment: Payment }
  /** A refund had come first: nothing is to be charged. */
  | { readonly kind: 'cancelled'; readonly payment: Payment }
  /** Another order's payment has the idempotency key. */
  | { readonly kind: 'key-taken' };

/** Payments and their refunds in the domain's database. */
export interface PaymentStore {
  findMany(ids: readonly string[]): Promise<readonly Payment[]>;
  findByOrders(orderIds: readonly string[]): Promise<readonly Payment[]>;
  findByKey(idempotencyKey: string): Promise<Payment | null>;
  /** Up to `page.limit + 1` payments, the newest first. */
  page(filter: PaymentFilter, page: PageRequest): Promise<readonly Payment[]>;
  count(filter: PaymentFilter): Promise<number>;

  /**
   * Writes a payment as PENDING, unless the order has one. One whose refund came before it is written as CANCELLED,
   * together with `ifCancelled`.
   */
  open(
    payment: NewPayment,
    ifCancelled: (cancelled: Payment) => Pick<PaymentDecision, 'messages'>,
  ): Promise<OpenedPayment>;

  /**
   * Remembers that an order whose payment has not come is not to be charged. Returns the payment if there is one after
   * all, and then remembers nothing. `messages` are written the first time only.
   */
  cancelEarly(orderId: string, messages: (paymentId: string) => readonly Message[]): Promise<Payment | null>;

  /**
   * Locks a payment, decides by what it is then, and writes the decision: one transaction. `decide` gets all refunds
   * of the payment, must not wait for anything, and returns null to leave all as it is.
   * @returns the payment afterwards; null when there is none
   */
  change(
    id: string,
    decide: (payment: Payment, refunds: readonly Refund[]) => PaymentDecision | null,
  ): Promise<Payment | null>;

  /** Takes up to `limit` payments whose time has come, and no other replica's, and sets their next time to `until`. */
  claimDue(now: Date, until: Date, limit: number): Promise<readonly Payment[]>;
  /** Sets the next time of a payment that is open still. */
  reschedule(id: string, at: Date): Promise<void>;
}
