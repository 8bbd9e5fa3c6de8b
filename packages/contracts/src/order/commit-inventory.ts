import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when the order is confirmed: the items are sold.
 * Consumed by inventory, which takes them out of `reserved` and `onHand` and answers InventoryCommitted.
 */
export const CommitInventory = defineMessage({
  type: 'CommitInventory',
  version: 1,
  kind: 'command',
  data: z.object({
    orderId: idField,
  }),
});
