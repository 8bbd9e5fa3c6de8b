import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by order when the saga compensates a payment, or an order is cancelled or returned after it.
 * Consumed by payment, which answers PaymentRefunded.
 */
export const RefundPayment = defineMessage({
  type: 'RefundPayment',
  version: 1,
  kind: 'command',
  data: z.object({
    orderId: idField,
    /** What to give back; `null` gives back all that is left. */
    amount: moneyField.nullable(),
    reason: codeField,
    /** The same key never refunds twice. */
    idempotencyKey: z.string().min(1),
  }),
});
