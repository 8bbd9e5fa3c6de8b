import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by payment when an order's charge has failed for good; nothing is charged.
 * Consumed by order, whose saga releases the stock and cancels the order.
 */
export const PaymentFailed = defineMessage({
  type: 'PaymentFailed',
  version: 1,
  kind: 'event',
  data: z.object({
    paymentId: idField,
    orderId: idField,
    /** Why, e.g. `CARD_DECLINED`. */
    code: codeField,
    /** The same for people. */
    message: z.string(),
  }),
});
