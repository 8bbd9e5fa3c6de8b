import {
  createMessage,
  PaymentActionRequired,
  PaymentCompleted,
  PaymentFailed,
  PaymentRefunded,
} from '@techally/contracts';
import type { Message } from '@techally/contracts';
import type { Money } from '@techally/money';
import type { Payment } from '../domain/payment.js';
import type { PaymentFailure } from '../domain/payment-failure.js';

/** The chain of messages that something belongs to. */
export interface MessageChain {
  readonly correlationId: string;
  /** The message that caused it; null when it was a request. */
  readonly causationId: string | null;
}

export function paymentCompleted(payment: Payment): Message {
  const { id, orderId, amount, correlationId } = payment;
  const message = createMessage(PaymentCompleted, {
    aggregateId: orderId,
    data: { paymentId: id, orderId, amount },
    correlationId,
  });
  return { ...message, causationId: payment.causationId };
}

export function paymentFailed(payment: Payment, { code, message: text }: PaymentFailure): Message {
  const { id, orderId, correlationId } = payment;
  const message = createMessage(PaymentFailed, {
    aggregateId: orderId,
    data: { paymentId: id, orderId, code, message: text },
    correlationId,
  });
  return { ...message, causationId: payment.causationId };
}

export function paymentActionRequired(payment: Payment, clientSecret: string): Message {
  const { id, orderId, userId, correlationId } = payment;
  const message = createMessage(PaymentActionRequired, {
    aggregateId: orderId,
    data: { paymentId: id, orderId, userId, clientSecret },
    correlationId,
  });
  return { ...message, causationId: payment.causationId };
}

export interface RefundedFacts {
  readonly paymentId: string;
  readonly orderId: string;
  readonly refundId: string;
  /** What this refund gave back; 0 when there was nothing to give back. */
  readonly amount: Money;
  /** What all refunds of the payment gave back, this one included. */
  readonly totalRefunded: Money;
}

export function paymentRefunded(facts: RefundedFacts, { correlationId, causationId }: MessageChain): Message {
  const message = createMessage(PaymentRefunded, {
    aggregateId: facts.orderId,
    data: { ...facts },
    correlationId,
  });
  return { ...message, causationId };
}

/** The answer to a refund that gave nothing back. */
export function nothingRefunded(payment: Payment, refund: { readonly id: string } & MessageChain): Message {
  const { currencyCode } = payment.amount;
  return paymentRefunded(
    {
      paymentId: payment.id,
      orderId: payment.orderId,
      refundId: refund.id,
      amount: { cents: 0, currencyCode },
      totalRefunded: { cents: payment.refundedCents, currencyCode },
    },
    refund,
  );
}
