import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by inventory when the reserved items of an order are sold: they left `reserved` and `onHand`.
 * Nobody consumes it yet; the order's saga does not wait for it.
 */
export const InventoryCommitted = defineMessage({
  type: 'InventoryCommitted',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
  }),
});
