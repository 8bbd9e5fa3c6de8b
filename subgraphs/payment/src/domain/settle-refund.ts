import type { Payment } from './payment.js';
import { transition } from './payment-status.js';
import type { PaymentChange } from './settle-charge.js';

/** Takes an amount that went back into account. */
export function addRefund(payment: Payment, cents: number): PaymentChange {
  const refundedCents = payment.refundedCents + cents;
  const whole = refundedCents === payment.amount.cents;
  return { refundedCents, status: transition(payment.status, whole ? 'REFUNDED' : 'PARTIALLY_REFUNDED') };
}
