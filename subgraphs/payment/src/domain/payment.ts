import type { Money } from '@techally/money';
import type { PaymentFailure } from './payment-failure.js';
import { isOpen, type PaymentStatus } from './payment-status.js';
import type { Refund } from './refund.js';

/** The one payment of an order. */
export interface Payment {
  /** UUID. */
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly userId: string;
  readonly amount: Money;
  readonly status: PaymentStatus;
  /** The provider's token of the card; null as soon as the payment has come to an end. */
  readonly paymentMethodToken: string | null;
  /** What the provider knows the charge by, from before the first call. */
  readonly idempotencyKey: string;
  readonly providerChargeId: string | null;
  /** What the customer confirms the charge with; null unless the status is `REQUIRES_ACTION`. */
  readonly clientSecret: string | null;
  /** Null unless the status is `FAILED` or `CANCELLED`. */
  readonly failure: PaymentFailure | null;
  readonly refundedCents: number;
  /** How often the provider was asked to charge. */
  readonly chargeAttempts: number;
  /** How often it was looked after since its status last changed. */
  readonly attempts: number;
  /** When it is looked after next; null when it has come to an end. */
  readonly nextCheckAt: Date | null;
  /** When the customer's time to confirm is over. */
  readonly actionExpiresAt: Date | null;
  /** Set when a refund was asked for before the outcome was known: it is not to be charged any more. */
  readonly cancelRequestedAt: Date | null;
  /** Of the message that asked for it; what is sent later belongs to the same chain. */
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether it can have refunds: one that is asked for while the outcome is open calls the charge off, too. */
export function mayHaveRefunds({ status, cancelRequestedAt }: Payment): boolean {
  return !isOpen(status) || cancelRequestedAt !== null;
}

/** The cents that can still go back: what was charged, less what went back and what is on its way. */
export function centsLeftToRefund(
  payment: Pick<Payment, 'amount' | 'refundedCents'>,
  refunds: readonly Refund[],
): number {
  const onTheirWay = refunds
    .filter(({ status }) => status === 'PENDING')
    .reduce((sum, { cents }) => sum + cents, 0);
  return payment.amount.cents - payment.refundedCents - onTheirWay;
}
