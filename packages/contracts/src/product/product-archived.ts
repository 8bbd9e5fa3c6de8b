import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by product on `archiveProduct`.
 * Consumed by order: an archived product cannot be bought any more; carts that hold it show so at checkout.
 */
export const ProductArchived = defineMessage({
  type: 'ProductArchived',
  version: 1,
  kind: 'event',
  data: z.object({
    productId: idField,
    name: z.string().min(1),
    categoryId: idField,
    /** The price after this change. */
    price: moneyField,
    archived: z.boolean(),
    /** Grows with each change of the product: a reader that has a newer one ignores this message. */
    version: z.int().nonnegative(),
  }),
});
