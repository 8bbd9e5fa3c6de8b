import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when its last shipment is delivered.
 * Consumed by notification.
 */
export const OrderDelivered = defineMessage({
  type: 'OrderDelivered',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    userId: idField,
  }),
});
