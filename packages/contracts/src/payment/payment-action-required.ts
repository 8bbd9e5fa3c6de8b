import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by payment when the customer must confirm the charge (3-D Secure).
 * Consumed by order, which waits, and by notification, which tells the customer.
 */
export const PaymentActionRequired = defineMessage({
  type: 'PaymentActionRequired',
  version: 1,
  kind: 'event',
  data: z.object({
    paymentId: idField,
    orderId: idField,
    userId: idField,
    /** What the customer's browser confirms the charge with. Handlers do not log it. */
    clientSecret: z.string().min(1),
  }),
});
