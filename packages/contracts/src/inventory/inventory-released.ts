import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by inventory when the reservation of an order is gone: released on request, or expired.
 * Consumed by order, which completes the compensation or cancels an order whose reservation ran out.
 */
export const InventoryReleased = defineMessage({
  type: 'InventoryReleased',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
  }),
});
