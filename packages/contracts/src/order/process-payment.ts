import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by order when the stock is reserved.
 * Consumed by payment, which answers PaymentCompleted, PaymentFailed or PaymentActionRequired.
 */
export const ProcessPayment = defineMessage({
  type: 'ProcessPayment',
  version: 1,
  kind: 'command',
  data: z.object({
    orderId: idField,
    orderNumber: z.string().min(1),
    userId: idField,
    amount: moneyField,
    /** The provider's token of the card. */
    paymentMethodToken: z.string().min(1),
    /** The same key never charges twice. */
    idempotencyKey: z.string().min(1),
  }),
});
