import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { itemField } from '../fields/quantity.js';

/**
 * Sent by inventory when it could reserve every item of an order: all or nothing.
 * Consumed by order, whose saga goes on to the payment.
 */
export const InventoryReserved = defineMessage({
  type: 'InventoryReserved',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    items: z.array(itemField).min(1),
  }),
});
