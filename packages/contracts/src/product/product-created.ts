import { z } from 'zod';
import { defineMessage } from '../define-message.js';
import { idField } from '../fields/id.js';
import { moneyField } from '../fields/money.js';

/**
 * Sent by product on `createProduct` and by the seed.
 * Consumed by order (its read model of prices) and by inventory, which opens the stock of the product.
 */
export const ProductCreated = defineMessage({
  type: 'ProductCreated',
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
    /** Pieces on hand at the start; none when missing. */
    initialStock: z.int().nonnegative().optional(),
  }),
});
