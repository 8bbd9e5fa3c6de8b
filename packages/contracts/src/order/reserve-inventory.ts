import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { itemField } from '../fields/quantity.js';

/**
 * Sent by order at checkout, as the saga's first step.
 * Consumed by inventory, which answers InventoryReserved or InventoryRejected.
 */
export const ReserveInventory = defineMessage({
  type: 'ReserveInventory',
  version: 1,
  kind: 'command',
  data: z.object({
    orderId: idField,
    userId: idField,
    items: z.array(itemField).min(1),
    /** When inventory may release the reservation by itself. */
    expiresAt: z.iso.datetime(),
  }),
});
