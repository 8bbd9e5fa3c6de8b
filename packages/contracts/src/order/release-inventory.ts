import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { codeField } from '../fields/code.js';
import { idField } from '../fields/id.js';

/**
 * Sent by order when the saga compensates, the order is cancelled, or its parcel came back and can be sold again.
 * Consumed by inventory, which answers InventoryReleased, also when nothing was reserved.
 */
export const ReleaseInventory = defineMessage({
  type: 'ReleaseInventory',
  version: 1,
  kind: 'command',
  data: z.object({
    orderId: idField,
    reason: codeField,
  }),
});
