import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by payment when an order's charge has succeeded.
 * Consumed by order, whose saga goes on to the shipment.
 */
export const PaymentCompleted = defineMessage({
  type: 'PaymentCompleted',
  version: 1,
  kind: 'event',
  data: z.object({
    paymentId: idField,
    orderId: idField,
    /** What was charged. */
    amount: moneyField,
  }),
});
