import type { MessageByType } from '@techally/contracts';
import { MessageRejectedError } from '@techally/messaging';
import { failureOfCancel } from '../domain/payment-failure.js';
import type { PaymentStore } from '../ports/payment-store.js';
import type { AdvancePayment } from './advance-payment.js';
import { paymentFailed } from './payment-messages.js';
import type { ReconciliationPolicy } from './reconciliation-policy.js';
import { later } from './reconciliation-policy.js';

export interface ProcessPaymentDependencies {
  readonly payments: PaymentStore;
  readonly advance: AdvancePayment;
  readonly policy: ReconciliationPolicy;
  readonly now: () => Date;
  readonly wakeOutbox: () => void;
}

/**
 * Charges an order, once, however often the message comes: the first transaction writes the payment and commits before
 * the provider hears of it, so whoever dies afterwards leaves a row that the sweeper finds.
 */
export type ProcessPayment = (message: MessageByType<'ProcessPayment'>) => Promise<void>;

export function createProcessPayment({
  payments,
  advance,
  policy,
  now,
  wakeOutbox,
}: ProcessPaymentDependencies): ProcessPayment {
  return async (message) => {
    const { orderId, orderNumber, userId, amount, paymentMethodToken, idempotencyKey } = message.data;
    if (amount.cents <= 0)
      throw new MessageRejectedError(
        `Order ${orderNumber} asks for a payment of ${String(amount.cents)} cents.`,
      );
    const opened = await payments.open(
      {
        orderId,
        orderNumber,
        userId,
        amount,
        paymentMethodToken,
        idempotencyKey,
        nextCheckAt: later(now(), policy.lease),
        correlationId: message.correlationId,
        causationId: message.id,
      },
      (cancelled) => ({ messages: [paymentFailed(cancelled, failureOfCancel('refund-requested'))] }),
    );
    switch (opened.kind) {
      case 'created':
        return advance.charge(opened.payment);
      case 'cancelled':
        wakeOutbox();
        return;
      case 'existing': {
        // Its outcome is in the outbox, or the sweeper will see to it.
        const same =
          opened.payment.amount.cents === amount.cents && opened.payment.idempotencyKey === idempotencyKey;
        if (!same) throw new MessageRejectedError(`Order ${orderNumber} has another payment already.`);
        return;
      }
      case 'key-taken':
        throw new MessageRejectedError(
          `The idempotency key of order ${orderNumber} belongs to another order's payment.`,
        );
    }
  };
}
