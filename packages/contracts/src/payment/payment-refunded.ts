import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by payment when money of an order went back.
 * Consumed by order.
 */
export const PaymentRefunded = defineMessage({
  type: 'PaymentRefunded',
  version: 1,
  kind: 'event',
  data: z.object({
    paymentId: idField,
    orderId: idField,
    refundId: idField,
    /** What this refund gave back. */
    amount: moneyField,
    /** What all refunds of the payment gave back, this one included. */
    totalRefunded: moneyField,
  }),
});
