import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';
import { quantityField } from '../fields/quantity.js';

/**
 * Sent by order at checkout, in the transaction that writes the order as PENDING.
 * Nobody consumes it yet: the saga sends ReserveInventory beside it.
 */
export const OrderCreated = defineMessage({
  type: 'OrderCreated',
  version: 1,
  kind: 'event',
  data: z.object({
    orderId: idField,
    /** The order's number as customers read it. */
    number: z.string().min(1),
    userId: idField,
    /** As bought: names and prices do not follow later changes of the product. */
    items: z
      .array(
        z.object({
          productId: idField,
          productName: z.string().min(1),
          quantity: quantityField,
          unitPrice: moneyField,
        }),
      )
      .min(1),
    total: moneyField,
  }),
});
