import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when it ends CANCELLED, by the customer or because a step failed.
 * Consumed by notification.
 */
export const OrderCancelled = defineMessage({
  type: 'OrderCancelled',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    userId: idField,
    /** Why, e.g. `OUT_OF_STOCK`, `PAYMENT_DECLINED`, `CUSTOMER_REQUEST`. */
    code: codeField,
    /** The same for people. */
    message: z.string(),
  }),
});
