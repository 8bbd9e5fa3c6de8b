import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { quantityField } from '../fields/quantity.js';

/**
 * Sent by inventory when at least one item of an order is short; nothing is reserved then.
 * Consumed by order, whose saga cancels the order with `OUT_OF_STOCK`.
 */
export const InventoryRejected = defineMessage({
  type: 'InventoryRejected',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    shortages: z
      .array(z.object({ productId: idField, requested: quantityField, available: z.int().nonnegative() }))
      .min(1),
  }),
});
