import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by order when the saga has completed: reserved, paid, shipment created.
 * Consumed by notification.
 */
export const OrderConfirmed = defineMessage({
  type: 'OrderConfirmed',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    userId: idField,
    total: moneyField,
  }),
});
