import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by order when money went back to the customer.
 * Consumed by notification.
 */
export const OrderRefunded = defineMessage({
  type: 'OrderRefunded',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    userId: idField,
    /** What this refund gave back. */
    amount: moneyField,
  }),
});
